"""The funnel worked out again, deal by deal, in plain Python from the raw tables: slow and simple.

Nothing of the product's own statements is used but the tables and the seats of people.
"""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from crm.models import DealChange, Opportunity, Stage
from teams import facts as teams


def ways():
    """For each deal: (deal, [(step, day, next step or None, next day or None)])."""
    zone = ZoneInfo(teams.company().time_zone)
    stages = list(Stage.objects.order_by("order", "id"))
    open_slugs = [s.slug for s in stages if s.kind == "open"]
    number = {slug: n for n, slug in enumerate(open_slugs, 1)}
    number |= {s.slug: 99 for s in stages if s.kind == "won"}
    number |= {s.slug: 0 for s in stages if s.kind == "lost"}
    told = defaultdict(list)
    order = ("effective_at", "-inferred", "recorded_at", "id")
    for change in DealChange.objects.filter(field="stage").order_by(*order):
        moments = told[change.opportunity_id]
        if moments and moments[-1][0] == change.effective_at:
            moments.pop()
        day = change.effective_at.astimezone(zone).date()
        moments.append((change.effective_at, number[change.new], day))
    for deal in Opportunity.objects.select_related("stage"):
        moves = [(step, day) for _, step, day in told[deal.pk]]
        if not moves:
            moves = [(number[deal.stage.slug], deal.created_on)]
        if deal.status != "open":
            moves.append((99 if deal.status == "won" else 0, deal.closed_on))
        nexts = [*moves[1:], (None, None)]
        way = [
            (s, max(d, deal.created_on), ns, nd)
            for (s, d), (ns, nd) in zip(moves, nexts, strict=True)
        ]
        yield deal, [one for one in way if 0 < one[0] < 99], len(open_slugs)


def counts(first: date, stop: date, *, cohort: bool, owners=None):
    """By step: entered, passed, lost, skipped, leaks, moves, backs, and times (days, waits)."""
    found = defaultdict(lambda: defaultdict(int))
    times = defaultdict(list)
    today = teams.today()
    for deal, way, last in ways():
        if owners is not None and deal.owner_id not in owners:
            continue
        been: set[int] = set()

        def counts_on(day, deal=deal):
            return first <= (deal.created_on if cohort else day) < stop

        for n, (step, day, after, left) in enumerate(way):
            later = [one[2] for one in way[n:] if one[2] is not None]
            entries = [(step, day, max(later, default=0) > step, False)]
            if after is not None and after > step + 1:
                entries += [(k, left, True, True) for k in range(step + 1, min(after, last + 1))]
            for place, on, passes, skips in entries:
                if place not in been and counts_on(on):
                    found[place]["entered"] += 1
                    found[place]["passed"] += passes
                    found[place]["lost"] += not passes and deal.status == "lost"
                    found[place]["skipped"] += skips
                been.add(place)
            if counts_on(day):
                found[step]["moves"] += after not in (None, 0, step)
                found[step]["backs"] += after not in (None, 0) and after < step
                times[step].append((max(((left or today) - day).days, 0), left is None))
        if deal.status == "lost" and way and counts_on(deal.closed_on):
            found[way[-1][0]]["leaks"] += 1
    return found, times


def median(times, share=0.5):
    """Kaplan–Meier by its definition."""
    left = 1.0
    for day in sorted({d for d, waits in times if not waits}):
        at_risk = sum(d >= day for d, _ in times)
        left *= 1 - sum(d == day and not waits for d, waits in times) / at_risk
        if left <= 1 - share + 1e-12:
            return day
    return None
