"""Lines of a run's log: stored as an English sentence with its values, read in one's language."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

CLOCK = len("12:34:56 ")  # what stands before each line


def told(text: str, **values: Any) -> str:
    """A line for `audit.services.beat`; `text` is marked by gettext_noop. A value that is called
    `what` is a word of ours, and translated too."""
    return json.dumps({"text": text} | values, ensure_ascii=False)


def lines(log: str) -> Iterator[tuple[str, str]]:
    """Time of day and sentence of each line; one that is plain text is shown as it is."""
    for line in filter(None, log.splitlines()):
        yield line[: CLOCK - 1], _sentence(line[CLOCK:])


def _sentence(line: str) -> str:
    try:
        values = json.loads(line) if line.startswith('{"text"') else None
    except ValueError:
        values = None
    if values is None:
        return line
    if what := values.get("what"):
        values["what"] = gettext(what)
    return gettext(values["text"]) % values
