"""What is wrong with a rule, as a sentence for the translator and what it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Marks the English source without knowing Django."""
    return text


@dataclass(frozen=True, slots=True)
class Flaw:
    """`text` is the English sentence; `territories.facts.rules.said` puts it into a language.

    A parameter that is a word of ours (the name of a field) is itself to be translated: `words`.
    """

    text: str
    params: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.text % self.params
