"""Lists to choose from, and the look of a form."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from teams.forms import choices
from teams.forms.company import DayOffForm
from teams.models.checks import check_currency, check_zone


def test_every_time_zone_offered_exists_and_is_accepted():
    for name, _label in choices.time_zones():
        ZoneInfo(name)
        check_zone(name)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_currency_offered_is_accepted_and_named(language):
    with translation.override(language):
        offered = dict(choices.currencies())
    assert {"USD", "EUR", "JPY", "KWD"} <= set(offered)
    assert len(offered) > 100
    for code, label in offered.items():
        check_currency(code)
        assert label.startswith(f"{code} ")


def test_months_and_days_are_in_the_readers_language():
    with translation.override("fr"):
        assert choices.months()[0] == ("1", "Janvier")
        assert choices.weekdays()[0] == ("0", "Lundi")
    assert len(choices.months()) == 12
    assert len(choices.weekdays()) == 7


def test_the_first_mistake_gets_the_focus():
    form = DayOffForm({"day": "nonsense", "name": ""})
    assert not form.is_valid()
    assert "autofocus" in form.fields["day"].widget.attrs
    assert "autofocus" not in form.fields["name"].widget.attrs
    assert form.fields["name"].widget.attrs["class"] == "form-control"
