"""What the `territory` command prints for a person."""

from collections.abc import Iterator, Mapping

from territories.core.balance import Balance
from territories.core.proposal import Proposal
from territories.core.wording import blocked, connected, why


def balance_lines(found: Mapping[str, Balance], nobodys: int = 0) -> Iterator[str]:
    for metric, each in found.items():
        yield (
            f"{metric}: largest deviation {_percent(each.max_deviation)}, "
            f"variation (population) {_percent(each.cv)}, Gini {_number(each.gini)}, "
            f"heaviest ÷ lightest {_number(each.max_min_ratio)}"
        )
        if each.excess:
            yield f"  {_percent(each.excess)} beyond the tolerance of {_percent(each.tolerance)}"
        if each.unknown:
            yield f"  unknown for {each.unknown} units"
        for seat, load in each.by_seat.items():
            yield f"  {seat}: {_number(load)} ({_percent(each.deviations[seat], sign='+')})"
    if nobodys:
        yield f"{nobodys} units are held by nobody."


def proposal_lines(answer: Proposal, cost_unit: str = "") -> Iterator[str]:
    gap = "" if answer.gap is None else f", gap {_percent(answer.gap)}"
    yield f"{answer.status} after {answer.seconds:.1f} s{gap}"
    for blocker in answer.blockers:
        yield f"  {blocked(blocker)}"
    if answer.freed:
        yield f"  possible without: {', '.join(answer.freed)}"
    if not answer.solved:
        return
    yield f"objective {_number(answer.objective)}, disruption {_number(answer.disruption)}"
    yield from (f"  {move.unit} {why(move, cost_unit)}" for move in answer.moves)
    if answer.placed:
        yield f"  given to somebody: {', '.join(answer.placed)}"
    if answer.empty:
        yield f"  seats without units: {', '.join(answer.empty)}"
    if answer.connection:
        yield f"  {connected(answer.connection)}"
        for unit, seat in answer.connection.refused:
            yield f"  refused: {unit} to {seat}, where it would lie apart"
    for seat, pieces in answer.split.items():
        yield f"  {seat} is in {pieces} pieces"
    yield from balance_lines(answer.balance)


def _percent(part: float | None, sign: str = "") -> str:
    return "unknown" if part is None else f"{part:{sign}.1%}"


def _number(number: float | None) -> str:
    return (
        "unknown" if number is None else f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"
    )
