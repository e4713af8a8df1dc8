"""docs/import.md says what the targets say."""

from pathlib import Path

from intake.core.manual import tables


def test_the_manual_is_that_of_the_targets():
    text = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    manual = "\n".join(tables()).strip()
    assert manual in text, "run: manage.py load --help-target all, and put it into docs/import.md"
