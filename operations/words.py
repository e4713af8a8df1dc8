"""What rules of upkeep are called, in the reader's language."""

from django.utils.translation import gettext

from kpis.core.upkeep import RULES


def label(slug: str) -> str:
    """The rule's name; the slug of one that has been retired since the last check."""
    return gettext(RULES[slug].label) if slug in RULES else slug


def meaning(slug: str) -> str:
    return gettext(RULES[slug].meaning) if slug in RULES else ""


def fix(slug: str) -> str:
    return gettext(RULES[slug].fix) if slug in RULES else ""
