"""What is said about proposals and their moves, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.facts import log_of
from territories import place_words
from territories.balance_words import label, noun
from territories.core.balance import Balance
from territories.core.ways import ENOUGH, Known
from territories.models import Policy
from ui import formats


def lede(shown: Any) -> str:
    """What it comes to, how sure it is, and what stays in place."""
    if not shown.solved:
        return _("Nothing moves. What stands in the way is below.")
    metric, result = shown.metrics[0], shown.proposal.result
    moved = sum(move.facts["members"] for move in shown.going)
    parts = [
        moving(moved, result["accounts"], metric, shown.now.balance[metric]),
        way(shown),
        late_deals(result["free_stage"], shown.proposal.params["protect"]),
        outcome(shown.proposal.status, shown.proposal.gap),
    ]
    return " ".join(part for part in parts if part)


def moving(moved: int, accounts: int, metric: str, then: Balance) -> str:
    """What a proposal comes to."""
    said = {
        "moved": formats.count(moved),
        "accounts": formats.count(accounts),
        "measure": noun(metric),
        "tolerance": formats.percent(then.tolerance),
        "worst": formats.percent(then.max_deviation),
    }
    if moved == 0:
        return _("No account needs to move.")
    if then.within:
        text = ngettext(
            "Moving %(moved)s of %(accounts)s accounts brings every territory within %(tolerance)s "
            "of its target %(measure)s.",
            "Moving %(moved)s of %(accounts)s accounts brings every territory within %(tolerance)s "
            "of its target %(measure)s.",
            moved,
        )
        return text % said
    text = ngettext(
        "Moving %(moved)s of %(accounts)s accounts brings every territory to %(worst)s or less "
        "from its target %(measure)s.",
        "Moving %(moved)s of %(accounts)s accounts brings every territory to %(worst)s or less "
        "from its target %(measure)s.",
        moved,
    )
    return text % said


def way(shown: Any) -> str:
    """How much shorter ways become without the moves that were declined; empty where ways do not
    count."""
    found = shown.proposal.result.get("way")
    accounts = shown.proposal.result["accounts"]
    if not found or not accounts:
        return ""
    back = sum((m.facts["nearer"] or 0.0) * m.facts["members"] for m in shown.declined)
    said = {
        "before": formats.count(found["before"] / accounts),
        "after": formats.count((found["after"] + back) / accounts),
    }
    text = _("The way to an account goes from %(before)s to %(after)s km on average.") % said
    return " ".join([text, *unplaced(found["unknown"], found["unknown_seats"])])


def unplaced(accounts: int, seats: int) -> list[str]:
    """What counts as the mean, because nobody knows where it is."""
    found = []
    if accounts:
        text = ngettext(
            "%(n)s account without a known place counts as the average.",
            "%(n)s accounts without a known place count as the average.",
            accounts,
        )
        found.append(text % {"n": formats.count(accounts)})
    if seats:
        text = ngettext(
            "%(n)s territory without a known seat counts as the average.",
            "%(n)s territories without a known seat count as the average.",
            seats,
        )
        found.append(text % {"n": formats.count(seats)})
    return found


def ways(known: Known) -> str:
    """How ways are measured, or why they are not offered."""
    said = {
        "located": formats.count(known.located),
        "accounts": formats.count(known.accounts),
        "seated": formats.count(known.seated),
        "seats": formats.count(known.seats),
        "enough": formats.percent(ENOUGH),
    }
    if not known.enough:
        text = _(
            "Shortest way is not offered: the places of %(located)s of %(accounts)s accounts and "
            "of %(seated)s of %(seats)s territories are known; it takes %(enough)s of both, and "
            "two territories."
        )
        return text % said
    text = _(
        "The way is the great circle from the middle of an account’s state or country to the seat "
        "of its territory, or to the middle of its accounts where the plan names no seat."
    )
    missing = unplaced(known.accounts - known.located, known.seats - known.seated)
    return " ".join([text, *missing])


def late_deals(stage: str, protected: Sequence[str]) -> str:
    if not stage or "late_deal" not in protected:
        return ""
    return _("No open deal past %(stage)s changes hands.") % {"stage": stage}


def outcome(status: str, gap: float | None) -> str:
    """How sure it is that this is the best."""
    said = {"gap": formats.percent(gap, 1)}
    if status == "optimal":
        return _("Proven to be the best.")
    if status == "infeasible":
        return _("No plan fits everything that was asked.")
    if gap is None:
        return _("The best that was found; how much better it could be is not known.")
    if status == "cancelled":
        return _("Stopped: the best so far, at most %(gap)s from the best possible.") % said
    return _("The best so far, at most %(gap)s from the best possible.") % said


def asked(proposal: Any) -> str:
    """The question, in one line."""
    params, by = proposal.params, str(proposal.by) if proposal.by else ""
    parts = [aims()[params["objective"]], *place_words.asked(params)]
    parts += [
        f"{label(metric)} ± {formats.percent(each, 1)}" for metric, each in params["tolerance"]
    ]
    parts += [limit(params["max_moves"])] if params["max_moves"] is not None else []
    parts += [_("%(n)s seconds") % {"n": formats.count(proposal.seconds, 1)}]
    return "; ".join(
        [*parts, ", ".join(part for part in (by, formats.moment(proposal.at)) if part)]
    )


def aims() -> dict[str, str]:
    return {"disruption": _("Least disruption"), "balance": _("Balance"), "cost": _("Shortest way")}


def objectives(known: Known) -> dict[str, str]:
    """What may be asked for; the shortest way only where enough places are known."""
    found = {
        "disruption": _("Least disruption: as little as possible moves"),
        "balance": _("Balance: as even as possible"),
    }
    if known.enough:
        found["cost"] = _("Shortest way: accounts as near as possible to their territory’s seat")
    return found


def protections() -> dict[str, str]:
    return {
        "lock": _("Locked by hand"),
        "exception": _("Exceptions with a reason"),
        "hold": _("On hold"),
        "late_deal": _("A deal about to close"),
        "renewal": _("Renews soon"),
        "settled": _("Changed hands lately"),
    }


def limit(most: int) -> str:
    text = ngettext("limit set to %(n)s move", "limit set to %(n)s moves", most)
    return text % {"n": formats.count(most)}


def why(facts: Mapping[str, Any], source: str, target: str) -> str:
    """Why an account moves: where it leaves, where it comes, its deals, its protection."""
    metric, parts = facts["metric"], place_words.together(facts)
    if metric:
        parts.append(_off(source, metric, facts["giver"]))
        parts.append(_off(target, metric, facts["receiver"]))
    if round(facts.get("nearer") or 0):
        parts.append(_nearer(facts["nearer"]))
    parts.append(_("Nothing protects it."))
    return " ".join(part for part in parts if part)


def _off(name: str, metric: str, off: float | None) -> str:
    if off is None:
        return ""
    said = {"name": name, "off": formats.percent(abs(off)), "measure": noun(metric)}
    if round(100 * abs(off)) == 0:
        return _("%(name)s was on its target %(measure)s.") % said
    if off > 0:
        return _("%(name)s was %(off)s above its target %(measure)s.") % said
    return _("%(name)s was %(off)s below its target %(measure)s.") % said


def _nearer(by: float) -> str:
    said = {"km": formats.count(abs(by))}
    return _("It comes %(km)s km nearer.") % said if by > 0 else _("It goes %(km)s km away.") % said


def deals(facts: Mapping[str, Any]) -> str:
    """1 in Discover, moves too."""
    count = facts["deals"]
    if not count:
        return _("none")
    said = {"n": formats.count(count), "stage": facts["stage"]}
    text = ngettext(
        "%(n)s in %(stage)s, moves too", "%(n)s, the furthest in %(stage)s, move too", count
    )
    return text % said


def members(count: int) -> str:
    """Said beside a family that moves as one."""
    text = ngettext("with %(n)s other of its family", "with %(n)s others of its family", count - 1)
    return text % {"n": formats.count(count - 1)} if count > 1 else ""


def credit() -> str:
    """What the old owner keeps."""
    days = Policy.objects.values_list("credit_days", flat=True).get(pk=1)
    text = ngettext(
        "Moved accounts keep their old owner’s credit for deals that close within %(n)s day.",
        "Moved accounts keep their old owner’s credit for deals that close within %(n)s days.",
        days,
    )
    return text % {"n": formats.count(days)}


def decisions(found: Mapping[str, int]) -> str:
    kinds = (
        ("accepted", ngettext("%(n)s accepted", "%(n)s accepted", found.get("accepted", 0))),
        ("held", ngettext("%(n)s held", "%(n)s held", found.get("held", 0))),
        ("declined", ngettext("%(n)s declined", "%(n)s declined", found.get("declined", 0))),
        ("open", ngettext("%(n)s to decide", "%(n)s to decide", found.get("open", 0))),
    )
    each = [text % {"n": formats.count(found[kind])} for kind, text in kinds if found.get(kind)]
    return ", ".join(each)


def decided(decision: str, done: Any) -> list[tuple[int, str]]:
    """What came of it, as messages."""
    n = {"n": formats.count(done.done)}
    said = {
        "accepted": ngettext("%(n)s move accepted.", "%(n)s moves accepted.", done.done),
        "held": ngettext("%(n)s move held.", "%(n)s moves held.", done.done),
        "declined": ngettext("%(n)s move declined.", "%(n)s moves declined.", done.done),
        "open": ngettext("%(n)s decision undone.", "%(n)s decisions undone.", done.done),
    }[decision]
    found = [(messages.SUCCESS, said % n)] if done.done else []
    if done.stale:
        text = ngettext(
            "%(n)s account is no longer where the proposal found it; it stays.",
            "%(n)s accounts are no longer where the proposal found them; they stay.",
            done.stale,
        )
        found.append((messages.WARNING, text % {"n": formats.count(done.stale)}))
    return found or [(messages.INFO, _("No move was ticked."))]


def stage(run: Any) -> str:
    if run.state == "queued":
        return _("Waiting for a worker")
    known = stages_of(run)
    return known[-1] if known else _("Starting")


def stages_of(run: Any) -> list[str]:
    """What was done so far, in words; a stage that comes again is told once."""
    known = stages()
    told = (known[text] for _at, text in log_of(run) if text in known)
    return list(dict.fromkeys(told))


def stages() -> dict[str, str]:
    """The lines of a run's log that the page knows."""
    return {
        "reading": _("Reading accounts"),
        "solving": _("Looking for the best moves"),
        "balance": _("Making territories even"),
        "disruption": _("Moving as little as possible"),
        "cost": _("Shortening the way"),
        "connecting": _("Holding territories together"),
        "frontier": _("Trying fewer and more moves"),
        "keeping": _("Keeping the proposal"),
    }


