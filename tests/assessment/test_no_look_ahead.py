"""Nothing that lay ahead of a day shows in an answer about that day.

Every test makes a vintage whose future is false and asserts that the answer is the same to
the last byte. Provenance is left out of the comparison: it holds the hashes of the tables,
and a table with another future has another hash; so is the track record, which says whether it
was scored on these very tables.
"""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
from altering import HOWS, Altered, altered_facts

import detente
from detente import facts
from detente.measures.listed import bodies
from detente.states.lineage import successions
from detente.states.names import names

QUESTIONS = {
    date(1950, 6, 30): [("220", "260"), ("NATO", "365"), ("651", "666")],
    date(1975, 12, 31): [("651", "666"), ("NATO", "365"), ("2", "710"), ("ASEAN", "710")],
    date(1991, 12, 26): [("NATO", "365"), ("345", "255"), ("2", "365")],
    date(2003, 3, 20): [("NATO", "RUS"), ("2", "645"), ("EU", "TUR"), ("750", "770")],
    date(2014, 2, 28): [("NATO", "RUS"), ("RUS", "UKR"), ("CSTO", "NATO"), ("LIEN=RUS,BLR", "DEU")],
    date(2022, 3, 1): [("NATO", "RUS"), ("FIN", "RUS"), ("AUS", "CHN"), ("EU", "GBR")],
}
"""Numbers where the name of the day is not the one of today."""

TABLES = (
    "state_spells",
    "pledge_spells",
    "dispute_years",
    "war_years",
    "ucdp_years",
    "rivalry_spells",
    "contiguity_spells",
    "majors",
    "capabilities",
    "regimes",
    "ideal_points",
    "bloc_members",
    "bloc_rules",
    "treaties",
    "later_pacts",
    "later_events",
)
CASES = [
    pytest.param(day, how, seed, id=f"{day}-{how}-{seed}")
    for seed, day in enumerate(QUESTIONS)
    for how in HOWS
]


def told(vintage, a, b, day):
    """The answer as JSON, without provenance."""
    blocs = [text for text in (a, b) if "=" in text]
    a, b = (text.split("=")[0] for text in (a, b))
    view = detente.assess(a, b, as_of=day, blocs=blocs, vintage=vintage)
    return view.model_dump_json(by_alias=True, exclude={"provenance", "track_record"}, indent=1)


@pytest.fixture(scope="module")
def true_answers(starter):
    """Every question, answered from the true vintage."""
    return {
        (day, pair): told(starter, *pair, day) for day, pairs in QUESTIONS.items() for pair in pairs
    }


@pytest.fixture
def other_facts(monkeypatch):
    """Reads the facts of another future until the test is over."""

    def use(read):
        monkeypatch.setattr(facts, "read", read)
        for memory in (names, successions, bodies):
            memory.cache_clear()

    yield use
    monkeypatch.undo()
    for memory in (names, successions, bodies):
        memory.cache_clear()


@pytest.mark.parametrize(("day", "how", "seed"), CASES)
def test_another_future_gives_the_same_answer(starter, true_answers, other_facts, day, how, seed):
    """Tables and facts alike: rows after the day deleted, moved, or dealt out anew."""
    other = Altered(starter, day, how, seed)
    other_facts(altered_facts(day, how, seed))
    for pair in QUESTIONS[day]:
        assert told(other, *pair, day) == true_answers[day, pair], pair


# ── the tests above can fail ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("name", TABLES)
def test_every_table_an_answer_reads_is_falsified(starter, name, how):
    """Otherwise a table might be safe here only because nobody touched it."""
    day = date(1975, 12, 31)
    other = Altered(starter, day, how, seed=1).table(name)
    assert not other.sort(other.columns).equals(starter.table(name).sort(other.columns))


@pytest.mark.parametrize(
    "name",
    ["names", "continues", "bloc_names", "pacts_ended", "bodies", "body_dates", "blocs"],
)
def test_the_facts_beside_the_tables_are_falsified(name):
    assert not altered_facts(date(1975, 12, 31), "deleted", 1)(name).equals(facts.read(name))


@pytest.mark.parametrize(
    ("day", "before", "pair", "what"),
    [
        (date(1975, 12, 31), date(1975, 9, 3), ("651", "666"), "the second Sinai agreement"),
        (date(2004, 6, 1), date(2004, 3, 28), ("NATO", "RUS"), "seven states joining NATO"),
        (date(2023, 6, 1), date(2021, 12, 31), ("RUS", "UKR"), "the war of 2022"),
        (date(2024, 12, 31), date(2024, 6, 1), ("PRK", "RUS"), "the treaty of June 2024"),
        (date(1993, 1, 1), date(1988, 1, 1), ("2", "365"), "the end of a rivalry in 1989"),
    ],
)
def test_what_lies_before_the_day_does_change_the_answer(starter, day, before, pair, what):
    """The same falsification, from a day too early, cannot stay unseen."""
    other = Altered(starter, before, "deleted", seed=3)
    assert told(other, *pair, day) != told(starter, *pair, day), what


def test_one_dispute_of_last_year_is_seen_and_one_of_this_year_is_not(starter):
    """Year t is known on 1 January of t+1: the line runs between two dates of one week."""
    other = Altered(starter, date(1999, 12, 31), "deleted", seed=3)
    assert told(other, "IND", "PAK", date(1999, 12, 31)) == told(
        starter, "IND", "PAK", date(1999, 12, 31)
    )
    assert told(other, "IND", "PAK", date(2000, 1, 1)) != told(
        starter, "IND", "PAK", date(2000, 1, 1)
    )


