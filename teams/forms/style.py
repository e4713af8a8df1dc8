"""Forms in the product's look: the classes that the style sheet knows, set in one place."""

from typing import Any

from django import forms

_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
]


class Styled(forms.BaseForm):
    """Mixin, first in the bases. A bound form with errors puts the focus on the first of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            css = next(css for kind, css in _CLASSES if isinstance(widget, kind))
            if css:
                widget.attrs["class"] = css

    def full_clean(self) -> None:
        super().full_clean()
        errors = getattr(self, "_errors", None) or {}
        wrong = next((name for name in self.fields if name in errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True
