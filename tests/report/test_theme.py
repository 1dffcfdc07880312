"""The theme: words fit, ticks are round, labels keep apart; without the extra, one clear error."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ExtraMissing
from detente.report import theme
from detente.report.figures.placing import Box, Spot, place, spread

FRAME = Box(0, 0, 400, 300)


def test_a_tick_says_per_cent_and_one_in_n() -> None:
    assert theme.chance_label(0.01) == ["1%", "1 in 100"]
    assert theme.chance_label(0.5) == ["50%"]
    assert theme.chance_label(0.001, lines=1) == ["1 in 1,000"]
    assert theme.chance_label(0.001, lines=1, split=True) == ["1 in", "1,000"]


def test_few_decades_get_ticks_between() -> None:
    assert theme.ticks(1e-5, 1) == [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]
    assert theme.ticks(0.01, 0.1) == [0.01, 0.02, 0.05, 0.1]


@given(st.lists(st.floats(1e-6, 1), min_size=1))
def test_the_ends_of_an_axis_hold_all_chances(values) -> None:
    low, high = theme.bounds(values)
    assert low <= min(values) * 1.001
    assert high >= max(values) * 0.999
    assert high <= 1
    assert high / low >= 9.99
    assert len(theme.ticks(low, high)) >= 2


@given(st.text(max_size=200), st.integers(60, 760))
def test_no_line_is_wider_than_its_room(text, width) -> None:
    for line in theme.wrapped(text, width):
        assert theme.breadth(line) <= width
        assert not any(ord(char) < 32 for char in line)
    assert theme.breadth(theme.shortened(text, width)) <= width


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(1, 20), st.text(max_size=30)),
        max_size=25,
    )
)
def test_labels_keep_off_each_other_and_inside(points) -> None:
    spots = [(Spot(x, y, r), text) for x, y, r, text in points]
    placed = place(spots, frame=FRAME, taken=[spot.box for spot, _ in spots])
    boxes = [one.box for one in placed if one is not None]
    assert len(placed) == len(spots)
    for at, box in enumerate(boxes):
        assert box.within(FRAME)
        assert not any(box.meets(other) for other in boxes[at + 1 :])
        assert not any(box.meets(spot.box) for spot, _ in spots)


@given(st.lists(st.floats(-50, 350), min_size=1, max_size=9))
def test_labels_at_the_end_keep_their_order_and_distance(wanted) -> None:
    heights = spread(wanted, gap=30, low=0, high=300)
    ranked = sorted(zip(wanted, heights, strict=True))
    assert all(0 <= y <= 300 + 1e-6 for y in heights)
    for (one, above), (other, below) in pairwise(ranked):
        if one < other:
            assert below - above >= 30 - 1e-6


@pytest.mark.parametrize("module", ["altair", "vl_convert"])
def test_without_the_extra_one_error_says_what_to_install(module, monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtraMissing, match=r"pip install 'detente\[plots\]'") as caught:
        theme.ready(tmp_path)
    assert caught.value.module == module


def test_what_nobody_knows_is_hatched() -> None:
    alt = pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    rows = [{"from": 0, "to": 5, "fill": theme.UNKNOWN}, {"from": 5, "to": 9, "fill": theme.BLUE}]
    bar = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(height=14)
        .encode(x="from:Q", x2="to:Q", color=alt.Color("fill:N", scale=None))
    )
    drawn = theme.svg(bar)
    assert len(re.findall(r'fill="url\(#unknown-\w+\)"', drawn)) == 1
    assert f'fill="{theme.UNKNOWN}"' not in drawn
    assert theme.png(bar).startswith(b"\x89PNG")
