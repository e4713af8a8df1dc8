"""The words in which deals, accounts and activities are asked for; each takes its day or person.

Visible: the owner or somebody with a share is among the people that `access.rep_ids` names.
Accounts are visible by their owner or by a visible deal. `None` means everybody.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Protocol

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

FEW = 12  # people whose deals are rather found than filtered


class Sees(Protocol):
    """What of `teams.access.Access` is needed here."""

    @property
    def rep_ids(self) -> frozenset[int] | None: ...


class _InArray(Func):
    """`column = ANY(ARRAY(SELECT …))`: unlike IN, it can be met by an index beside an OR."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def words_query(text: str) -> SearchQuery | None:
    """Every word must begin a word of the name, in any order; None when there is no word."""
    words = re.findall(r"\w+", text.lower())[:8]
    if not words:
        return None
    return SearchQuery(
        " & ".join(f"{word}:*" for word in words), config="simple", search_type="raw"
    )


def any_of(rows: QuerySet[Any]) -> Coalesce:
    """Whether there is such a row, looked up for each outer row that comes so far.

    Not EXISTS: that would be hashed, however few outer rows are asked for.
    """
    return Coalesce(Subquery(rows.order_by().values(yes=Value(True))[:1]), False)


class Named[M: Any](QuerySet[M]):
    """Rows with a CRM id and a name; the name is indexed by its words."""

    def named(self, text: str) -> "Named[M]":
        """Those whose name holds words beginning like these, or whose CRM id it is exactly."""
        query = words_query(text)
        is_id = Q(external_id=text.strip())
        if query is None:
            return self.filter(is_id)
        return self.alias(words=NAME_WORDS).filter(Q(words=query) | is_id)


NAME_WORDS = SearchVector("name", config="simple")


class OpportunityQuerySet(Named[Any]):
    def visible_to(self, access: Sees | None, *, each: bool | None = None) -> "OpportunityQuerySet":
        rep_ids = None if access is None else access.rep_ids
        return self if rep_ids is None else self.of_reps(rep_ids, each=each)

    def of_reps(self, rep_ids: Iterable[int], *, each: bool | None = None) -> "OpportunityQuerySet":
        """Owned by one of them, or with a share for one of them.

        How the shares are looked up decides the time (measured with 2.4 million deals): those of
        a few people by index, beside the deals that they own; those of many deal by deal, which
        is right for lists because they end early. `each=True`: deal by deal in any case, where
        few deals are looked at. `each=False`: all at once, where all of them are needed.
        """
        ids = sorted(rep_ids)
        splits = apps.get_model("crm", "Split").objects.order_by().filter(rep__in=ids)
        is_few = len(ids) <= FEW
        if each or (each is None and not is_few):
            return self.filter(
                Q(owner__in=ids) | Q(any_of(splits.filter(opportunity=OuterRef("pk"))))
            )
        shared = splits.values("opportunity")
        # An array can be met by an index, but is searched from its start where it is not.
        found = _InArray(F("pk"), ArraySubquery(shared)) if is_few else Q(pk__in=shared)
        return self.filter(Q(owner__in=ids) | Q(found))

    def open(self) -> "OpportunityQuerySet":
        return self.filter(status="open")

    def overdue(self, today: date) -> "OpportunityQuerySet":
        """Open although the stated close date is past."""
        return self.open().filter(closing_on__lt=today)

    def without_next_step(self, today: date) -> "OpportunityQuerySet":
        """Open with no step planned for today or later."""
        return self.open().filter(Q(next_step_on=None) | Q(next_step_on__lt=today))

    def silent(self, today: date, days: int) -> "OpportunityQuerySet":
        """Open, and nobody did anything for more than so many days (since creation, if never)."""
        before = today - timedelta(days)
        never = Q(last_activity_on=None, created_on__lt=before)
        return self.open().filter(Q(last_activity_on__lt=before) | never)

    def closing_in(self, start: date, end: date) -> "OpportunityQuerySet":
        """Open ones that state a close date in [start, end), and those really closed in it."""
        return self.filter(closing_on__gte=start, closing_on__lt=end)

    def from_day(self, day: date) -> "OpportunityQuerySet":
        """Closing on the day or later, and those that state no close date."""
        return self.filter(Q(closing_on__gte=day) | Q(closing_on=None))


class AccountQuerySet(Named[Any]):
    def visible_to(self, access: Sees | None) -> "AccountQuerySet":
        rep_ids = None if access is None else access.rep_ids
        return self if rep_ids is None else self.of_reps(rep_ids)

    def of_reps(self, rep_ids: Iterable[int]) -> "AccountQuerySet":
        """Owned by one of them, or sold to by one of them."""
        ids = sorted(rep_ids)
        deals = apps.get_model("crm", "Opportunity").objects.order_by()
        if len(ids) > FEW:
            theirs = deals.filter(account=OuterRef("pk")).of_reps(ids, each=True)
            return self.filter(Q(owner__in=ids) | Q(any_of(theirs)))
        sold_to = deals.of_reps(ids).filter(account__isnull=False).values("account")
        return self.filter(Q(owner__in=ids) | Q(_InArray(F("pk"), ArraySubquery(sold_to))))


class ActivityQuerySet(QuerySet[Any]):
    def visible_to(self, access: Sees | None) -> "ActivityQuerySet":
        """Their own, and those on deals that they see."""
        rep_ids = None if access is None else access.rep_ids
        if rep_ids is None:
            return self
        deals = apps.get_model("crm", "Opportunity").objects.order_by()
        theirs = deals.filter(pk=OuterRef("opportunity")).of_reps(rep_ids, each=True)
        return self.filter(Q(rep__in=sorted(rep_ids)) | Exists(theirs))
