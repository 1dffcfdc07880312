"""Bad input to panels: one error each, which says what was asked, what is so and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

import polars as pl
import pytest
from small_world import KEYS, events, small

from detente.errors import BadPanel, OutOfCoverage, UnknownNoun
from detente.panel import (
    Panel,
    dyad_years,
    leader_years,
    peace_years,
    rolling,
    state_months,
    state_years,
)
from detente.panel.nouns import capabilities, contiguity, majors

Load = Callable[[str], pl.DataFrame]
TEXT = KEYS.with_columns(text=pl.lit("a"), two=pl.lit(2), other=pl.lit(None, pl.Boolean))


class DataFrame:
    """As pandas has one."""


DataFrame.__module__ = "pandas.core.frame"

ASKED: dict[str, tuple[Callable[[Panel], object], str]] = {
    "a noun not called": (lambda p: p.add(majors), r"Call it.*\.add\(majors\(\)\)"),  # type: ignore[arg-type]
    "pandas": (lambda p: p.add(DataFrame()), r"pl\.from_pandas"),  # type: ignore[arg-type]
    "lazy": (lambda p: p.add(KEYS.lazy()), r"collect"),  # type: ignore[arg-type]
    "own clash": (
        lambda p: p.add(KEYS.with_columns(event=pl.lit(1))).collect(),
        r"Rename the column of your frame",
    ),
    "noun clash": (lambda p: p.add(events([])).collect(), r"keep=\[…\], or rename"),
    "name clash": (lambda p: p.add(rolling("event", 2, name="event")).collect(), r"name='…'"),
    "at outside": (lambda p: p.at(1950), r"1950 lies outside.*1900–1915"),
    "between outside": (lambda p: p.between(1890, 1910), r"1890–1910 lies outside"),
    "between reversed": (lambda p: p.between(1910, 1905), r"Put the first year first"),
    "between text": (lambda p: p.between("1905", 1910), r"'1905' is no year"),  # type: ignore[arg-type]
    "at a half": (lambda p: p.at(1905.5), r"1905\.5 is no year"),  # type: ignore[arg-type]
    "pair of text": (lambda p: p.pair("USA", 2), r"'USA' is no code"),  # type: ignore[arg-type]
    "pair unknown": (lambda p: p.pair(1, 999).collect(), r"cow list has no state 999"),
    "huge key": (
        lambda p: p.add(KEYS.with_columns(pl.col("year").cast(pl.Int64) + 2**40)).collect(),
        r"reaches.*no code or year",
    ),
    "rolling text": (lambda p: p.add(TEXT, rolling("text", 2)).collect(), r"adds numbers up"),
    "peace of text": (
        lambda p: p.add(TEXT, peace_years("text")).collect(),
        r"counts from an event",
    ),
    "peace of 2": (lambda p: p.add(TEXT, peace_years("two")).collect(), r"than 0 and 1"),
    "where text": (lambda p: p.where("event"), r"'event' is no condition"),  # type: ignore[arg-type]
    "where kinds": (
        lambda p: p.add(TEXT).where(pl.col("text") > 3).collect(),
        r"text is String.*its own kind",
    ),
    "where sums": (lambda p: p.where(pl.col("event").sum() > 3).collect(), r"for each row"),
    "nothing matches": (
        lambda p: p.add(KEYS.with_columns(pl.col("state1") + 500, x=pl.lit(1))).collect(),
        r"None of the \d+ rows.*cow list and runs 1900–1915",
    ),
}


@pytest.mark.parametrize("case", ASKED)
def test_bad_input_is_refused_by_name(case: str) -> None:
    ask, told = ASKED[case]
    with pytest.raises(BadPanel) as raised:
        ask(dyad_years(1900, 1915, load=small).add(events([])))
    assert re.search(told, str(raised.value)), str(raised.value)
    assert "prefix" not in str(raised.value)


@pytest.mark.parametrize("year", ["1946", True, 1946.0, None])
@pytest.mark.parametrize("unit", [dyad_years, state_years, state_months, leader_years])
def test_years_are_whole_numbers(unit: Callable[..., Panel], year: object) -> None:
    with pytest.raises(BadPanel, match="is no year"):
        unit(year, 1950)
    with pytest.raises(BadPanel, match="is no year"):
        unit(1900, year)


def test_null_is_no_bad_event() -> None:
    panel = dyad_years(1900, 1915, load=small).add(TEXT, peace_years("other"))
    assert panel.collect()["peace_years"].null_count() == len(KEYS)


def test_one_key_needs_no_list() -> None:
    own = pl.DataFrame({"year": [1903, 1904], "x": [1, 2]})
    panel = dyad_years(1900, 1915, load=small)
    assert panel.add(own, on="year").collect().equals(panel.add(own, on=["year"]).collect())


def test_rows_of_your_own_that_match_nothing_are_counted() -> None:
    own = pl.DataFrame({"year": [1903, 1904, 1950], "x": [1, 2, 3]})
    panel = dyad_years(1900, 1915, load=small, outside="missing").add(own, on="year")
    row = panel.coverage().row(0, named=True)
    assert (row["noun"], row["rows"], row["outside"]) == ("your frame", 3, 1)
    assert row["rule"] == "missing"
    assert panel.at(1910).collect()["x"].null_count() == panel.at(1910).collect().height


def test_a_noun_nearly_named_is_suggested() -> None:
    with pytest.raises(UnknownNoun, match="Did you mean contiguity"):
        from detente.panel.nouns import contiguty  # noqa: F401
    assert not hasattr(import_module("detente.panel.nouns"), "__wrapped__")
    assert not hasattr(import_module("detente.panel.nouns"), "zzzz")
    assert isinstance(import_module("detente.panel.nouns").NOUNS, dict)


def test_capabilities_come_from_one_source() -> None:
    with pytest.raises(BadPanel, match=r"'sipri'.*There is nmc"):
        capabilities("sipri")


@pytest.mark.mirror
def test_refusal_names_the_states_the_other_list_has_not(load: Load) -> None:
    """Every year of the panel is covered, but the list of Gleditsch and Ward has other states."""
    panel = state_years(1946, 1950, system="gw", load=load, outside="error")
    with pytest.raises(OutOfCoverage) as raised:
        panel.add(capabilities(keep=["cinc"])).collect()
    told = str(raised.value)
    assert "cow list has no such state" in told
    assert re.search(r"\b\d+ in \d{4}", told)
    with pytest.raises(OutOfCoverage, match="but the panel runs 2010–2020"):
        dyad_years(2010, 2020, load=load, outside="error").add(contiguity()).collect()
