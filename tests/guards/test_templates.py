"""The content security policy allows nothing inline; templates must not need it."""

import re

import pytest

from tests.guards import files, name

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "script with a body": re.compile(r"<script[^>]*\bsrc=[^>]*>\s*[^<\s]", re.I),
    "inline style sheet": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "script address": re.compile(r"javascript:", re.I),
    "htmx script": re.compile(r"hx-on|hx-v(als|ars)\s*=\s*['\"]js:", re.I),
    "file of another site": re.compile(r"<(script|link|img)[^>]*(src|href)=.?(https?:)?//", re.I),
}
# JSON for scripts to read is no script: type="application/json"
JSON = re.compile(r"<script[^>]*type=[\"']application/json[\"'][^>]*>.*?</script>", re.I | re.S)
COMMENTS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_templates_have_nothing_inline(rule):
    found = []
    for path in files("*.html"):
        text = JSON.sub("", COMMENTS.sub("", path.read_text()))
        found += [f"{name(path)}: {hit.group(0)[:80]}" for hit in FORBIDDEN[rule].finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("inline script", "<script>alert(1)</script>"),
        ("script with a body", '<script src="a.js">alert(1)</script>'),
        ("inline style sheet", "<style>a {}</style>"),
        ("style attribute", '<p class="a" style="color: red">'),
        ("event handler", '<a href="/" onclick="go()">'),
        ("script address", '<a href="javascript:go()">'),
        ("htmx script", "<p hx-on:click='go()'>"),
        ("file of another site", '<script src="//cdn.example.com/a.js">'),
    ],
)
def test_each_rule_finds_what_it_forbids(rule, text):
    assert FORBIDDEN[rule].search(text)
