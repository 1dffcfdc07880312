"""What a panel does not know: unknown years in counts, later knowledge, years of a variable."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from detente.panel import dyad_years, peace_years, state_years
from detente.panel.nouns import disputes, incidents, ucdp

Load = Callable[[str], pl.DataFrame]

USA, UK, CUBA, FRANCE, FRG, MALAYSIA = 2, 200, 40, 220, 260, 820


def _count(frame: pl.DataFrame, one: int, two: int, year: int) -> int | None:
    row = frame.filter(state1=one, state2=two, year=year)
    value: int | None = row["peace_years"].item()
    return value


@pytest.mark.mirror
def test_years_before_a_source_begins_are_no_peace(load: Load) -> None:
    """UCDP begins in 1946, the incidents in 1993: neither says anything of the years before."""
    for noun, event, pair, first in (
        (ucdp(), "ucdpconflict", (USA, UK), 1946),
        (incidents(), "midincidents", (USA, CUBA), 1993),
    ):
        panel = dyad_years(1816, 2016, load=load).pair(*pair).add(noun, peace_years(event))
        frame = panel.collect()
        assert _count(frame, *pair, first - 1) is None
        assert _count(frame, *pair, first) == 0
        label = panel.dictionary().filter(column="peace_years")["label"].item()
        assert "left-truncated in 1 states or pairs" in label


@pytest.mark.mirror
def test_unknown_years_end_a_count_in_the_other_list_of_states(load: Load) -> None:
    panel = dyad_years(1816, 2010, system="gw", load=load).pair(FRANCE, FRG)
    frame = panel.add(disputes(), peace_years("gmlmidonset")).collect()
    known = frame.filter(pl.col("gmlmidonset").is_not_null())
    after = known.filter(pl.col("year") >= 1949)["year"].min()
    assert frame.filter(year=1954)["peace_years"].item() is None
    assert after == 1955
    assert _count(frame, FRANCE, FRG, 1955) == 0
    assert _count(frame, FRANCE, FRG, 1957) == 2


@pytest.mark.mirror
@pytest.mark.parametrize("counting", ["calendar", "rows"])
def test_a_run_of_nulls_ends_a_count(load: Load, counting: str) -> None:
    years = range(2000, 2008)
    own = pl.DataFrame(
        {
            "state": [MALAYSIA] * 8,
            "year": list(years),
            "event": [0, 1, 0, None, None, 0, 0, 1],
        },
        schema={"state": pl.Int32, "year": pl.Int32, "event": pl.Int8},
    )
    panel = state_years(2000, 2007, load=load).pair(MALAYSIA).add(own, on=["state", "year"])
    counted = panel.add(peace_years("event", counting=counting))  # type: ignore[arg-type]
    assert counted.collect()["peace_years"].to_list() == [0, 1, 0, None, None, 0, 1, 2]


@pytest.mark.mirror
def test_counts_that_begin_late_are_counted_as_truncated(load: Load) -> None:
    """One was there when the years begin, one again after an unknown year, one begins unknown."""
    codes = [(2, 0, 0, 0), (344, 0, None, 0), (349, None, 0, 0)]  # USA, Croatia, Slovenia
    own = pl.DataFrame(
        [
            (code, year, v)
            for code, *vs in codes
            for year, v in zip((1993, 1994, 1995), vs, strict=True)
        ],
        schema={"state": pl.Int32, "year": pl.Int32, "event": pl.Int8},
        orient="row",
    )
    panel = state_years(1993, 1995, load=load).add(own, on=["state", "year"])
    label = panel.add(peace_years("event")).dictionary().filter(column="peace_years")["label"]
    assert "left-truncated in 3 states or pairs" in label.item()


@pytest.mark.mirror
def test_a_state_that_ended_later_was_there(load: Load) -> None:
    """On 30 June 1990 nobody knew that neither Germany would see 31 December as it was."""
    panel = state_years(1990, 1990, partial="last", as_of="1990-06-30", load=load)
    assert {260, 265} <= set(panel.collect()["state"])
    assert not {260, 265} & set(
        state_years(1990, 1990, partial="last", load=load).collect()["state"]
    )