# ── words ───────────────────────────────────────────────────────────────────────────────

SILENT = {"source", "url", "vintage", "provenance", "limits", "atopid", "dispnum", "track_record"}
"""Keys that hold no word on the relationship: who published what, numbers of records, and what
the models behind the odds were worth over all years scored, which the answer says."""


def texts(part, path=""):
    """Every text and number of an answer about the relationship, with where it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in SILENT:
                yield from texts(value, f"{path}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, path)
    elif part is not None and not isinstance(part, float):
        yield path, str(part)


def later_years(view):
    """Texts that name a year after the day of the answer."""
    year = view.question.as_of.year
    return [
        (path, text)
        for path, text in texts(view.model_dump(mode="json", by_alias=True))
        for found in re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", text)
        if int(found) > year
    ]


ASKED = [
    ("220", "260", "1950-06-30"),
    ("NATO", "365", "1953-12-31"),
    ("2", "365", "1960-12-31"),
    ("EU", "365", "1975-12-31"),
    ("350", "345", "1970-12-31"),
    ("ARABLEAGUE", "666", "1975-12-31"),
    ("345", "365", "1990-01-01"),
    ("G7", "CHN", "2014-12-31"),
    ("OAU_AU", "ISR", "1975-12-31"),
    ("2", "710", "1965-12-31"),
]


@pytest.mark.parametrize(("a", "b", "day"), ASKED)
def test_no_later_year_is_named(ask, a, b, day):
    assert later_years(ask(a, b, day)) == []


@pytest.mark.parametrize(("a", "b", "day"), [asked for asked in ASKED if asked[2] < "1991"])
def test_no_name_of_a_later_state_is_used(ask, a, b, day):
    """No Russia under Brezhnev, no Czech Republic before 1993, wherever a state is named."""
    view = ask(a, b, day)
    named = {member.name for side in (view.question.a, view.question.b) for member in side.members}
    named |= {name for one in view.analogues if one.year > 1922 for name in (one.one, one.two)}
    named |= {name for run in view.history.allied for name in (run.one, run.two)}
    named |= set(view.history.of.split("–"))
    assert not named & {"Russia", "Czech Republic", "Slovakia", "Ukraine", "Serbia", "Croatia"}


def test_the_unification_of_germany_does_not_show_in_january_1990(ask):
    view = ask("260", "265", "1990-01-01")
    assert view.question.a.ended is None
    assert (view.question.a.name, view.question.b.name) == ("West Germany", "East Germany")
    assert view.question.b.successors == []
    assert "unif" not in view.model_dump_json(exclude={"provenance", "limits"})


# ── leaks that were mended ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("a", "b", "day", "signed"),
    [
        ("NAM", "ZAF", "2003-03-20", "SADC's defence pact, 26 August 2003"),
        ("FIN", "SWE", "2007-06-30", "the Treaty of Lisbon, 13 December 2007"),
    ],
)
def test_a_treaty_binds_from_its_signature_and_not_from_new_year(lead, a, b, day, signed):
    assert lead(a, b, day).pledge.rung < 3, signed


def test_the_group_of_eight_does_not_know_of_2014(ask):
    assert later_years(ask("G7", "CHN", "2000-12-31")) == []


def test_the_first_rivalry_of_two_does_not_announce_the_second(ask):
    """China and the United States: 1949–72, and again since 1996."""
    assert not [
        r.name for r in ask("2", "710", "1965-12-31").history.rivalries if r.name.endswith(" 1")
    ]


def test_the_treaty_of_brussels_does_not_know_the_western_european_union(ask):
    """The union is of October 1954."""
    assert "Western European Union" not in ask("200", "220", "1950-06-30").model_dump_json()


def test_britain_joined_the_baghdad_pact_on_a_known_day(ask):
    """5 April 1955; only when it left in 1979 is known to no more than the month."""
    assert not [
        text for text in ask("CENTO", "365", "1955-12-31").question.a.notes if "month" in text
    ]


@pytest.mark.parametrize(
    ("a", "b", "day", "last"),
    [
        ("USA", "IRQ", "2003-03-19", 1991),
        ("IND", "PAK", "1965-06-30", 1949),
        ("EGY", "ISR", "1956-06-30", 1949),
        ("IRN", "IRQ", "1980-09-01", None),
    ],
)
def test_a_war_does_not_cast_its_shadow_before(lead, a, b, day, last):
    """On the eve of each war the dispute that led to it was running, and was none yet."""
    assert lead(a, b, day).hostility.last_war == last


def test_a_pact_signed_and_not_yet_in_force_counts_by_what_is_known(starter):
    """Signed on 19 June 2024, and counted from then: when it takes force moves nothing."""
    day = date(2024, 9, 1)
    other = Altered(starter, day, "deleted", seed=1)
    pacts = other.table("later_pacts")
    ahead = pl.col("date_in_force") > day
    other._frames["later_pacts"] = pacts.with_columns(
        date_in_force=pl.when(~ahead).then("date_in_force")
    )
    assert told(other, "PRK", "RUS", day) == told(starter, "PRK", "RUS", day)
