"""What all small charts share: they print themselves as inline SVG from escaped pieces."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Number = Any  # int, float or Decimal; None is unknown and is not drawn


class Drawing:
    """Something that prints itself as markup; templates ask `str`, format_html asks `__html__`."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.__html__()


def percent(share: Number) -> str:
    """A place on the width, kept inside it."""
    return f"{100 * max(0.0, min(1.0, float(share))):.2f}%"


def element(name: str, text: str = "", /, **attributes: Any) -> str:
    """One SVG element; `css` is its class, numbers are written short, everything is escaped."""
    pairs = "".join(
        f' {"class" if key == "css" else key.replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{escape(text)}</{name}>" if text else f"<{name}{pairs}/>"


def picture(
    css: str,
    height: int,
    label: str,
    parts: list[str],
    width: int | str = "100%",
    *,
    box: bool = False,
) -> SafeString:
    """The whole drawing; `box` when its pieces use pixels and not shares of the width."""
    view = f' viewBox="0 0 {width} {height}"' if box else ""
    return mark_safe(  # noqa: S308 - pieces come from `element`, which escapes
        f'<svg class="g {css}" width="{width}" height="{height}"{view} role="img" '
        f'aria-label="{escape(str(label))}">{"".join(parts)}</svg>'
    )


def _short(value: Any) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
