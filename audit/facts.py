"""What is known about runs, and about what people did. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Model, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audit.lines import lines
from audit.models import LogEntry, Run


def runs() -> QuerySet[Run]:
    """Loads and calculations that stand for themselves, newest first; parts are left out.

    Columns: all of `Run`; with who started it. Narrow by `kind`, `state`, `by`.
    """
    return Run.objects.filter(parent=None).select_related("by").defer("log", "error")


def run(pk: int) -> Run | None:
    """One run, also a part of another, with who started it; None when there is no such run."""
    return Run.objects.filter(pk=pk).select_related("by", "parent").first()


def parts(pk: int) -> QuerySet[Run]:
    """The pieces of a run, in the order in which they were asked for."""
    return Run.objects.filter(parent=pk).defer("log").order_by("pk")


def last_done(kind: str) -> Run | None:
    """The newest run of a kind that ended well or with problems."""
    return _done(kind).first()


def last_done_id(kind: str) -> Coalesce:
    """Its id as a column of another question, to see in the same one what rests on it; else 0."""
    return Coalesce(Subquery(_done(kind).values("pk")[:1]), 0)


def _done(kind: str) -> QuerySet[Run]:
    done = Run.State.DONE, Run.State.PROBLEMS
    return Run.objects.filter(kind=kind, state__in=done).order_by("-finished_at")


def log_of(run: Run) -> list[tuple[str, str]]:
    """What a run said: the time of day, and the sentence in the reader's language."""
    return list(lines(run.log))


def last_act(act: str, object_kind: str) -> datetime | None:
    """When anybody last did this to an object of a kind (`app.model`); None when nobody did."""
    done = LogEntry.objects.filter(act=act, object_kind=object_kind)
    at: datetime | None = done.aggregate(last=Max("at"))["last"]
    return at


def acted_since(kinds: str, at: datetime) -> bool:
    """Whether anybody did anything since to an object of a kind that begins so (`app.`)."""
    return LogEntry.objects.filter(object_kind__startswith=kinds, at__gte=at).exists()


def acts_on(things: Iterable[Model]) -> QuerySet[LogEntry]:
    """What people did to any of these objects, newest first, with who did it."""
    ids: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        ids[thing._meta.label_lower].append(str(thing.pk))
    of_these = Q(pk__in=())
    for kind, known in ids.items():
        of_these |= Q(object_kind=kind, object_id__in=known)
    return LogEntry.objects.filter(of_these).select_related("by").order_by("-at", "-pk")
