// charts.js: draws every <div data-chart="id"> from <script type="application/json" id="id">{data, layout}</script>.
// Colours are written as "$c1", "$ink-2" or "$c1/20" (20 % opacity) and resolved from theme.css, so one spec serves
// both themes. plotly.js is large, so it is fetched only when the first chart comes near the window.
(() => {
  const styles = () => getComputedStyle(document.documentElement);
  const drawn = new Set();

  function fade(hex, percent) {
    const n = parseInt(hex.slice(1), 16);
    return `rgba(${n >> 16},${(n >> 8) & 255},${n & 255},${percent / 100})`;
  }
  function resolve(value, css) {
    if (typeof value === "string") {
      const match = value.match(/^\$([a-z][\w-]*)(?:\/(\d+))?$/);
      if (!match) return value;
      const colour = css.getPropertyValue("--" + match[1]).trim();
      return match[2] ? fade(colour, +match[2]) : colour;
    }
    if (Array.isArray(value)) return value.map((item) => resolve(item, css));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, css)]));
    }
    return value;
  }

  // The one template: quiet axes, no frame, one hover box for all lines, direct labels instead of a legend.
  function template(css) {
    const c = (name) => css.getPropertyValue("--" + name).trim();
    const small = { size: 11, color: c("ink-2") };
    const axis = {
      gridcolor: c("grid"), linecolor: c("line-2"), zerolinecolor: c("line-2"), zerolinewidth: 1, tickcolor: c("line-2"),
      tickfont: small, title: { font: small }, automargin: true, fixedrange: true,
      spikecolor: c("c6"), spikethickness: 1, spikedash: "solid",
    };
    return { layout: {
      font: { family: c("font"), size: 12, color: c("ink") }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      colorway: ["c1", "c2", "c3", "c4", "c5", "c6"].map(c), margin: { l: 8, r: 8, t: 8, b: 8 }, showlegend: false,
      hovermode: "x unified", bargap: 0.35,
      hoverlabel: { bgcolor: c("surface"), bordercolor: c("line-2"), font: { family: c("font"), size: 12, color: c("ink") }, align: "left" },
      xaxis: { ...axis, showgrid: false, ticks: "outside", ticklen: 4 }, yaxis: { ...axis, showline: false, ticks: "" },
      annotationdefaults: { showarrow: false, font: small },
    } };
  }

  // Month and day names of the page's language, from the browser; plotly.js ships English only.
  function locale(name) {
    const days = (style) => [...Array(7).keys()].map((d) => new Date(2023, 0, 1 + d).toLocaleDateString(name, { weekday: style }));
    const months = (style) => [...Array(12).keys()].map((m) => new Date(2023, m, 1).toLocaleDateString(name, { month: style }));
    return { [name]: { dictionary: {}, format: { days: days("long"), shortDays: days("short"), months: months("long"), shortMonths: months("short") } } };
  }

  function draw(el) {
    const css = styles(), lang = document.documentElement.lang;
    const { data, layout } = resolve(JSON.parse(document.getElementById(el.dataset.chart).textContent), css);
    if (el.clientWidth < 520 && layout.small) Object.assign(layout, layout.small);
    delete layout.small;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const config = { displayModeBar: false, responsive: true };
    if (lang && lang !== "en") Object.assign(config, { locale: lang, locales: locale(lang) });
    window.Plotly.react(el, data, { ...layout, template: template(css), height: el.clientHeight, transition: { duration: calm ? 0 : 150 } }, config);
    el.removeAttribute("aria-busy");
    // A bar that stands for rows of its own opens them; the table beside has the same as links.
    if (!drawn.has(el)) el.on("plotly_click", ({ points: [{ customdata }] }) => customdata && location.assign(customdata));
    drawn.add(el);
  }

  let loading;
  function library() {
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.documentElement.dataset.plotly;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }
  const seen = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => {
    seen.unobserve(e.target);
    library().then(() => draw(e.target));
  }), { rootMargin: "300px" });
  const watch = (scope) => scope.querySelectorAll("[data-chart]").forEach((el) => seen.observe(el));

  document.addEventListener("DOMContentLoaded", () => watch(document));
  document.addEventListener("htmx:afterSwap", (event) => watch(event.target));
  document.addEventListener("themechange", () => drawn.forEach((el) => (el.isConnected ? draw(el) : drawn.delete(el))));
  // Printing does not wait for anything: charts further down are drawn now if plotly.js is here; if not, the style
  // sheet prints the tables of those that are still busy.
  addEventListener("beforeprint", () => {
    if (!window.Plotly) return;
    drawn.forEach((el) => window.Plotly.Plots.resize(el));
    document.querySelectorAll("[data-chart][aria-busy]").forEach(draw);
  });
})();
