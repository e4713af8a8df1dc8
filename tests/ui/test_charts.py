import json
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils.html import format_html
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ui import formats
from ui.charts import plot, svg

EVIL = "<script>alert('1')</script> \"&"
START = date(2026, 5, 1)
numbers = st.none() | st.floats(-1e9, 1e9, allow_nan=False)


def drawings(value, values):
    return [
        svg.Bullet(value, EVIL, value, 1.2, value, value),
        svg.Interval(value, value, value, 0, 1, EVIL, value),
        svg.Interval(value, value, value, 1, 1, EVIL, box=True),
        svg.Dumbbell(value, value, 0, 1, EVIL, value),
        svg.Diverge(value, 0, EVIL),
        svg.HalfCircle(value, EVIL, value, value, EVIL, EVIL),
        svg.Spark(values, EVIL, value),
        svg.Minibars(values, EVIL, value),
        svg.Funnel(value, value, EVIL),
        svg.Stack([v for v in values if v is not None], EVIL),
    ]


@given(numbers, st.lists(numbers, max_size=6))
def test_any_value_gives_a_well_formed_drawing(value, values) -> None:
    for drawing in drawings(value, values):
        root = ElementTree.fromstring(str(drawing))
        assert root.get("aria-label") == EVIL
        for node in root.iter():
            for name in ("width", "x", "cx", "x1", "x2"):
                place = node.get(name, "0")
                if place.endswith("%") and not isinstance(drawing, svg.Stack):
                    assert 0 <= float(place[:-1]) <= 100


def test_a_drawing_stands_where_a_value_is_printed() -> None:
    bullet = svg.Bullet(0.4, EVIL)
    printed = Template("{{ thing }}").render(Context({"thing": bullet}))
    assert printed == format_html("{}", bullet) == str(bullet)
    assert "<script" not in printed


def test_a_dash_list_is_bounded_and_escaped() -> None:
    text = str(svg.Dashes(3, 10_000, EVIL))
    assert text.count("<i") == 24
    assert text.count('class="on"') == 3
    assert "<script" not in text


def path(days: int):
    return [plot.Point(START + timedelta(n), n * 100, n * 90, n * 110) for n in range(days)]


def test_pacing_says_its_numbers_in_words() -> None:
    booked = [(START + timedelta(n), Decimal(n) * 98) for n in range(47)]
    with override("en"):
        made = plot.pacing(
            "p", "label", booked=booked, usual=path(92), quota=9260, today=booked[-1][0]
        )
    words = [a["text"] for a in made.layout["annotations"]]
    assert words == ["Quota $9.3k", "Today", "Booked $4.5k", "Usual path"]
    assert made.heads == ["Day", "Booked", "Usual"]
    assert [str(r[0]) for r in made.rows] == [
        "7 May",
        "14 May",
        "21 May",
        "28 May",
        "4 Jun",
        "11 Jun",
        "16 Jun",
    ]
    json.dumps(made.spec)


@pytest.mark.parametrize("quota", [None, 0, 500])
@pytest.mark.parametrize("days", [0, 1, 92])
@pytest.mark.parametrize("done", [0, 1, 47])
def test_pacing_with_anything_missing(quota, days: int, done: int) -> None:
    booked = [(START + timedelta(n), n) for n in range(done)]
    made = plot.pacing("p", "label", booked=booked, usual=path(days), quota=quota, today=None)
    json.dumps(made.spec)
    assert len({len(row) for row in made.rows} | {3}) == 1


@given(st.lists(numbers, min_size=1, max_size=12))
def test_axes_hold_their_values(values) -> None:
    names = [f"Q{n}" for n in range(len(values))]
    for make in (plot.lines, plot.bars):
        made = make(
            "c", "l", categories=names, series=[plot.Series("s", values)], form=formats.money
        )
        low, high = made.layout["yaxis"]["range"]
        known = [v for v in values if v is not None]
        words = made.layout["yaxis"]["ticktext"]
        assert len(words) == len(set(words)) <= 9
        if not known:
            assert words == []
            continue
        assert low <= min(known)
        assert max(known) <= high
        json.dumps(made.spec)


def test_a_chart_has_its_table_and_no_running_text() -> None:
    series = [plot.Series(EVIL, [1, None])]
    made = plot.bars("c", EVIL, categories=[EVIL, "b"], series=series, form=formats.count)
    html = Template("{% load ui %}{% chart plot %}").render(Context({"plot": made}))
    assert "<script>alert" not in html
    assert html.count("<tr>") == 3
    assert 'id="c"' in html
    assert '<td class="num"></td>' in html


@pytest.mark.parametrize(("columns", "seldom"), [(8, 0), (12, 6)])
def test_of_many_columns_a_phone_shows_every_other_amount(columns, seldom):
    drawn = str(svg.Columns([svg.Pillar(f"Q{n}", n, f"${n}k") for n in range(columns)], "all"))
    assert drawn.count('class="odd"') == seldom
    assert drawn.count("k</text>") == columns
