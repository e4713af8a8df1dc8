"""Forms speak as browsers and translators expect."""

import re

from tests.guards import APPS, files, name

PYTHON = files(*[f"{app}/*.py" for app in APPS])


def test_days_are_asked_for_in_one_way():
    """A date field whose value stands in a reader's own format is shown empty by browsers."""
    asked = [name(path) for path in PYTHON if re.search(r"forms\.DateInput\(", path.read_text())]
    assert asked == []


def test_translating_functions_keep_their_names():
    """The collector of messages knows functions by name; another one hides its texts from it."""
    other = re.compile(r"(gettext|gettext_lazy|gettext_noop) as (?!_\b)\w+")
    assert [name(path) for path in PYTHON if other.search(path.read_text())] == []
