"""What a note on a number says. The code is stored; the words are shown."""

from kpis.core.words import _

NOTES: dict[str, str] = {
    "few": _("few cases: read it with care"),
    "linear": _("fewer than two past periods: even days are assumed"),
    "covered": _("the quota is reached: nothing left to cover"),
    "prior": _("fewer than four past periods: the range is assumed"),
    "early": _("too early in the period to judge"),
    "young": _("fewer than half of the deals have had their 180 days"),
    "no_quota": _("no quota"),
    "no_activities": _("no activities are logged"),
    "no_history": _("not known for past days"),
    "reasons_missing": _("many lost deals have no reason"),
    "concentrated": _("three deals hold more than 40 %"),
    "not_started": _("the period has not started"),
    "ended": _("the period has ended"),
}
