"""What people say on the pages of an import: options, and which column is which field."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from intake.core.mapping import Entry, Mapping, Rule
from intake.core.tables import Table
from intake.core.target import TARGETS


class UploadForm(forms.Form):
    """The file, and what is in it when its headers do not say so."""

    target = forms.ChoiceField(label=_("What is in the file?"), required=False)
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file first.")})

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Find out from the headers")), *targets]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]
        self.fields["target"].widget.attrs["class"] = "form-select"
        self.fields["file"].widget.attrs["class"] = "form-control"


class OptionsForm(forms.Form):
    """How the export is to be understood as a whole."""

    as_of = forms.DateField(
        label=_("Day of the export"),
        required=False,
        help_text=_("Empty: now. Changes against the stored deals are dated to it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    create_missing = forms.BooleanField(
        label=_("Create owners, accounts and so on that are not known yet"), required=False
    )
    full = forms.BooleanField(
        label=_("The file holds all deals: list those that are missing in it"), required=False
    )

    def options(self) -> dict[str, Any]:
        given = self.cleaned_data
        day = given["as_of"].isoformat() if given["as_of"] else ""
        return {"as_of": day, "create_missing": given["create_missing"], "full": given["full"]}


def mapping_from(post: QueryDict, mapping: Mapping, tables: list[Table]) -> Mapping:
    """The mapping as the page says it now. Fields made of several columns stay as they were."""
    entries = []
    for number, entry in enumerate(mapping.entries):
        table = next((t for t in tables if entry.matches(t.file)), None)
        entries.append(_entry(post, number, entry, table) if table else entry)
    return replace(mapping, entries=tuple(entries))


def _entry(post: QueryDict, number: int, entry: Entry, table: Table) -> Entry:
    names = set(TARGETS[entry.target].names)
    before = {rule.column: rule for rule in entry.columns.values() if rule.column}
    chosen: dict[str, Rule] = {}
    for place, column in enumerate(table.header):
        given = post.get(f"c-{number}-{place}", "")
        if given in names and given not in chosen:
            known = before.get(column)
            same = known if known and entry.columns.get(given) is known else None
            chosen[given] = same or Rule(column=column)
    made = {n: r for n, r in entry.columns.items() if not r.column or r.starts}
    columns = {**{n: r for n, r in made.items() if n not in chosen}, **chosen}
    orders = {
        name: str(post[f"d-{number}-{name}"])
        for name in columns
        if post.get(f"d-{number}-{name}") in ("dmy", "mdy")
    }
    decimal = post.get(f"n-{number}", "")
    return replace(
        entry,
        columns=columns,
        values={n: v for n, v in entry.values.items() if n in columns},
        date_format=orders or (entry.date_format if isinstance(entry.date_format, str) else ""),
        decimal=decimal if decimal in (".", ",") else entry.decimal,
    )
