"""Who: people, their teams over time, the company's calendar and currencies, territories."""

from teams.models.company import Absence, Company, ExchangeRate, Holiday
from teams.models.people import Rep, SavedView, User
from teams.models.structure import Coverage, Membership, Team, Territory

__all__ = [
    "Absence",
    "Company",
    "Coverage",
    "ExchangeRate",
    "Holiday",
    "Membership",
    "Rep",
    "SavedView",
    "Team",
    "Territory",
    "User",
]
