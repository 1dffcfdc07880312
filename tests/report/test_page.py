"""The page: whole, valid, silent towards the network, and true to the assessment word by word."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from pages import at, embedded, parsed, strangers, told

import detente
from detente.assessment.schema import Assessment
from detente.dates import human
from detente.errors import BadQuestion
from detente.report import page, page_figures
from detente.report.sections import sections
from detente.states.blocs import BlocTable
from detente.states.names import names
from detente.words import chance, one_in, percent

MEGABYTE = 1_000_000
ORDER = ["answer", "history", "odds", "analogues", "agreement", "sight", "sources"]
BLOCS = sorted(BlocTable.from_facts().keys())
STATES = [str(state) for state in names().states()]
OWN = {"MINSK": "MINSK=BLR,RUS,UKR", "NEW": "NEW=SSD,TLS,MNE"}
DAYS = [
    "1950-06-30",
    "1955-05-14",
    "1959-01-01",
    "1962-10-16",
    "1966-07-01",
    "1969-12-31",
    "1970-01-01",
    "1991-12-26",
    "2003-03-20",
    None,
]
CAUSES = re.compile(
    r"\b(because of|caused?|causes|led to|leads to|due to|thanks to|drove|resulted in)\b", re.I
)


def some_pairs(n: int, seed: int) -> list[tuple[str, str, str | None]]:
    """Pairs of states and blocs with a day each; the same ones every time."""
    chosen = random.Random(seed)
    pool = STATES * 2 + BLOCS * 8 + list(OWN) * 10
    return [(chosen.choice(pool), chosen.choice(pool), DAYS[at % len(DAYS)]) for at in range(n)]


def assessed(a: str, b: str, day: str | None, starter, *, drivers: bool) -> Assessment | None:
    """The answer, or None where the question is refused for a reason."""
    blocs = [OWN[one] for one in dict.fromkeys((a, b)) if one in OWN]
    try:
        return detente.assess(a, b, as_of=day, blocs=blocs, drivers=drivers, vintage=starter)
    except BadQuestion:
        return None


@pytest.fixture(scope="module")
def nato_russia(starter) -> Assessment:
    return detente.assess("NATO", "Russia", vintage=starter)


@pytest.fixture(scope="module")
def written(nato_russia) -> str:
    return page(nato_russia)


def test_the_sections_stand_in_order():
    assert [section.id for section in sections()] == ORDER


def test_one_file_under_five_megabytes_that_loads_nothing(written):
    """No address is loaded: links may lead out, nothing comes in."""
    assert len(written.encode()) < 5 * MEGABYTE
    for attribute in ("src", "srcset", "action", "poster"):
        assert not re.search(rf'\s{attribute}="(?!data:)', written)
    assert "<link" not in written
    assert "@import" not in written
    assert not re.search(r"url\((?!#)", written)
    assert "default-src &#39;none&#39;" in written


def test_every_number_in_a_sentence_is_the_one_in_the_json(written):
    """Each says where it stands; what stands there has that value and may be said like that."""
    tree = parsed(written)
    data = embedded(tree)
    numbers = told(tree)
    assert len(numbers) > 100
    for value, place, words in numbers:
        held = at(data, place)
        if isinstance(held, list | dict):
            assert value == str(len(held)), place
            assert words == f"{len(held):,}", place
        elif isinstance(held, float):
            assert float(value) == held, place
            said = {percent(held), chance(held), one_in(held)} if 0 <= held <= 1 else set()
            said |= {f"{held:.{digits}f}" for digits in range(4)}
            assert words in said, (place, held, words)
        elif isinstance(held, int):
            assert int(value) == held, place
            assert words.replace(",", "") == str(held), place
        elif isinstance(held, str):
            day = date.fromisoformat(held)
            assert words in (human(day), str(day.year)), place
        else:
            raise AssertionError(f"{place} holds {held!r}")


def test_no_other_number_is_in_a_sentence(written):
    assert strangers(parsed(written)) == []


def test_no_sentence_claims_a_cause(written):
    """Where only coincidence is shown, no word says that one thing made another."""
    text = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", written, flags=re.S)
    assert CAUSES.findall(text) == []


def test_every_figure_has_words_and_numbers(nato_russia):
    for name, figure in page_figures(nato_russia).items():
        assert figure.title, name
        assert figure.caption.endswith("."), name
        assert figure.alt, name
        assert figure.words or len(figure.data), name
        assert figure.csv().splitlines()[0], name


def test_every_figure_is_a_chart_that_vega_lite_knows(nato_russia):
    """Parts are put together unchecked, for speed; here the whole is checked."""
    for figure in page_figures(nato_russia, width=336).values():
        figure.chart.to_dict(validate=True)


def test_a_pair_that_never_met_gets_its_sentence_and_the_sources(starter):
    view = detente.assess("East Germany", "Kosovo", vintage=starter)
    tree = parsed(page(view))
    assert [e.get("id") for e in tree.iter("section")] == ["answer", "sources"]


def test_a_quiet_pair_is_told_that_nothing_is_on_record(starter):
    text = page(detente.assess("Bolivia", "Nepal", vintage=starter, drivers=False), draw=False)
    assert "o militarised dispute" in text


@pytest.mark.slow
def test_any_pair_on_any_day_makes_a_valid_page(starter):
    """Two hundred pairs over ten days: blocs, dead states, new ones, blocs of one's own."""
    done = 0
    for at_, (a, b, day) in enumerate(some_pairs(500, seed=14)):
        view = assessed(a, b, day, starter, drivers=at_ % 4 == 0)
        if view is None:
            continue
        tree = parsed(page(view, draw=False))
        assert strangers(tree) == [], (a, b, day)
        done += 1
        if done == 200:
            return
    raise AssertionError(f"only {done} of the questions could be asked")


@pytest.mark.slow
def test_twenty_of_them_are_drawn(starter):
    done = 0
    for a, b, day in some_pairs(60, seed=41):
        view = assessed(a, b, day, starter, drivers=False)
        if view is None:
            continue
        text = page(view)
        parsed(text)
        assert len(text.encode()) < 5 * MEGABYTE
        done += 1
        if done == 20:
            return
    raise AssertionError(f"only {done} of the questions could be asked")
