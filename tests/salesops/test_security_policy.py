"""plotly.js works under the content security policy, and nothing else inline does."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.csp import build_policy

DRAW = """
Plotly.newPlot("chart", [{type: "bar", x: ["a", "b"], y: [1, 2]}], {title: {text: "Title"}})
  .then(() => { document.title = "drawn"; });
"""
PAGE = """<!doctype html><html lang="en"><head><title>empty</title><link rel="icon" href="data:,">
<script src="plotly.min.js"></script></head><body><div id="chart"></div>
<script src="draw.js"></script>{more}</body></html>"""

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A chart and nothing else, served with our policy."""
    plotly = finders.find("plotly/plotly.min.js")
    (tmp_path / "plotly.min.js").symlink_to(plotly)
    (tmp_path / "draw.js").write_text(DRAW)
    (tmp_path / "chart.html").write_text(PAGE.format(more=""))
    inline = '<script>document.title = "broken in"</script><p style="color: red">'
    (tmp_path / "inline.html").write_text(PAGE.format(more=inline))

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", build_policy(settings.SECURE_CSP))
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def complaints_of(browser):
    def visit(address: str) -> list[str]:
        page = browser.new_page()
        found: list[str] = []
        page.on("console", lambda message: message.type == "error" and found.append(message.text))
        page.goto(address)
        page.wait_for_function("document.title != 'empty'")
        assert page.title() == "drawn"
        page.close()
        return found

    return visit


def test_a_chart_is_drawn_without_complaint(site, complaints_of):
    assert complaints_of(f"{site}/chart.html") == []


def test_inline_script_and_style_are_refused(site, complaints_of):
    script, style = complaints_of(f"{site}/inline.html")
    assert "script-src" in script
    assert "style-src" in style
