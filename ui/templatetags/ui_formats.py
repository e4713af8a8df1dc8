"""Template filters over `ui.formats`; they come with `{% load ui %}`."""

from django import template

from ui import formats

register = template.Library()

for _name in [
    "amount",
    "change",
    "clock",
    "count",
    "day",
    "day_long",
    "days",
    "moment",
    "money",
    "money_change",
    "money_exact",
    "money_short",
    "month_name",
    "percent",
    "points",
    "signed",
    "thousands",
    "times",
]:
    register.filter(_name, getattr(formats, _name))

register.simple_tag(formats.money_unit, name="money_unit")
register.simple_tag(formats.show, name="show")
