"""Filters of list pages: one row of selects above the table, applied as soon as one changes."""

from typing import Any

import django_filters
from django.forms import Select, SelectMultiple
from django.utils.translation import gettext as _

from ui import links
from ui.components import Tab


class Filters(django_filters.FilterSet):
    """Base of all filter sets: fields in the house's form, each with its label read aloud."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.form.fields.items():
            is_select = isinstance(field.widget, Select | SelectMultiple)
            field.widget.attrs |= {
                "class": "form-select" if is_select else "form-control",
                "aria-label": str(field.label or name),
            }

    def active(self) -> list[Tab]:
        """What is filtered, in words, each with the address without it."""
        self.form.is_valid()
        found = []
        for name in self.form.fields:
            value = self.form.cleaned_data.get(name)
            if value in (None, "", []) or (hasattr(value, "exists") and not value):
                continue
            said = {"name": self.form.fields[name].label, "value": self._word(name, value)}
            text = _("%(name)s: %(value)s") % said
            found.append(Tab(text, links.changed(self.data, **{name: None})))
        return found

    def ignored(self) -> str:
        """What the address asks for that this list does not know; "" when all is well."""
        if not self.is_bound or self.form.is_valid():
            return ""
        names = ", ".join(
            str(self.form.fields[n].label) for n in self.form.errors if n in self.form.fields
        )
        return _("Ignored, because it is not a known value: %(names)s") % {"names": names}

    def _word(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.form.fields[name], "choices", ()) or ())
        return str(choices.get(value, choices.get(str(value), value)))
