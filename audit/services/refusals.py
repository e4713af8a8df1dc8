"""Why a staged row is set aside or only taken with a remark: one sentence per code.

Each sentence says what is wrong and what to do. `%(value)s` is the cell, `%(column)s` the field.
Apps add their own codes with `explain`.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.merge import Rejection

_SENTENCES: dict[str, str | Promise] = {
    "missing": gettext_lazy("%(column)s is empty. Fill it in, the row cannot be used without it."),
    "too_long": gettext_lazy(
        "%(column)s has more characters than can be kept. Shorten it in the source."
    ),
    "too_large": gettext_lazy(
        "%(value)s is too large for an amount. Check decimal and thousands separators."
    ),
    "duplicate": gettext_lazy(
        "“%(value)s” occurs more than once in this file with different values. "
        "Keep one of the rows."
    ),
    "unknown_parent": gettext_lazy(
        "“%(value)s” is not known as a parent. Load it too; the row was taken without it."
    ),
    "cycle": gettext_lazy(
        "“%(value)s” is, over some steps, its own parent. The row was taken without a parent."
    ),
}


def explain(sentences: dict[str, str | Promise]) -> None:
    """Add an app's own codes; a code means the same everywhere."""
    _SENTENCES.update(sentences)


def refusal(
    row: int, column: str, value: str | None, code: str, severity: str = "error"
) -> Rejection:
    """The rejection with its sentence in the language that is active."""
    return Rejection(row, column, value or "", code, sentence(code, column, value or ""), severity)


def sentence(code: str, column: str, value: str) -> str:
    """The same for a reader: the field by its name in their language. KeyError: no such code."""
    return _sentence(code) % {"column": _name(column), "value": value}


def _name(column: str) -> str:
    """What the language calls a field; its own name where the language has no word for it."""
    words = column.replace("_", " ")
    said = _(words) if words else ""
    return column if said == words else said


def _sentence(code: str) -> str:
    if code in _SENTENCES:
        return str(_SENTENCES[code])
    if code.startswith("unknown_"):
        return _(
            "“%(value)s” is not known as %(column)s, neither by id nor by e-mail address nor by "
            "name. Load it first, or allow that missing ones are created."
        )
    if code.startswith("ambiguous_"):
        return _(
            "Several match “%(value)s” as %(column)s. Write the id or the e-mail address instead."
        )
    raise KeyError(code)
