"""A file to import."""

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, as it was exported. Rows that you don't change may go or stay."),
        validators=[FileExtensionValidator(["csv", "tsv", "txt", "xlsx"])],
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
