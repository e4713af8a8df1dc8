"""What people give for an import as a whole: the file, its options, a mapping as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.day_input import DayInput

MAPPING_BYTES = 1024 * 1024


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
        widget=DayInput(),
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


class MappingFileForm(forms.Form):
    """A mapping as YAML, as `manage.py load --mapping` reads it."""

    mapping = forms.FileField(
        label=_("Mapping file"), error_messages={"required": _("Choose a file first.")}
    )

    def clean_mapping(self) -> str:
        given = self.cleaned_data["mapping"]
        if given.size > MAPPING_BYTES:
            raise forms.ValidationError(_("A mapping file has less than 1 MB."))
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("A mapping file is text in UTF-8.")) from None
