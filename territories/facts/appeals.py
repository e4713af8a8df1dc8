"""Objections of people to what a model does to their book."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

import teams.facts
from teams.core.access import MANAGER, OPERATIONS, OPERATORS
from territories.models import Appeal
from versions.core import states

# So long an answer is shown where the person begins their day.
NEWS_DAYS = 14


def appeals(access: Any) -> QuerySet[Appeal]:
    """Columns: all of `Appeal` with model, rep and who answered; of people whom one sees today."""
    rows = Appeal.objects.select_related("model", "rep", "answered_by")
    seen = access.rep_ids
    return rows if seen is None else rows.filter(rep__in=seen)


def of(model_id: int, rep_id: int) -> Appeal | None:
    """The one appeal of a person against a model."""
    found = Appeal.objects.filter(model=model_id, rep=rep_id)
    return found.select_related("answered_by", "model", "rep").first()


def is_late(row: Appeal, today: date) -> bool:
    return row.state == Appeal.State.OPEN and row.due_on < today


def may_appeal(access: Any, model: Any, rep_id: int) -> bool:
    """One's own book, as long as the plan has not begun."""
    return access.rep_id == rep_id and model.state == states.APPROVED


def may_answer(access: Any, row: Appeal) -> bool:
    """Whoever leads the person today, or operations; never the person."""
    if row.state != Appeal.State.OPEN or row.rep_id == access.rep_id:
        return False
    leads = access.role == MANAGER and row.rep_id in (access.rep_ids or ())
    return leads or access.role in OPERATORS


def answerers(rep_id: int, day: date) -> list[Any]:
    """Who is asked for an answer by e-mail: those who lead the person, in their team or the nearest
    one above where somebody who may sign in leads; else operations."""
    known = teams.facts.memberships(day, day + timedelta(1))
    tree = teams.facts.team_tree()
    leads: dict[int, list[int]] = {}
    for one in known:
        if one.leads and one.rep_id != rep_id:
            leads.setdefault(one.team_id, []).append(one.rep_id)
    people = get_user_model().objects.filter(is_active=True).order_by("pk")
    for team in (one.team_id for one in known if one.rep_id == rep_id):
        for node in (team, *tree.above(team)):
            if found := list(people.filter(role=MANAGER, rep__in=leads.get(node, []))):
                return found
    return list(people.filter(role=OPERATIONS).exclude(rep=rep_id))


def to_answer(access: Any) -> QuerySet[Appeal]:
    """Open ones of the people that one leads, for operations of all; the most urgent first."""
    if access.role != MANAGER and access.role not in OPERATORS:
        return Appeal.objects.none()
    rows = appeals(access).filter(state=Appeal.State.OPEN).order_by("due_on", "pk")
    return rows.exclude(rep=access.rep_id) if access.rep_id else rows


def answered_lately(rep_id: int) -> QuerySet[Appeal]:
    """Answers to what a person objected, while they are news."""
    since = timezone.now() - timedelta(NEWS_DAYS)
    rows = Appeal.objects.filter(rep=rep_id, answered_at__gte=since)
    return rows.select_related("model", "rep")
