"""The parts of a page as frozen dataclasses; `templatetags/ui.py` has a tag for each.

A component holds ready values: text that is formatted and translated. It decides nothing.
Every component has its states on /styleguide/ (`styleguide.py`); a test holds that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from ui import formats

Tone = Literal["", "good", "warn", "bad", "info"]

# Pace against the usual path: word, icon, tone. Thresholds belong to the KPI, not here.
_PACE: dict[str, tuple[Any, str, Tone]] = {
    "ahead": (_("Ahead"), "chevrons-up", "good"),
    "on_pace": (_("On pace"), "equal", ""),
    "behind": (_("Behind"), "chevron-down", "warn"),
    "far_behind": (_("Far behind"), "chevrons-down", "bad"),
    "normal": (_("Inside normal range"), "equal", ""),
    "few": (_("Too few to judge"), "circle-dashed", ""),
    "none": (_("No comparison yet"), "circle-dashed", ""),
    "good": (_("Good"), "chevrons-up", "good"),
    "done": (_("Done"), "check", "good"),
    "running": (_("Running"), "loader", ""),
    "waiting": (_("Waiting"), "clock", ""),
    "warn": (_("Look here"), "chevron-down", "warn"),
    "bad": (_("Problem"), "circle-alert", "bad"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A judgement in a row or tile: icon and word, never colour alone. `text` replaces the word,
    `mark` the icon."""

    kind: str
    text: str = ""
    mark: str = ""

    @property
    def word(self) -> Any:
        return self.text or _PACE[self.kind][0]

    @property
    def icon(self) -> str:
        return self.mark or _PACE[self.kind][1]

    @property
    def tone(self) -> Tone:
        return _PACE[self.kind][2]


STATUS_KINDS = tuple(_PACE)


@dataclass(frozen=True, slots=True)
class Tag:
    """The state of a thing: Paid, Held, Draft."""

    text: str
    tone: Tone = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button that is a link. One `primary` a page."""

    text: str
    href: str
    icon: str = ""
    kind: Literal["primary", "light", "quiet"] = "light"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its sign and direction in words of colour: +9.7% on last year."""

    text: str
    better: bool | None = None

    @property
    def css(self) -> str:
        return {True: "up", False: "down", None: ""}[self.better]


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: label, figure with its goal, small chart, judgement, one line of context."""

    label: str
    figure: str
    small: str = ""
    href: str = ""
    micro: Any = None
    status: Status | None = None
    change: Change | None = None
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the key in a panel head. `mark`: "" bar, k2 behind, ks pale, kt tick, kl dashed,
    kd dot, ko hollow dot, k6 grey, kb box."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Any
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Todo:
    """A thing to act on: what, how much money, why in one line, and the way there."""

    title: str
    href: str = ""
    amount: str = ""
    why: str = ""
    tone: Literal["bad", "warn", "info"] = "warn"
    icon: str = "chevron-down"
    action: Link | None = None

    @property
    def urgency(self) -> Any:
        return {"bad": _("High"), "warn": _("Medium"), "info": _("For information")}[self.tone]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sub: str = ""
    href: str = ""
    large: bool = False

    @property
    def initials(self) -> str:
        words = [w for w in self.name.replace("@", " ").split() if w[:1].isalnum()]
        picked = words[:1] + words[-1:] if len(words) > 1 else words
        return "".join(w[0] for w in picked).upper()


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to show: why, and the ways out."""

    title: str
    text: str = ""
    icon: str = "search"
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupStep:
    title: str
    text: str = ""
    done: bool = False
    link: Link | None = None

    @property
    def state(self) -> Any:
        return _("Done") if self.done else _("To do")


@dataclass(frozen=True, slots=True)
class Note:
    """One line about the whole page, one at a time."""

    text: str
    tone: Literal["info", "good", "warn", "bad"] = "info"
    link: Link | None = None

    @property
    def icon(self) -> str:
        icons = {"info": "info", "good": "circle-check", "warn": "triangle-alert"}
        return icons.get(self.tone, "circle-alert")


@dataclass(frozen=True, slots=True)
class Crumb:
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a wizard; `current` counts from 0."""

    names: tuple[str, ...]
    current: int

    @property
    def items(self) -> list[tuple[str, str]]:
        def state(n: int) -> str:
            return "done" if n < self.current else "here" if n == self.current else ""

        return [(name, state(n)) for n, name in enumerate(self.names)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is; `fraction` None while the size is unknown."""

    fraction: float | None
    label: str

    @property
    def percent(self) -> str:
        return formats.percent(self.fraction)

    @property
    def width(self) -> str:
        return f"{100 * max(0.0, min(1.0, self.fraction or 0.0)):.1f}%"


@dataclass(frozen=True, slots=True)
class Explained:
    """Where a number comes from, in a panel's foot: definition and the way to its rows."""

    definition: str
    href: str = ""
    link: Any = field(default=_("How this is calculated"))


def facts(pairs: Iterable[tuple[str, Any]]) -> tuple[Fact, ...]:
    """Plain label and value pairs."""
    return tuple(Fact(label, value) for label, value in pairs)
