"""Plans of who covers what: models of the territories, and what is in force, day by day."""

from territories.models.alignment import Alignment, Placement
from territories.models.balance import AccountLock, BalanceGoal, Proposal, ProposedMove
from territories.models.books import Book
from territories.models.handover import Appeal, HandOver, Hold
from territories.models.imports import ImportRows
from territories.models.loads import TerritoryLoad
from territories.models.places import PlaceHeld
from territories.models.plans import ModelEvent, PlannedTerritory, TerritoryModel
from territories.models.policy import Policy
from territories.models.routing import RoutedMove
from territories.models.rules import AccountException, NamedAccount, Rule
from territories.models.seats import SalesRole, Seat
from territories.models.worked import WorkedOut

__all__ = [
    "AccountException",
    "AccountLock",
    "Alignment",
    "Appeal",
    "BalanceGoal",
    "Book",
    "HandOver",
    "Hold",
    "ImportRows",
    "ModelEvent",
    "NamedAccount",
    "PlaceHeld",
    "Placement",
    "PlannedTerritory",
    "Policy",
    "Proposal",
    "ProposedMove",
    "RoutedMove",
    "Rule",
    "SalesRole",
    "Seat",
    "TerritoryLoad",
    "TerritoryModel",
    "WorkedOut",
]
