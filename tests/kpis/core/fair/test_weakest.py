"""Who is clearly behind, and the lever that stands out."""

from kpis.core.fair.compare import weakest_links
from tests.kpis.core.fair.drawn import sold


def test_the_weakest_link_names_the_lever_that_stands_out():
    strong = [sold(n, 1.0 + 0.02 * n, won=60, lost=140) for n in range(8)]
    strong[3:6] = [sold(n, 1.0, won=60 + 3 * n, lost=140 - 3 * n) for n in range(3, 6)]
    found = weakest_links([*strong, sold(8, 0.3, won=10, lost=190)])
    assert [(link.person, link.cause) for link in found] == [(8, "win_rate")]
    assert found[0].gap < 0
    ramping = weakest_links([*strong, sold(8, 0.3, won=60, lost=140, ramp=0.3)])
    assert [(link.person, link.cause) for link in ramping] == [(8, "ramp")]
    plain = weakest_links([*strong, sold(8, 0.3, won=60, lost=140)])
    assert [(link.person, link.cause) for link in plain] == [(8, "none")]


def test_alike_people_have_no_weakest_link():
    assert weakest_links([sold(n, 0.6) for n in range(9)]) == []
    assert weakest_links([]) == []
