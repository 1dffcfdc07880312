"""Bodies whose members were read to the day: who was in them, and where they are laid."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from detente import facts, store
from detente.evaluate.staggered import Staggered
from detente.measures import listed, organisations
from detente.models.past import FIRST_YEAR_FITTED, Past
from detente.states.systems import StateTable

SOUTH_AFRICA, DR_CONGO, MADAGASCAR, ANGOLA, RWANDA, RUSSIA = 560, 490, 580, 540, 517, 365
COMOROS, SOMALIA, TUNISIA, SOUTH_SUDAN, ERITREA, FINLAND = 581, 520, 616, 626, 531, 375
LIECHTENSTEIN, SAN_MARINO, WEST_GERMANY, GREECE, GABON, MAURITIUS = 223, 331, 260, 350, 481, 590
BAHAMAS, BOLIVIA, CHILE, UNITED_KINGDOM, MOROCCO = 31, 145, 155, 200, 600
SOUTHERN = {551, 552, 553, 570, 571}  # Zambia, Zimbabwe, Malawi, Lesotho, Botswana

DIFFER = {
    "sadc": {DR_CONGO, SOUTH_AFRICA, MAURITIUS, MADAGASCAR},
    "eccas": {RWANDA, GABON},
    "coe": {FINLAND, LIECHTENSTEIN, SAN_MARINO, WEST_GERMANY, GREECE},
    "comesa": {DR_CONGO, ERITREA, SOMALIA, SOUTH_SUDAN},
    "eac": SOUTHERN,
    "igad": {SOUTH_SUDAN},
    "cemac": set(),
    "caricom": {BAHAMAS},
    "mercosur": {BOLIVIA, CHILE},
}
"""Whose membership before 2014 differs from COW's by more than a year; HOLES.md says how."""


@pytest.fixture(scope="module")
def starter():
    return store.vintage("starter")


@pytest.fixture(scope="module")
def states(starter):
    return StateTable(starter.table("state_spells"))


@pytest.mark.parametrize(
    ("body", "state", "day", "inside"),
    [
        ("sadc", SOUTH_AFRICA, date(1994, 8, 28), False),
        ("sadc", SOUTH_AFRICA, date(1994, 8, 29), True),
        ("sadc", DR_CONGO, date(1997, 9, 7), False),
        ("sadc", DR_CONGO, date(1997, 9, 8), True),
        ("sadc", MADAGASCAR, date(2005, 8, 17), False),
        ("sadc", MADAGASCAR, date(2005, 8, 18), True),
        ("sadc", MADAGASCAR, date(2010, 1, 1), True),  # suspended, a member
        ("sadc", COMOROS, date(2017, 8, 20), True),
        ("eccas", ANGOLA, date(1998, 12, 31), False),
        ("eccas", ANGOLA, date(1999, 12, 31), True),
        ("eccas", RWANDA, date(2007, 7, 1), False),
        ("eccas", RWANDA, date(2016, 12, 31), True),
        ("eccas", RWANDA, date(2026, 6, 1), False),
        ("coe", RUSSIA, date(1996, 2, 27), False),
        ("coe", RUSSIA, date(1996, 2, 28), True),
        ("coe", RUSSIA, date(2022, 3, 16), True),
        ("coe", RUSSIA, date(2022, 3, 17), False),
        ("comesa", TUNISIA, date(2018, 7, 18), True),
        ("eac", DR_CONGO, date(2022, 7, 11), True),
        ("igad", ERITREA, date(2026, 6, 1), False),
        ("eu", UNITED_KINGDOM, date(2020, 1, 31), True),
        ("eu", UNITED_KINGDOM, date(2020, 2, 1), False),
        ("au", MOROCCO, date(2017, 1, 31), True),
    ],
)
def test_who_was_in_on_a_day(states, body, state, day, inside):
    assert (state in listed.known_on(day, states)[body]) is inside


def test_bodies_are_there_from_their_founding_to_their_end(states):
    """The conference and the community, and the organisation before the union."""
    before, after = (listed.known_on(date(1992, 8, day), states) for day in (16, 18))
    assert "sadc" not in before and "sadcc" not in before  # of the conference only its end was read
    assert len(after["sadc"]) == 10 and not after["sadcc"]
    before, after = (listed.known_on(date(2002, 7, day), states) for day in (8, 9))
    assert len(before["oau"]) == len(after["au"]) > 50
    assert "au" not in before and not after["oau"]


