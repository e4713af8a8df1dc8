"""What a note on a number says. The code is stored; the words are shown."""

from kpis.core.words import N_

NOTES: dict[str, str] = {
    "few": N_("few cases: read it with care"),
    "linear": N_("fewer than two past periods: even days are assumed"),
    "covered": N_("the quota is reached: nothing left to cover"),
    "prior": N_("fewer than four past periods: the range is assumed"),
    "early": N_("too early in the period to judge"),
    "no_quota": N_("no quota"),
    "no_activities": N_("no activities are logged"),
    "no_history": N_("not known for past days"),
    "reasons_missing": N_("many lost deals have no reason"),
    "concentrated": N_("three deals hold more than 40 %"),
    "not_started": N_("the period has not started"),
    "ended": N_("the period has ended"),
}
