"""A person's own choices."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from teams.forms import choices
from teams.forms.style import Styled
from teams.models import User


class ProfileForm(Styled, forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Times on every page are in this zone.")
    )

    class Meta:
        model = User
        fields = ["name", "language", "theme", "time_zone"]

    def __init__(self, *args: Any, company_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("Like the browser")), *own_names()]  # type: ignore[attr-defined]
        own_zone = _("Like the company (%(zone)s)") % {"zone": company_zone}
        self.fields["time_zone"].choices = [("", own_zone), *choices.time_zones()]  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class PreferenceForm(forms.Form):
    """One choice from the account menu; both are optional, what is missing stays."""

    theme = forms.ChoiceField(choices=User.Theme.choices, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


def own_names() -> list[tuple[str, str]]:
    """Each language in its own words, so that everybody finds theirs."""
    known = {"en": "English", "fr": "Français"}
    return [(code, known.get(code, str(name))) for code, name in settings.LANGUAGES]