def test_every_body_has_its_dates():
    """A body with members was founded; every bloc named is one; nothing is later than June 2026."""
    dates = facts.read("body_dates")
    assert set(facts.read("bodies")["body"]) <= set(dates.filter(pl.col("bloc").is_null())["body"])
    assert set(dates["bloc"].drop_nulls()) <= set(facts.read("blocs")["bloc"])
    for body in listed.bodies().values():
        assert (body.spells is None) == (body.founded is None), body.name
        assert (body.spells is not None) or body.ended is not None, body.name
    rows = facts.read("bodies")
    assert rows["counts_from"].max() <= date(2026, 6, 1)
    assert (rows["counts_to"].fill_null(date.max) >= rows["counts_from"]).all()
    unread = rows.filter(pl.col("source_url").is_null())
    assert set(unread["source_publisher"]) == {"customary; no source read"}
    assert unread["unconfirmed"].all()


def years_of(body, states):
    """State → the years before 2014 on a day of which it was in."""
    found = {}
    day = body.founded
    while day.year <= 2013:
        for state in listed.known_on(day, states)[body.name]:
            found.setdefault(state, set()).add(day.year)
        day = day + timedelta(days=91)
    return found


@pytest.mark.parametrize("name", DIFFER)
def test_before_2014_they_agree_with_the_coded_list(starter, states, name):
    """To within a year, except for the states named above."""
    ours = years_of(listed.bodies()[name], states)
    coded = {}
    rows = starter.table("igo_spells").filter(pl.col("igo") == name)
    last = min(rows["last"].max(), 2013)  # the list of ECCAS ends in 2011
    for state, first, until in rows.select("state", "first", "last").iter_rows():
        coded.setdefault(state, set()).update(range(first, min(until, last) + 1))
    assert set(ours) | set(coded)
    differ = set()
    for state in set(ours) | set(coded):
        mine = {year for year in ours.get(state, ()) if year <= last}
        theirs = coded.get(state, set())
        if any(
            not {year - 1, year, year + 1} & other
            for some, other in ((mine, theirs), (theirs, mine))
            for year in some
        ):
            differ.add(state)
    assert differ == DIFFER[name]


@pytest.mark.parametrize("day", [date(1997, 1, 1), date(2015, 1, 1)])
def test_within_the_coded_list_nothing_is_laid_over(starter, day):
    past = Past(starter, day)
    found = past.organisations
    coded = organisations.coded(starter, past.cube, FIRST_YEAR_FITTED)
    assert found.names == coded.names
    assert np.array_equal(found.member, coded.member)


def test_after_it_they_are(starter):
    """Years to 2014 stay; the last coded year of alliances shows the day."""
    past = Past(starter, starter.date)
    found, coded = past.organisations, organisations.coded(starter, past.cube, FIRST_YEAR_FITTED)
    kept, end = len(coded.names), coded.end
    assert (found.names[:kept], found.names[kept:]) == (coded.names, ("eaeu",))
    until = end + 1 - coded.first
    assert np.array_equal(found.member[:kept, :, :until], coded.member[:, :, :until])
    assert not found.member[kept:, :, :until].any()

    def inside(name, state, year):
        where = int(np.flatnonzero(past.cube.states == state)[0])
        return bool(found.at(year)[found.names.index(name), where])

    assert inside("coe", RUSSIA, 2017)
    assert not inside("coe", RUSSIA, 2018)  # the walk to the day begins there
    assert not inside("sadc", COMOROS, 2016) and inside("sadc", COMOROS, 2017)
    untouched = [at for at, name in enumerate(coded.names) if name not in listed.bodies()]
    old = past.cube.states != SOUTH_SUDAN  # which is young, and given what it may belong to
    assert np.array_equal(found.member[untouched][:, old], coded.member[untouched][:, old])


def test_a_past_day_knows_nothing_later(starter):
    """On the first day of 2019 Russia is in the Council of Europe, Somalia not yet in the EAC."""
    past = Past(starter, date(2019, 1, 1))
    found = past.organisations
    where = {int(state): at for at, state in enumerate(past.cube.states)}
    assert found.at(2018)[found.names.index("coe"), where[RUSSIA]]
    assert not found.at(2018)[found.names.index("eac"), where[SOMALIA]]


def test_back_casts_know_the_bodies_to_their_year(starter):
    """In 2000 the coded list ends in 1988; the community of 1992 is known, later members are not."""
    past = Staggered(starter, 2000)
    found = past.organisations
    where = {int(state): at for at, state in enumerate(past.cube.states)}
    sadc = found.at(2000)[found.names.index("sadc")]
    assert sadc[where[SOUTH_AFRICA]] and not sadc[where[MADAGASCAR]]
    assert not found.at(2000)[found.names.index("sadcc")].any()
    assert found.end == 1988
