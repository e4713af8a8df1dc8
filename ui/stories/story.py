"""What a story is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template import Context, Template
from django.utils.safestring import SafeString

LONG = "Société coopérative d'approvisionnement en instruments de mesure du Sud-Ouest"
SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Story:
    """`component` is the tag's name, `thing` its argument; `source` replaces the plain tag."""

    component: str
    state: str
    thing: Any = None
    source: str = ""
    wide: bool = False

    @cached_property
    def html(self) -> SafeString:
        source = self.source or f"{{% {self.component} thing %}}"
        return Template("{% load i18n ui %}" + source).render(Context({"thing": self.thing}))


def drawn(component: str, state: str, thing: Any) -> Story:
    """A drawing, which prints itself."""
    return Story(component, state, thing, "{{ thing }}")
