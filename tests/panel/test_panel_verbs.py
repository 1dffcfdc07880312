"""Verbs of panels: calendar time, conditions, laziness, and bad input refused by name."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import KEYS, events, small

from detente import report
from detente.errors import (
    BadDate,
    BadPanel,
    OutOfCoverage,
    OutputUnwritable,
    OutsideSystem,
    UnknownNoun,
    UnknownVariable,
)
from detente.panel import (
    Panel,
    contiguous,
    dyad_months,
    dyad_years,
    peace_years,
    politically_relevant,
    power_ratio,
    rolling,
    spells,
    state_months,
    state_years,
)
from detente.panel.index import Index
from detente.panel.nouns import NOUNS, alliances, capabilities, contiguity, disputes, majors, noun

Load = Callable[[str], pl.DataFrame]


some_rows = st.lists(st.sampled_from(KEYS.rows()), unique=True)


@settings(max_examples=60, deadline=None)
@given(rows=some_rows, turn=st.randoms(use_true_random=False))
def test_results_ignore_the_order_of_rows_and_of_the_two_states(
    rows: list[tuple[int, int, int]], turn: object
) -> None:
    steps = (peace_years("event"), rolling("event", 3))
    panel = dyad_years(1900, 1915, load=small)
    straight = panel.add(events(rows), *steps).lag("event").collect()
    shuffled = rows.copy()
    turn.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = [(b, a, year) for a, b, year in shuffled]
    assert panel.add(events(turned), *steps).lag("event").collect().equals(straight)
    assert straight.select("state1", "state2", "year").equals(KEYS)


@settings(max_examples=60, deadline=None)
@given(rows=some_rows)
def test_spells_partition_time(rows: list[tuple[int, int, int]]) -> None:
    """Between two events, and from the first row to the first event, every year counts once."""
    panel = dyad_years(1900, 1912, load=small).add(events(rows))
    frame = panel.add(peace_years("event"), spells("event", counting="rows")).collect()
    for _, pair in frame.group_by("state1", "state2", maintain_order=True):
        start, row = pair["year"][0], 0
        for year, happened, calendar, counted in pair.select(
            "year", "event", "peace_years", "spell"
        ).iter_rows():
            assert (calendar, counted) == (year - start, row)
            row += 1
            if happened:
                start, row = year + 1, 0


@settings(max_examples=60, deadline=None)
@given(rows=some_rows, years=st.integers(1, 5))
def test_lags_and_windows_are_those_of_the_calendar(
    rows: list[tuple[int, int, int]], years: int
) -> None:
    panel = dyad_years(1900, 1915, load=small).add(events(rows))
    frame = (
        panel.lag("event", years=years)
        .lead("event", years=years)
        .add(rolling("event", years, name="sum"), rolling("event", years, name="p", partial=True))
        .collect()
    )
    suffix = str(years) if years > 1 else ""
    values = {tuple(row[:3]): row[3] for row in frame.select(*KEYS.columns, "event").rows()}
    for a, b, year, before, after, total, partial in frame.select(
        *KEYS.columns, f"event_lag{suffix}", f"event_lead{suffix}", "sum", "p"
    ).rows():
        assert before == values.get((a, b, year - years))
        assert after == values.get((a, b, year + years))
        window = [
            values[a, b, then]
            for then in range(year - years + 1, year + 1)
            if (a, b, then) in values
        ]
        assert partial == (None if None in window else sum(window))
        assert total == (partial if len(window) == years else None)


@settings(max_examples=30, deadline=None)
@given(rows=some_rows, months=st.integers(1, 30))
def test_months_are_counted_across_years_and_never_across_gaps(
    rows: list[tuple[int, int, int]], months: int
) -> None:
    panel = dyad_months(1900, 1912, load=small).add(events(rows)).lag("event", months=months)
    frame = panel.add(peace_years("event")).collect()
    suffix = str(months) if months > 1 else ""
    keys = ["state1", "state2", "year", "month"]
    values = {tuple(row[:4]): row[4] for row in frame.select(*keys, "event").rows()}
    counts = {tuple(row[:4]): row[4] for row in frame.select(*keys, "peace_years").rows()}
    for a, b, year, month, before in frame.select(*keys, f"event_lag{suffix}").rows():
        then = year * 12 + month - 1 - months
        assert before == values.get((a, b, then // 12, then % 12 + 1))
        earlier = year * 12 + month - 2
        last = (a, b, earlier // 12, earlier % 12 + 1)
        if last in values:
            assert counts[a, b, year, month] == (0 if values[last] else counts[last] + 1)


def test_twelve_months_are_a_year() -> None:
    panel = dyad_months(1900, 1904, load=small).add(events([(1, 2, 1901)]))
    by_year = panel.lag("event", years=1).add(rolling("event", 2)).collect()
    by_month = panel.lag("event", months=12).add(rolling("event", months=24)).collect()
    assert by_year.equals(by_month)
    assert by_year.columns[-2:] == ["event_lag12", "event_last24"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda panel: panel.lag("event", months=2).collect(),
        lambda panel: panel.add(rolling("event", months=2)).collect(),
        lambda panel: panel.lag("event", months=2, years=1),
        lambda panel: panel.lag("event", years=0),
        lambda panel: panel.add(rolling("event")),
        lambda panel: panel.add(peace_years("event", counting="days")),
        lambda panel: panel.where(pl.col("event"), unknown="perhaps"),
        lambda panel: panel.where(pl.col("event") + 1).collect(),
        lambda panel: panel.where(contiguous(6)),
        lambda panel: panel.add(3),
    ],
)
def test_what_makes_no_sense_is_refused(ask: Callable[[Panel], object]) -> None:
    with pytest.raises(BadPanel):
        ask(dyad_years(1900, 1905, load=small).add(events([])))


# ── history ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.mirror
def test_lags_never_cross_a_gap(load: Load) -> None:
    """France is no member of the system in 1943: it leaves in July 1942 and returns in 1944."""
    frame = (
        state_years(1938, 1950, load=load).add(capabilities(keep=["cinc"])).lag("cinc").collect()
    )
    france = frame.filter(pl.col("state") == 220)
    assert 1943 not in france["year"]
    back = france.filter(pl.col("year") == 1944)
    assert back["cinc_lag"].item() is None
    on = france.filter(pl.col("year") == 1942)
    assert on["cinc_lag"].item() == france.filter(pl.col("year") == 1941)["cinc"].item()


@pytest.mark.mirror
def test_france_and_estonia_count_calendar_years(load: Load) -> None:
    """22 in 1940; in 1991 73 years since 1918 as the calendar has it, 23 rows on as R has it."""
    panel = dyad_years(1816, 2010, load=load).add(
        disputes(), peace_years("gmlmidongoing"), spells("gmlmidongoing", counting="rows")
    )
    counted = panel.pair(366, 220).collect().select("year", "peace_years", "spell").rows()
    by_year = {year: (calendar, rows) for year, calendar, rows in counted}
    assert [by_year[year] for year in (1918, 1940, 1991)] == [(0, 0), (22, 22), (73, 23)]


@pytest.mark.mirror
def test_an_undirected_pledge_is_the_stronger_of_both_directions(load: Load) -> None:
    keys = ["state1", "state2", "year"]
    once = dyad_years(1935, 1940, load=load).add(alliances()).collect()
    twice = dyad_years(1935, 1940, directed=True, load=load).add(alliances()).collect()
    low, high = pl.min_horizontal("state1", "state2"), pl.max_horizontal("state1", "state2")
    stronger = twice.with_columns(state1=low, state2=high).group_by(keys).max().sort(keys)
    assert stronger.select(once.columns).equals(once)
    turned = twice.rename({"state1": "state2", "state2": "state1"}).select(twice.columns).sort(keys)
    assert not turned.equals(twice), "Britain's guarantee to Poland of 1939 came before Poland's"
    assert turned["atop_nonagg"].equals(twice["atop_nonagg"])


@pytest.mark.mirror
def test_the_soviet_union_bordered_on_afghanistan(load: Load) -> None:
    """The published file has a marker 0 over the same years, which is no border."""
    panel = dyad_years(1816, 2016, load=load).add(contiguity()).pair(700, 365)
    assert panel.at(1950).collect()["conttype"].to_list() == [1]
    assert panel.at(1995).collect()["conttype"].to_list() == [0]


@pytest.mark.mirror
def test_borders_are_unknown_where_the_record_ends(load: Load) -> None:
    panel = dyad_years(2015, 2017, system="gw", load=load).add(contiguity())
    frame = panel.collect()
    after = frame.filter(pl.col("year") == 2017)
    assert after["conttype"].null_count() == after.height
    assert panel.coverage()["outside"].item() == frame["conttype"].null_count()
    with pytest.raises(OutOfCoverage, match=r"\.between\(2015, 2016\)"):
        dyad_years(2015, 2017, system="gw", outside="error", load=load).add(contiguity()).collect()


@pytest.mark.mirror
def test_a_value_is_carried_only_where_one_says_so_and_is_marked(load: Load) -> None:
    panel = dyad_years(2016, 2017, system="gw", load=load).add(contiguity(carry="1y"))
    after = panel.at(2017).collect()
    assert after["contiguity_carried"].sum() > 10_000
    assert after.filter("contiguity_carried")["conttype"].null_count() < after.height


# ── conditions ──────────────────────────────────────────────────────────────────────────


@pytest.mark.mirror
def test_relevant_dyads_are_neighbours_or_those_of_a_major_power(load: Load) -> None:
    panel = dyad_years(1950, 1950, load=load).add(contiguity(), majors())
    kept = panel.where(politically_relevant).pairs()
    assert (2, 666) in kept, "a major power and anyone"
    assert (651, 666) in kept, "Egypt and Israel, neighbours"
    assert (140, 666) not in kept, "Brazil and Israel, neither"
    assert panel.where(contiguous).pairs() < kept
    assert panel.where(contiguous(1)).pairs() < panel.where(contiguous).pairs()


@pytest.mark.mirror
def test_relevance_is_unknown_after_2016_and_says_so(load: Load) -> None:
    """The R package drops these rows in silence."""
    panel = dyad_years(2016, 2017, system="gw", load=load).add(contiguity(), majors())
    whole = panel.collect()
    row = panel.where(politically_relevant).coverage().row(-1, named=True)
    unknown = whole.select(keep=politically_relevant())["keep"].null_count()
    assert row["noun"] == "where politically_relevant"
    assert row["outside"] == unknown >= whole.filter(pl.col("year") == 2017).height
    dropped = panel.where(politically_relevant).collect().height
    assert panel.where(politically_relevant, unknown="keep").collect().height == dropped + unknown
    with pytest.raises(OutOfCoverage, match="unknown for") as refused:
        panel.where(politically_relevant, unknown="error").collect()
    assert refused.value.unknown == unknown


def test_a_condition_on_what_was_not_added_names_the_noun() -> None:
    with pytest.raises(UnknownVariable, match=r"\.add\(contiguity\(\)\)"):
        dyad_years(1900, 1901, load=small).where(politically_relevant).collect()


def test_where_keeps_only_what_is_true() -> None:
    panel = dyad_years(1910, 1915, load=small).add(events([(1, 2, 1911)]))
    kept = panel.where(pl.col("event") == 0).collect()
    assert kept["year"].unique().sort().to_list() == [1910, 1911, 1912]
    assert (1, 2, 1911) not in kept.select("state1", "state2", "year").rows()


# ── bad input ───────────────────────────────────────────────────────────────────────────


def test_unknown_names_come_with_suggestions() -> None:
    with pytest.raises(UnknownNoun) as nobody:
        noun("contiguty")
    assert nobody.value.suggestions == ("contiguity",)
    with pytest.raises(UnknownVariable) as nothing:
        dyad_years(1900, 1901, load=small).add(events([])).lag("evnt").collect()
    assert nothing.value.suggestions == ("event",)
    with pytest.raises(UnknownVariable, match="has no variable 'cincc'"):
        capabilities(keep=["cincc"])


def test_a_second_noun_of_the_same_columns_is_refused_by_name() -> None:
    twice = dyad_years(1900, 1901, load=small).add(events([]), events([]))
    with pytest.raises(BadPanel, match="events would add event"):
        twice.collect()


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda: dyad_years(1800, 1900), OutsideSystem, "1816–2016"),
        (lambda: dyad_years(1900, 2027), OutsideSystem, "1816–2016"),
        (lambda: state_months(1900, 2027, system="gw"), OutsideSystem, "1816–2017"),
        (lambda: dyad_months(1910, 1900), BadPanel, "first year first"),
        (lambda: dyad_years(1900, 1901, system="un"), BadPanel, "cow and gw"),
        (lambda: dyad_years(1900, 1901, outside="zero"), BadPanel, "missing"),
        (lambda: dyad_years(1900, 1901, as_of="soon"), BadDate, "no date"),
        (lambda: state_years(1900, 1901, partial="most", load=small).collect(), BadPanel, "any"),
        (
            lambda: state_years(1900, 1901, load=small).add(contiguity()).collect(),
            BadPanel,
            "pairs of states",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_clear_error(
    ask: Callable[[], object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask()


OWN = pl.DataFrame({"state1": [1, 1], "state2": [2, 3], "year": [1903, 1903], "mine": [7, 8]})


def test_a_frame_of_ones_own_is_joined_whatever_the_order_of_its_states() -> None:
    panel = dyad_years(1903, 1904, load=small)
    turned = OWN.rename({"state1": "state2", "state2": "state1"})
    for frame in (OWN, turned, OWN.reverse()):
        joined = panel.add(frame, on=["state1", "state2", "year"]).collect()
        assert joined.height == panel.collect().height
        assert joined.filter(pl.col("mine").is_not_null())["mine"].to_list() == [7, 8]


def test_a_frame_of_ones_own_by_month() -> None:
    own = pl.DataFrame({"state": [1], "year": [1903], "month": [5], "mine": [7]})
    joined = state_months(1903, 1903, load=small).add(own).collect()
    assert joined.filter(pl.col("mine").is_not_null()).select("state", "month").rows() == [(1, 5)]


@pytest.mark.parametrize(
    ("frame", "on", "words"),
    [
        (pl.concat([OWN, OWN]), None, "repeated keys"),
        (OWN.with_columns(pl.col("year").cast(pl.String)), None, "'year' of your frame is String"),
        (OWN.with_columns(pl.col("year").cast(pl.Float64)), None, "Float64"),
        (OWN.with_columns(year=None), None, "Null"),
        (OWN.with_columns(year=pl.Series([1903, None])), None, "has nulls"),
        (OWN, ["state1", "month"], "'month' is no key"),
        (OWN.drop("year"), ["year"], "no column 'year'"),
        (OWN.select("mine"), None, "shares no key"),
        (OWN.rename({"mine": "event"}), None, "would add event"),
    ],
)
def test_a_frame_of_ones_own_that_does_not_fit_is_refused(
    frame: pl.DataFrame, on: list[str] | None, words: str
) -> None:
    panel = dyad_years(1900, 1905, load=small).add(events([])).add(frame, on=on)
    with pytest.raises(BadPanel, match=words):
        panel.collect()


def test_two_rows_that_are_one_undirected_dyad_are_repeated_keys() -> None:
    both = pl.concat(
        [OWN[:1], OWN[:1].rename({"state1": "state2", "state2": "state1"}).select(OWN.columns)]
    )
    with pytest.raises(BadPanel, match="repeated keys"):
        dyad_years(1903, 1903, load=small).add(both).collect()
    assert (
        dyad_years(1903, 1903, directed=True, load=small).add(both).collect()["mine"].count() == 2
    )


# ── laziness ────────────────────────────────────────────────────────────────────────────


def counting(panel: Panel) -> tuple[Panel, list[int]]:
    """The panel, and a list to which it adds the rows it builds each time."""
    built: list[int] = []

    def watched(build: Callable[[Load, int, int], Index]) -> Callable[[Load, int, int], Index]:
        def run(load: Load, first: int, last: int) -> Index:
            index = build(load, first, last)
            built.append(len(index))
            return index

        return run

    narrow = panel.unit.narrow
    unit = replace(
        panel.unit,
        build=watched(panel.unit.build),
        narrow=None if narrow is None else lambda only: watched(narrow(only)),
    )
    return Panel(unit, load=panel.load), built


@pytest.mark.mirror
@pytest.mark.parametrize("unit", [dyad_years, dyad_months])
def test_one_dyad_or_one_year_does_not_build_the_frame(
    load: Load, unit: Callable[..., Panel]
) -> None:
    panel, built = counting(unit(1816, 2016, load=load))
    assert built == []
    panel = panel.add(contiguity(), capabilities(keep=["cinc"]))
    one = panel.pair(365, 2).collect()
    assert built == [one.height] and 0 < one.height <= 201 * 12
    year = panel.at(1950).collect()
    assert built[1:] == [year.height] and year.height < 40_000


def test_history_is_built_before_it_is_cut() -> None:
    """A year asked for after peace_years has the years behind it."""
    panel, built = counting(dyad_years(1900, 1912, load=small))
    panel = panel.add(events([(1, 2, 1902)]), peace_years("event"))
    cut = panel.pair(1, 2).at(1904).collect()
    assert cut["peace_years"].to_list() == [1]
    assert built == [5]


def test_what_is_known_of_a_panel_is_learnt_in_one_building() -> None:
    panel, built = counting(dyad_years(1900, 1905, load=small))
    panel.collect()
    panel.coverage(), panel.dictionary()
    assert len(built) == 1


# ── out of the panel ────────────────────────────────────────────────────────────────────


@pytest.fixture
def panel() -> Panel:
    """A panel with whole numbers, unknown ones and a count."""
    return dyad_years(1910, 1914, load=small).add(events([(1, 2, 1911)]), peace_years("event"))


def test_parquet_and_csv_hold_the_panel(panel: Panel, tmp_path: Path) -> None:
    panel.to_parquet(tmp_path / "panel.parquet")
    panel.to_csv(tmp_path / "panel.csv")
    frame = panel.collect()
    assert pl.read_parquet(tmp_path / "panel.parquet").equals(frame)
    assert pl.read_csv(tmp_path / "panel.csv", schema=frame.schema).equals(frame)
    assert {path.name for path in tmp_path.iterdir()} == {"panel.parquet", "panel.csv"}


def test_a_file_that_cannot_be_written_is_said_to_be(panel: Panel, tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        panel.to_parquet(tmp_path / "nowhere" / "panel.parquet")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputUnwritable):
        panel.to_csv(tmp_path / "folder.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_pandas_keeps_whole_numbers_whole(panel: Panel) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = panel.to_pandas()
    assert str(frame["event"].dtype) == "Int8"
    assert frame["event"].isna().sum() == panel.collect()["event"].null_count() > 0
    assert list(frame.columns) == panel.collect().columns


def test_numpy_has_one_array_a_column(panel: Panel) -> None:
    arrays = panel.to_numpy()
    assert list(arrays) == panel.collect().columns
    assert np.isnan(arrays["event"]).sum() == panel.collect()["event"].null_count()


def test_arrow_has_the_same_columns(panel: Panel) -> None:
    pytest.importorskip("pyarrow")
    assert panel.to_arrow().column_names == panel.collect().columns


def test_keep_leaves_the_keys_and_what_was_asked_for(panel: Panel) -> None:
    assert panel.keep("peace_years").collect().columns == [
        "state1",
        "state2",
        "year",
        "peace_years",
    ]
    with pytest.raises(UnknownVariable, match="peace_years"):
        panel.keep("peace_year").collect()


@pytest.mark.mirror
def test_a_panel_says_where_it_comes_from(load: Load) -> None:
    panel = dyad_years(2000, 2001, load=load).add(
        contiguity(), alliances(), capabilities(keep=["cinc"])
    )
    assert panel.provenance()["source"].to_list() == [
        "cow_states",
        "contiguity",
        "atop_dyads",
        "nmc",
    ]
    assert panel.provenance()["sha256"].str.len_chars().to_list() == [64] * 4
    assert panel.citation().count("@") >= 3
    assert "Stinnett" in panel.citation()
    assert panel.duplicates().is_empty()
    assert panel.keep("cinc").collect().columns[3:] == ["cinc1", "cinc2"]
    assert set(panel.dictionary()["column"]) == set(panel.collect().columns[3:])


@pytest.mark.mirror
def test_the_power_ratio_is_one_or_more_whoever_comes_first(load: Load) -> None:
    panel = dyad_years(1950, 1950, directed=True, load=load)
    frame = panel.add(capabilities(keep=["cinc"]), power_ratio()).collect()
    assert frame["power_ratio"].min() >= 1  # type: ignore[operator]
    turned = frame.select(
        pl.col("state2").alias("state1"), pl.col("state1").alias("state2"), "power_ratio"
    )
    assert turned.sort("state1", "state2")["power_ratio"].equals(frame["power_ratio"])


# ── pictures and words ──────────────────────────────────────────────────────────────────


def test_the_picture_of_coverage_shows_the_least_that_is_known() -> None:
    panel = dyad_years(1908, 1915, load=small).add(events([]))
    coverage = panel.coverage()
    lines = report.coverage_picture(coverage, first=1908, last=1915).splitlines()
    assert lines[:2] == ["events  1816–1912  3 rows unknown (17%)", "  █████///"]
    narrow = report.coverage_picture(coverage, first=1816, last=1915, width=40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert "/" in narrow
    drawn = report.coverage_svg(coverage, first=1908, last=1915)
    assert 'fill="url(#unknown)"' in drawn
    assert 'aria-label="0 of 1 are known' in drawn
    assert "Nothing was added" in report.coverage_picture(
        dyad_years(1908, 1909, load=small).coverage()
    )


def test_every_column_of_every_noun_has_one_meaning() -> None:
    from detente.panel.dictionary import noun_of, variables

    names = [entry.variable.name for entry in variables()]
    assert len(names) == len(set(names))
    named = {entry.noun.name for entry in variables()}
    assert set(NOUNS) <= named
    assert "cowmidonset" in {entry.variable.name for entry in variables()}
    for entry in variables():
        assert entry.variable.label and entry.variable.unit, entry.variable.name
        assert noun_of(entry.variable.name) == entry.noun.name
    assert noun_of("cinc1") == noun_of("cinc2") == "capabilities"
    assert noun_of("nothing") is None
    assert {entry.variable.name for entry in variables("pledge consultation force")} == {
        "atop_consul"
    }