def point(one: Any, accounts: int) -> str:
    if one.km is not None:
        text = ngettext(
            "%(n)s move: %(km)s km on average, %(worst)s from target at most",
            "%(n)s moves: %(km)s km on average, %(worst)s from target at most",
            one.moves,
        )
        said = {"km": formats.count(one.km / accounts), "worst": formats.percent(one.worst, 1)}
        return text % (said | {"n": formats.count(one.moves)})
    text = ngettext(
        "%(n)s move: %(off)s from target on average, %(worst)s at most",
        "%(n)s moves: %(off)s from target on average, %(worst)s at most",
        one.moves,
    )
    said = {"off": formats.percent(one.off, 1), "worst": formats.percent(one.worst, 1)}
    return text % (said | {"n": formats.count(one.moves)})


def bend(knee: Any, points: Sequence[Any]) -> str:
    """What the frontier says."""
    if knee is None:
        return _("Each move buys about as much as the one before")
    first, last = points[0], points[-1]
    gained = (first.left - knee.left) / (first.left - last.left)
    text = ngettext(
        "The first move brings %(part)s of what %(all)s moves can",
        "The first %(n)s moves bring %(part)s of what %(all)s moves can",
        knee.moves,
    )
    said = {"n": formats.count(knee.moves), "all": formats.count(last.moves)}
    return text % (said | {"part": formats.percent(gained)})
