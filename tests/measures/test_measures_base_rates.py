"""Base rates of a new defence pact, against the figures printed for this project.

They were derived twice before, by other programs from ATOP's directed dyad file. Where the
last printed digit differs, or the definition had to be found, the test says so.
"""

from __future__ import annotations

import numpy as np
import pytest
from rates import HORIZONS, LAST, between, censored, pacts, reached, recent, simple

from detente.measures import decisions


@pytest.fixture(scope="module")
def classes(today):
    border, majors = today.border > 0, today.majors()
    return {
        "all": today.member,
        "politically relevant": border | (majors > 0),
        "contiguous": border,
        "rivalry": today.rivalry,
        "major rivals": today.rivalry & (majors == 2),
    }


def printed(rates, digits=4):
    """Rates as a table prints them: .0020 .0091 …"""
    return " ".join(f"{rate:.{digits}f}".removeprefix("0") for rate in rates)


@pytest.fixture(scope="module")
def gml(today, from_mirror):
    """Pair-years with a GML dispute; none after 2010 counts as none."""
    rows = from_mirror("gml_dyads").select("ccode1", "ccode2", "year").unique()
    disputes = np.zeros_like(today.member)
    for one, two, year in rows.iter_rows():
        disputes[today.pair(one, two), today.year(year)] = True
    return disputes


@pytest.fixture(scope="module")
def fighting(classes, gml):
    """Rivals with a GML dispute in t−9 … t."""
    return classes["rivalry"] & recent(gml, 9, 0)


# ── counted simply ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("all", ".0020 .0091 .0179 .0300"),
        ("contiguous", ".0193 .0803 .1499 .2400"),
        ("rivalry", ".0128 .0600 .1032 .1816"),
        ("major rivals", ".0000 .0000 .0000 .0000"),
    ],
)
def test_simple_rates(today, classes, name, figures):
    """Rivals ally six times as often as other pairs: they are neighbours in the same regions."""
    assert printed(simple(today, classes[name], horizon) for horizon in HORIZONS) == figures


def test_simple_rates_of_politically_relevant_pairs(today, classes):
    """Contiguous on land or within 400 miles of water, or a major power among the two."""
    found = [simple(today, classes["politically relevant"], horizon) for horizon in HORIZONS]
    assert printed(found[:1]) == ".0065"
    assert printed(found[1:], 3) == ".028 .054 .088"


def test_the_printed_rates_count_offence_as_defence(today, classes):
    """They are said to rest on `atop_defense`, but that flag alone gives .0090 at five years.

    Offence matters for two dyads only (Israel with Britain and France, Suez 1956), which is
    enough to turn .00905 into .00906; no other class holds them among its last digits.
    """
    found = [simple(today, classes["all"], h, pact=today.defense) for h in HORIZONS]
    assert printed(found) == ".0020 .0090 .0179 .0300"


@pytest.mark.mirror
def test_simple_rates_of_fighting_rivals(today, fighting):
    """Rivals with a GML dispute in the ten years to t ally less than other rivals."""
    found = [simple(today, fighting, horizon) for horizon in HORIZONS]
    assert printed(found) == ".0099 .0392 .0605 .1143"


@pytest.mark.mirror
def test_the_dispute_of_the_year_itself_matters(today, classes, gml):
    """With the window t−10 … t−1 instead of t−9 … t the rates are lower."""
    rows = classes["rivalry"] & recent(gml, 10, 1)
    assert printed(simple(today, rows, h) for h in HORIZONS) == ".0096 .0337 .0549 .1069"


@pytest.mark.mirror
def test_fighting_rivals_on_common_origins(today, fighting):
    """The columns above have different rows; on those of 1946–98 they are one curve."""
    found = [simple(today, fighting, horizon, 1946, 1998) for horizon in HORIZONS]
    assert printed(found) == ".0086 .0350 .0513 .1143"


# ── with censoring handled ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "figures"),
    [("all", ".0020 .0087 .0164 .0291"), ("rivalry", ".0128 .0584 .0977 .1776")],
)
def test_kaplan_meier_rates(today, classes, name, figures):
    assert printed(censored(today, classes[name], horizon) for horizon in HORIZONS) == figures


def test_the_printed_kaplan_meier_rates_count_offence_too(today, classes):
    """The defence flag alone gives .0163 and .0290 at ten and twenty years."""
    found = [censored(today, classes["all"], h, pact=today.defense) for h in HORIZONS]
    assert printed(found) == ".0020 .0087 .0163 .0290"


@pytest.mark.mirror
def test_kaplan_meier_rates_of_fighting_rivals(today, fighting):
    found = [censored(today, fighting, horizon) for horizon in HORIZONS]
    assert printed(found) == ".0099 .0385 .0570 .1165"


# ── rows are not cases ──────────────────────────────────────────────────────────────────


def test_two_great_rivals_never_allied_since_1946(today, classes):
    """129 rows, but five pairs: no bound from 129 independent trials may be printed."""
    rows = between(today, classes["major rivals"] & ~pacts(today), 1946, LAST - 1)
    assert rows.sum() == 129
    at = np.flatnonzero(rows.any(axis=1))
    ones, twos = today.states[today.one[at]].tolist(), today.states[today.two[at]].tolist()
    assert set(zip(ones, twos, strict=True)) == {
        (2, 365),  # the Cold War
        (2, 710),
        (200, 365),  # one year: their treaty of 1942 ran to 1955, their rivalry to 1956
        (365, 710),  # after the treaty of 1950 had lapsed in 1980
        (710, 740),
    }


def test_before_1946_great_rivals_did_ally(today, classes):
    """Since 1816 .016 .078 .168 .314 were printed, from pacts in ATOP's member file.

    The dyad file, which this library reads, gives less: a joint membership does not oblige
    each side towards the other. The figures agree within .02.
    """
    found = [simple(today, classes["major rivals"], horizon, 1816) for horizon in HORIZONS]
    assert printed(found, 3) == ".014 .065 .151 .304"
    assert found == pytest.approx([0.016, 0.078, 0.168, 0.314], abs=0.02)


@pytest.mark.mirror
def test_ninety_four_events_are_twenty_pairs_and_sixteen_decisions(today, fighting, starter):
    """The ten-year events of fighting rivals, by row, by pair, and by treaty and year."""
    pact = pacts(today)
    rows = between(today, fighting & today.member, 1946, LAST - 10)
    events = reached(pact, rows, 10)
    assert events.sum() == 94
    assert events.any(axis=1).sum() == 20
    begun = decisions.attributed(decisions.onsets(today), starter.table("pledge_spells"))
    allied = {
        (one, two, year): (year, atopid)
        for year, atopid, one, two in begun.select("year", "atopid", "state1", "state2").iter_rows()
    }
    behind = set()
    for pair, column in zip(*np.nonzero(events), strict=True):
        one, two = (int(today.states[side[pair]]) for side in (today.one, today.two))
        year = int(today.years[column + 1 + np.argmax(pact[pair, column + 1 :])])
        behind.add(allied[one, two, year])
    assert len(behind) == 16
