"""One KPI of a group of peers: what each sold, what is left after allowing for luck, who ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpis.core.fair.distribution import Distribution, distribution
from kpis.core.fair.evidence import Seller
from kpis.core.fair.methods import METHODS, Adjustment, Judged, activity
from kpis.core.fair.potential import Stand
from kpis.core.fair.ranking import Place, Thirds, places, thirds
from kpis.core.fair.shrinkage import LEAST_PEERS, Estimate
from kpis.core.fair.weakest import Cause, Link, weakest

NO_THIRDS = Thirds()


@dataclass(frozen=True)
class Compared:
    """One person's line; `raw` is the stored value, `estimate` None where nothing can be said.

    `index` is K46: the shrunk result ÷ the peers' middle, 1 where they are alike.
    """

    raw: float | None
    estimate: Estimate | None
    place: Place
    thirds: Thirds = NO_THIRDS
    index: float | None = None


@dataclass(frozen=True)
class Comparison:
    """`middle` and the strips are of all peers, of whom the reader may see a few only.

    `potential`: what is known of the territories; empty for what does not scale with them.
    """

    kpi: str
    peers: int
    people: Mapping[int, Compared]
    middle: float | None = None
    reliability: float | None = None
    differ: bool = False
    adjusted: tuple[Adjustment, ...] = ()
    raw_strip: Distribution | None = None
    fair_strip: Distribution | None = None
    ranked: int = field(default=0)
    potential: Stand = ""


def compare(kpi: str, sellers: Sequence[Seller], *, lower_is_better: bool = False) -> Comparison:
    """All `sellers` must be peers (`peers.group_of`)."""
    method, may = METHODS[kpi]
    raw = {s.id: s.figure(kpi).value for s in sellers}
    judged = method(sellers, True)
    lines = {who: Compared(value, None, _nothing(sellers, value)) for who, value in raw.items()}
    known = [value for value in raw.values() if value is not None]
    fit = judged.fit
    if fit is None:
        strip = distribution(known)
        return Comparison(
            kpi, len(sellers), lines, raw_strip=strip, potential=_stand(judged, sellers)
        )
    ranks = places(fit, lower_is_better=lower_is_better)
    chances = thirds(fit, lower_is_better=lower_is_better)
    for who, estimate, place, chance in zip(
        judged.people, fit.estimates, ranks, chances, strict=True
    ):
        index = estimate.value / fit.middle if fit.middle > 0 else None
        lines[who] = Compared(raw[who], estimate, place, chance, index)
    return Comparison(
        kpi,
        len(sellers),
        lines,
        fit.middle,
        sum(e.reliability for e in fit.estimates) / len(fit.estimates),
        fit.differ,
        tuple(one for one in may if _matters(one, sellers, judged)),
        distribution(known),
        distribution([e.value for e in fit.estimates]),
        sum(place.rank is not None for place in ranks),
        _stand(judged, sellers),
    )


def weakest_links(sellers: Sequence[Seller]) -> list[Link]:
    """Who is clearly behind in attainment as it is, and the lever that stands out.

    Ramp and territory stand out by what they let expect, in usual distances of attainment.
    """
    found = METHODS["attainment"][0](sellers, False)
    if found.fit is None:
        return []
    ramp, here = {s.id: s.ramp for s in sellers}, METHODS["attainment"][0](sellers, True).market
    estimates = list(zip(found.people, found.fit.estimates, strict=True))
    middle = found.fit.middle
    levers: dict[Cause, dict[int, float]] = {
        "activity": _standings(activity(sellers, True)),
        "win_rate": _standings(METHODS["win_rate"][0](sellers, True)),
        "deal_value": _standings(METHODS["deal_value"][0](sellers, True)),
        "cycle": {w: -z for w, z in _standings(METHODS["sales_cycle"][0](sellers, True)).items()},
        "ramp": {who: middle * (ramp[who] - 1) / e.distance for who, e in estimates},
        "territory": {who: middle * (here.share(who) - 1) / e.distance for who, e in estimates},
    }
    return weakest(found.people, found.fit, levers)


def _standings(judged: Judged) -> dict[int, float]:
    fit, people = judged.fit, judged.people
    if fit is None:
        return {}
    return {who: e.standing for who, e in zip(people, fit.estimates, strict=True)}


def _nothing(sellers: Sequence[Seller], value: float | None) -> Place:
    few = len(sellers) < LEAST_PEERS and value is not None
    return Place(refused="few_peers" if few else "unknown")


def _stand(judged: Judged, sellers: Sequence[Seller]) -> Stand:
    if judged.market.stand or any(s.potential is not None for s in sellers):
        return judged.market.stand
    return "unknown"


def _matters(adjustment: Adjustment, sellers: Sequence[Seller], judged: Judged) -> bool:
    """Whether there was anything to allow for."""
    if adjustment == "potential":
        return judged.market.stand == "adjusted"
    if adjustment == "ramp":
        return any(s.ramp < 1 for s in sellers)
    return len({segment for s in sellers for segment in s.deals}) > 1
