"""Letters of publications: whose they are, what was answered, who is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from planning.models import Letter, LetterAnswer
from teams.core.access import OPERATORS
from versions.core import states

ACCEPTED, DECLINED = LetterAnswer.Kind.ACCEPTED, LetterAnswer.Kind.DECLINED
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the last letter of each person."""

    letters: int
    accepted: int
    declined: int
    late: int

    @property
    def missing(self) -> int:
        return self.letters - self.accepted - self.declined


def letters(access: Any = None) -> QuerySet[Letter]:
    """Columns: all of `Letter` with publication, plan, rep; `answer`, `answered_at`, `words` and
    `typed` of the last answer, empty without one. Of people whom one sees today."""
    last = LetterAnswer.objects.filter(letter=OuterRef("pk")).order_by("-at", "-pk")
    rows = Letter.objects.select_related("publication__plan", "publication__by", "rep__user")
    found = rows.annotate(
        answer=Subquery(last.values("kind")[:1]),
        answered_at=Subquery(last.values("at")[:1], output_field=DateTimeField()),
        words=Subquery(last.values("reason")[:1]),
        typed=Subquery(last.values("typed_name")[:1]),
    )
    if access is None or access.rep_ids is None:
        return found
    return found.filter(rep__in=access.rep_ids)


def last_letters(access: Any = None, plan_id: int | None = None) -> QuerySet[Letter]:
    """The last letter of each person, in one plan or in each: the ones that are to be answered."""
    rows = Letter.objects.all()
    if plan_id is not None:
        rows = rows.filter(publication__plan=plan_id)
    nth = Window(
        RowNumber(),
        partition_by=[F("rep"), F("publication__plan")],
        order_by=F("publication__number").desc(),
    )
    last = rows.annotate(nth=nth).filter(nth=1).values("pk")
    return letters(access).filter(pk__in=last)


def waiting(rows: Any) -> Any:
    """Of `letters`, those that nobody has answered."""
    return rows.filter(answer=None)


def progress(rows: QuerySet[Letter], today: date) -> Answered:
    late = Q(answer=None, answer_by__lt=today)
    found = rows.aggregate(
        letters=Count("pk"),
        accepted=Count("pk", Q(answer=ACCEPTED)),
        declined=Count("pk", Q(answer=DECLINED)),
        late=Count("pk", late),
    )
    return Answered(**found)


def answers(letter: Letter) -> QuerySet[LetterAnswer]:
    """All of them, the last first."""
    return letter.answers.select_related("by").order_by("-at", "-pk")


def is_last(letter: Letter) -> bool:
    """Whether the person has no later letter of the same plan."""
    later = Letter.objects.filter(
        rep=letter.rep_id,
        publication__plan=letter.publication.plan_id,
        publication__number__gt=letter.publication.number,
    )
    return not later.exists()


def may_follow(access: Any) -> bool:
    """Who looks after the answers of others."""
    return access.may("coach") or access.role in OPERATORS


def of_rep(rep_id: int) -> QuerySet[Letter]:
    """The last letters of one person, the latest first."""
    return last_letters().filter(rep=rep_id).order_by("-publication__at", "-pk")


def all_of(rep_id: int) -> QuerySet[Letter]:
    """Every letter that one person got, with its publication and plan, the latest first."""
    rows = Letter.objects.filter(rep=rep_id).select_related("publication__plan")
    return rows.order_by("-publication__at", "-pk")


def to_answer(rep_id: int) -> QuerySet[Letter]:
    """Letters of the published plan that wait for one's own answer."""
    rows = waiting(of_rep(rep_id))
    return rows.filter(publication__plan__state=states.ACTIVE)


def to_follow(access: Any, today: date) -> list[tuple[int, str, int, int]]:
    """(plan, its name, declined, overdue) of published plans, where there is something."""
    rows = last_letters(access).filter(publication__plan__state=states.ACTIVE)
    if access.rep_id:
        rows = rows.exclude(rep=access.rep_id)
    found = (
        rows.order_by("publication__plan")
        .values_list("publication__plan", "publication__plan__name")
        .annotate(
            declined=Count("pk", Q(answer=DECLINED)),
            late=Count("pk", Q(answer=None, answer_by__lt=today)),
        )
    )
    return [row for row in found if row[2] or row[3]]
