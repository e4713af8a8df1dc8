"""Documents point at files that exist."""

import re

import pytest

from tests.guards import ROOT, files, name

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
DOCUMENTS = files("*.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document):
    broken = []
    for target in LINK.findall(document.read_text()):
        path, _, _ = target.partition("#")
        if path and "://" not in target and not target.startswith("mailto:"):
            base = ROOT if path.startswith("/") else document.parent
            if not (base / path.lstrip("/")).exists():
                broken.append(target)
    assert broken == []
