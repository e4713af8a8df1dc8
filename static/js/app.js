// app.js: theme, sidebar, menus, tree rows, dialogs, search key, live announcements.
// Loaded blocking in <head>, because it sets the theme before the first paint. Everything here is an
// addition: without scripts the links, forms, <details> menus and the :target sidebar still work.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const get = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const put = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode */ } };

  // The person's stored choice comes from the server; the browser remembers it for the sign-in page.
  function applyTheme(choice) {
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    document.querySelectorAll("[data-theme-set]").forEach((button) => {
      button.setAttribute("aria-pressed", button.dataset.themeSet === choice);
    });
    document.dispatchEvent(new Event("themechange"));
  }
  const chosen = () => root.dataset.themeChoice || get("theme") || "auto";
  applyTheme(chosen());
  dark.addEventListener("change", () => applyTheme(chosen()));
  document.addEventListener("DOMContentLoaded", () => applyTheme(chosen()));

  // "mini" or "full"; without either the width of the window decides.
  if (get("side")) root.dataset.side = get("side");
  function toggleSide() {
    const mini = getComputedStyle(root).getPropertyValue("--side").trim() === "57px";
    root.dataset.side = mini ? "full" : "mini";
    put("side", root.dataset.side);
    dispatchEvent(new Event("resize"));
  }

  // Opening a row shows its direct children; closing hides every descendant.
  function fold(node, open) {
    document.querySelectorAll(`[data-parent="${CSS.escape(node)}"]`).forEach((row) => {
      row.hidden = !open;
      const toggle = row.querySelector(".tw[aria-expanded]");
      if (toggle && !open) {
        toggle.setAttribute("aria-expanded", "false");
        fold(toggle.dataset.node, false);
      }
    });
  }

  function announce(text) {
    const region = document.getElementById("announce");
    if (region && text) region.textContent = text;
  }

  const closeSide = () => { if (location.hash === "#side") location.replace("#main"); };

  document.addEventListener("click", (event) => {
    const near = (selector) => event.target.closest(selector);
    const theme = near("[data-theme-set]"), toggle = near(".tw[aria-expanded]");
    if (theme) { put("theme", theme.dataset.themeSet); applyTheme(theme.dataset.themeSet); }
    if (near("[data-side-toggle]")) toggleSide();
    if (toggle) {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", open);
      fold(toggle.dataset.node, open);
    }
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!near("#side") && !near('[href="#side"]')) closeSide();
    const opener = near("[data-dialog]"), closer = near("[data-dialog-close]");
    if (opener) { event.preventDefault(); document.getElementById(opener.dataset.dialog).showModal(); }
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); }
  });

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeSide();
      document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    }
    const typing = /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const find = document.querySelector(".find input");
    if (find) { find.focus(); event.preventDefault(); }
  });

  // A part that was swapped in says its new count ("14 deals") to screen readers.
  document.addEventListener("htmx:afterSwap", (event) => {
    const scope = event.target.matches("[data-announce]") ? event.target : event.target.querySelector("[data-announce]");
    if (scope) announce(scope.dataset.announce);
  });
  // A redirect (the session ended, say) belongs to the whole page, not into a part of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo } = event.detail, path = (url) => new URL(url, location.href).pathname;
    if (xhr.responseURL && path(xhr.responseURL) !== path(pathInfo.requestPath)) {
      event.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  });
  ["htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, () => {
    const note = document.getElementById("failed");
    if (note) { note.hidden = false; announce(note.textContent.trim()); }
  }));
})();
