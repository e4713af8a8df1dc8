"""The components as template tags: `{% load ui %}` is all that a page needs.

Each tag takes a dataclass of `ui.components` (or a list) and renders `templates/ui/<tag>.html`.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ui import components as c
from ui import links, paging
from ui.charts import svg
from ui.templatetags.ui_formats import register as formats_register

register = template.Library()
register.filters.update(formats_register.filters)
register.tags.update(formats_register.tags)


@register.simple_tag
def icon(name: str, label: Any = "", css: str = "") -> SafeString:
    """A Lucide icon; with a label it is an image, without one it is decoration."""
    return _icon(name, str(label), css)


@lru_cache(maxsize=512)
def _icon(name: str, label: str, css: str) -> SafeString:
    # The library escapes attribute values itself; the name is one of our own.
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    attributes: dict[str, Any] = {"class": f"icon {css}".strip(), **spoken}
    return mark_safe(lucide._render_icon(name, None, **attributes))  # noqa: S308


def _tag(name: str) -> Any:
    """An inclusion tag of that name whose template gets its one argument under the same name."""

    def render(thing: Any, **extra: Any) -> dict[str, Any]:
        return {name: thing, **extra}

    register.inclusion_tag(f"ui/{name}.html", name=name)(render)
    return render


for _name in [
    "tile",
    "status",
    "tag",
    "note",
    "empty",
    "person",
    "action",
    "period",
    "steps",
    "progress",
    "explained",
    "todo",
    "setup",
    "facts",
    "key",
]:
    _tag(_name)


@register.inclusion_tag("ui/tiles.html")
def tiles(tiles: Sequence[c.Tile], label: str = "") -> dict[str, Any]:
    """A strip of four to six key figures; the strip knows how many there are."""
    return {"tiles": tiles, "label": label, "n": len(tiles) if len(tiles) in (3, 4, 5) else ""}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(crumbs: Sequence[c.Crumb] | None, label: str = "") -> dict[str, Any]:
    return {"crumbs": crumbs or (), "label": label}


@register.inclusion_tag("ui/tabs.html")
def tabs(tabs: Sequence[c.Tab] | None, label: str = "") -> dict[str, Any]:
    return {"tabs": tabs or (), "label": label}


@register.inclusion_tag("ui/seg.html")
def seg(choices: Sequence[c.Tab], label: str = "") -> dict[str, Any]:
    """Two to four views of the same data."""
    return {"choices": choices, "label": label}


@register.simple_block_tag
def panel(content: str, title: Any = "", **options: Any) -> SafeString:
    """The only box: `{% panel "Finding" size="c-8" foot=explained %}…{% endpanel %}`.

    Options: size, id, sub, keys, status, more (a Link), foot (an Explained), and `bare=True`, which
    leaves out the padding, for tables and lists.
    """
    return render_to_string("ui/panel.html", {"content": content, "title": title, **options})


@register.simple_block_tag(takes_context=True)
def confirm(context: Context, content: str, text: Any, href: str, **options: Any) -> SafeString:
    """A destructive act: `{% confirm _("Undo this load") url %}What is lost{% endconfirm %}`.

    The button opens a menu that says what is lost; only the button in it posts. No script needed.
    Options: button (defaults to the text), icon, kind of the first button (light, quiet).
    """
    token = context.get("csrf_token", "")
    values = {"content": content, "text": text, "href": href, "csrf_token": token, **options}
    return render_to_string("ui/confirm.html", values)


@register.simple_tag
def chart(plot: Any, css: str = "") -> SafeString:
    """A `ui.charts.plot.Plot`: the drawing, its spec, and its table beside it."""
    return render_to_string("ui/chart.html", {"plot": plot, "css": css})


@register.simple_tag(takes_context=True)
def keep(context: Context, **extra: Any) -> str:
    """`<a href="{% url 'x' %}{% keep %}">`: takes the period along to another page."""
    return mark_safe(escape(links.kept(context["request"], **extra)))  # noqa: S308 - escaped here


@register.simple_tag(takes_context=True)
def changed(context: Context, **changes: Any) -> str:
    """`<a href="{% changed view='fair' %}">`: this page with some parameters changed."""
    return links.changed(context["request"].GET, **changes)


@register.simple_tag(takes_context=True)
def address(context: Context, name: str, value: Any) -> str:
    """The same for a parameter whose name is not fixed: sort and page of a table."""
    return links.changed(context["request"].GET, **{name: value})


@register.simple_tag
def hx_json(**values: Any) -> str:
    """JSON for hx-vals and hx-headers."""
    return format_html("{}", json.dumps(values))


@register.inclusion_tag("ui/field.html")
def field(field: BoundField) -> dict[str, Any]:
    """A form field with label, help and errors in the house's form."""
    kind = field.widget_type
    css = {"select": "form-select", "checkbox": "form-check-input mt-0"}.get(kind, "form-control")
    attributes: dict[str, str | bool] = {"class": css}
    if field.errors:
        attributes |= {"class": f"{css} is-invalid", "aria-describedby": f"{field.auto_id}_error"}
        if field.name == next(iter(field.form.errors), None):
            attributes["autofocus"] = "autofocus"
    return {"field": field, "widget": field.as_widget(attrs=attributes), "optional": _("optional")}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, the errors of the whole form first."""
    return {"form": form}


register.filter("page_line", paging.line)
register.filter("page_numbers", paging.numbers)


@register.filter
def initials(person: Any) -> str:
    return c.Person(str(person)).initials


_MESSAGES = {"error": "bad", "warning": "warn", "success": "good"}


@register.filter
def message_tone(message: Any) -> str:
    return _MESSAGES.get(message.level_tag, "info")


@register.filter
def message_icon(message: Any) -> str:
    return c.Note("", message_tone(message)).icon  # type: ignore[arg-type]


def _small_chart(name: str, kind: type) -> None:
    """`{% bullet 0.38 label="38% of quota" expected=0.377 %}` for a chart made in the template."""

    def render(*args: Any, **options: Any) -> SafeString:
        return kind(*args, **options).__html__()

    register.simple_tag(render, name=name)


for _kind in svg.ALL:
    _small_chart(_kind.__name__.lower(), _kind)
