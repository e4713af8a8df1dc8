"""The strip of dots: stacked, inside, and named only where a name is given."""

import re

from ui.charts.svg import Dot, Strip


def places(drawn):
    return re.findall(r'<circle class="dot[^"]*" cx="([^"]+)" cy="([^"]+)"', str(drawn))


def test_equal_values_are_stacked_and_none_is_hidden():
    found = places(Strip([Dot(0.5)] * 40, 0, 1, "forty"))
    assert len(set(found)) == 40
    assert len({x for x, _y in found}) == 1
    assert all(0 < float(y) < 78 for _x, y in found)


def test_values_beyond_the_axis_stay_inside():
    found = places(Strip([Dot(-9), Dot(9)], 0, 1, "two"))
    assert [x for x, _y in found] == ["4.00%", "96.00%"]


def test_names_are_only_those_given_and_escaped():
    drawn = str(Strip([Dot(0.1), Dot(0.9, "A <b>")], 0, 1, "two"))
    assert drawn.count("<text") == 1
    assert "A &lt;b&gt;" in drawn
    assert drawn.index('class="dot"') < drawn.index('class="dot on"')


def test_all_alike_and_nobody():
    assert places(Strip([Dot(3), Dot(3)], 3, 3, "alike"))
    assert places(Strip([], 0, 1, "nobody")) == []
