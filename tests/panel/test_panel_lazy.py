"""Few rows are built where few are asked for, and their values are those of the whole panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from small_world import KEYS, events, small

from detente.panel import (
    Panel,
    dyad_months,
    dyad_years,
    peace_years,
    rolling,
    state_years,
)
from detente.panel.index import Index
from detente.panel.lazy import needed
from detente.panel.nouns import capabilities, contiguity, disputes

Load = Callable[[str], pl.DataFrame]

STEPS: dict[str, Callable[[Panel], Panel]] = {
    "lag": lambda panel: panel.lag("event", years=2),
    "lead": lambda panel: panel.lead("event", years=3),
    "rolling": lambda panel: panel.add(rolling("event", 4)),
    "partial": lambda panel: panel.add(rolling("event", 3, name="part", partial=True)),
    "spells": lambda panel: panel.add(peace_years("event")),
}


def built_rows(panel: Panel) -> tuple[pl.DataFrame, int]:
    """A panel and how many rows were built for it."""
    rows: list[int] = []

    def counting(build: Callable[[Load, int, int], Index]) -> Callable[[Load, int, int], Index]:
        def build_and_count(load: Load, first: int, last: int) -> Index:
            index = build(load, first, last)
            rows.append(len(index))
            return index

        return build_and_count

    unit = panel.unit
    narrow = unit.narrow
    counted = replace(
        unit,
        build=counting(unit.build),
        narrow=None if narrow is None else lambda pairs: counting(narrow(pairs)),
    )
    frame = Panel(counted, panel.steps, load=panel.load, outside=panel.outside).collect()
    return frame, rows[-1]


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.sampled_from(KEYS.rows()), max_size=20, unique=True),
    steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=5, unique=True),
    first=st.integers(1900, 1912),
    length=st.integers(0, 6),
    pair=st.none() | st.sampled_from([(1, 2), (2, 1), (1, 3), (2, 4)]),
    months=st.booleans(),
)
def test_cutting_commutes_with_history(
    rows: list[tuple[int, int, int]],
    steps: list[str],
    first: int,
    length: int,
    pair: tuple[int, int] | None,
    months: bool,
) -> None:
    last = min(first + length, 1915)
    unit = dyad_months if months else dyad_years
    whole = unit(1900, 1915, load=small).add(events(rows))
    for name in steps:
        whole = STEPS[name](whole)
    cut = whole.between(first, last)
    wanted = pl.col("year").is_between(first, last)
    if pair is not None:
        cut = cut.pair(*pair)
        wanted &= (pl.col("state1") == min(pair)) & (pl.col("state2") == max(pair))
    assert_frame_equal(cut.collect(), whole.collect().filter(wanted))


def test_two_cuts_and_what_lies_between_them() -> None:
    panel = dyad_years(1900, 1915, load=small).add(events([(1, 2, 1903)]))
    early = panel.between(1902, 1910).lag("event").at(1902)
    assert early.collect()["event_lag"].null_count() == early.collect().height
    first, last, only = needed(early.unit, early.steps)
    assert (first, last, only) == (1902, 1902, None)
    late = panel.lag("event", years=2).add(peace_years("event")).at(1909)
    assert needed(late.unit, late.steps) == (1900, 1909, None)


@pytest.mark.mirror
def test_few_rows_are_built_for_a_pair_or_a_year(load: Load) -> None:
    whole = dyad_years(1946, 2010, load=load).add(disputes("gml")).add(peace_years("gmlmidonset"))
    pair, rows = built_rows(whole.pair(2, 200))
    assert rows == pair.height == 65
    assert pair.equals(whole.collect().filter((pl.col("state1") == 2) & (pl.col("state2") == 200)))
    lagged = (
        dyad_years(1946, 2016, load=load)
        .add(capabilities(keep=["cinc"]), contiguity(carry="2y"))
        .lag("cinc1")
    )
    year, rows = built_rows(lagged.at(1990))
    assert year.height < rows < 5 * year.height
    assert year.equals(lagged.collect().filter(pl.col("year") == 1990))


def test_no_row_spoils_another_s_rolling_sum() -> None:
    """One pair's NaN and its huge numbers leave the sums of all others as they are."""
    frame = KEYS.with_columns(
        x=pl.when(pl.col("state2") == 2)
        .then(pl.when(pl.col("year") == 1902).then(float("nan")).otherwise(1e300))
        .otherwise(0.1)
    )
    panel = dyad_years(1900, 1915, load=small).add(frame).add(rolling("x", 3))
    result = panel.collect()
    sums = result.filter((pl.col("state1") == 1) & (pl.col("state2") == 3))["x_last3"]
    assert sums[:2].to_list() == [None, None]
    assert np.allclose(sums[2:].to_numpy(), 0.3, rtol=1e-15)
    ours = result.filter(pl.col("state2") == 2)
    by_year = dict(zip(ours["year"], ours["x_last3"], strict=True))
    assert [by_year[year] for year in (1902, 1903, 1904)] == [None, None, None]
    assert by_year[1905] == pytest.approx(3e300)


def test_whole_numbers_add_up_beyond_32_bits() -> None:
    frame = KEYS.with_columns(big=pl.lit(2_000_000_000))
    panel = dyad_years(1900, 1915, load=small).add(frame).add(rolling("big", 2))
    assert panel.collect()["big_last2"].max() == 4_000_000_000


def test_a_window_needs_all_its_rows_unless_told() -> None:
    """State 2 is gone in 1906 and 1907: no window reaches over the gap."""
    panel = state_years(1900, 1915, load=small)
    ones = panel.collect().with_columns(one=pl.lit(1))
    panel = panel.add(ones).add(rolling("one", 3), rolling("one", 3, name="p", partial=True))
    two = panel.collect().filter(pl.col("state") == 2)
    got = {year: (total, part) for year, total, part in two.select("year", "one_last3", "p").rows()}
    assert got[1900] == (None, 1) and got[1901] == (None, 2) and got[1902] == (3, 3)
    assert got[1908] == (None, 1) and got[1909] == (None, 2) and got[1910] == (3, 3)
    labels = dict(panel.dictionary().select("column", "label").rows())
    assert "null where a row is missing" in labels["one_last3"]
