"""A track record as text: each model beside the base rate, with the decisions behind each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from detente.report.layout import Page
from detente.words import count, listing, percent, significant

if TYPE_CHECKING:
    from detente.evaluate.scored import TrackRecord

Frame = pl.DataFrame
Row = dict[str, Any]
Say = Callable[[Row], str]

TITLES = {
    "defence_pact": "A defence pact within {}",
    "stronger_pledge": "A stronger pledge within {}",
    "dispute": "A new militarised dispute within {}",
    "violent_dispute": "A new violent dispute within {}",
    "rivalry_end": "The end of a rivalry within {}",
}
SKILLS = {"log_skill": "log skill, %", "brier_skill": "Brier skill, %"}
PLACES = {
    "auc": "AUC",
    "ap": "AP",
    "lift": "lift",
}
TOPS = {"top_1": "top 1%", "top_3": "top 3%", "top_5": "top 5%", "top_10": "top 10%"}
MISS = 0.90  # a decision that ranked below is a miss
LISTED = 8  # hits and misses by name
NOTHING = "–"


def track_record(
    record: TrackRecord,
    *,
    data: str,
    width: int = 80,
    colour: bool = False,
    listed: int = LISTED,
) -> str:
    """A track record in at most `width` columns.

    Parameters
    ----------
    data : the vintage it rests on
    listed : decisions named at most among the hits, and among the misses
    """
    from detente.evaluate.scored import best_model

    page = Page(width=width, colour=colour)
    kinds = record.scores.select("outcome", "horizon").unique(maintain_order=True)
    for outcome, horizon in kinds.iter_rows():
        asked = {"outcome": outcome, "horizon": horizon}
        scores = record.scores.filter(**asked)
        _scores(page, scores, outcome, horizon)
        model = best_model(scores)
        _differences(page, record.differences.filter(**asked), model)
        decisions = record.decisions.filter(**asked, model=model)
        if len(decisions):
            _decisions(page, decisions, model, listed)
        _reliability(page, record.reliability.filter(**asked, model=model), model)
        page.blank()
    _suspects(page, record)
    _legend(page, record.scores, data)
    return page.text()


# ── scores ───────────────────────────────────────────────────────────────────────────────


def _scores(page: Page, scores: Frame, outcome: str, horizon: int) -> None:
    all_rows = scores.filter(part="all")
    first = all_rows.row(0, named=True)
    page.title(
        TITLES[outcome].format(count(horizon, "year")), f"origins {first['first']}–{first['last']}"
    )
    page.paragraph(f"{_rest(first)}. Every model was refitted at every origin.")
    page.blank()
    _table(page, all_rows, PLACES, _plain)
    page.blank()
    _table(page, all_rows, {**SKILLS, "total": "Σp/Σy"}, _skill)
    if first["cluster"] == "treaty":
        page.blank()
        page.paragraph("The same, single decisions drawn instead of whole treaties:")
        _table(page, all_rows, {**SKILLS, "total": "Σp/Σy"}, _by_decision)
        page.blank()
        _table(page, all_rows, {**TOPS, "median": "median"}, _share, title="decisions in the")
    for part in scores["part"].unique(maintain_order=True).to_list()[1:]:
        rows = scores.filter(part=part)
        if rows["rows"][0] == first["rows"]:  # an era that holds every origin
            continue
        page.blank()
        page.paragraph(f"{part[0].upper()}{part[1:]}: {_rest(rows.row(0, named=True))}.")
        if rows["events"][0]:
            _table(page, rows, {**SKILLS, "total": "Σp/Σy"}, _skill)


def _rest(row: Row) -> str:
    """What a number rests on."""
    text = (
        f"{count(row['rows'], 'pair')} at risk by year, {count(row['events'], 'event')} "
        f"({percent(row['events'] / row['rows'])}) of {count(row['pairs'], 'pair')}"
    )
    if row["decisions"] is not None:
        text += (
            f", from {count(row['decisions'], 'decision')} under "
            f"{count(row['treaties'], 'treaty', 'treaties')}"
        )
    return text


def _table(
    page: Page, rows: Frame, columns: dict[str, str], say: Say, *, title: str = "model"
) -> None:
    """Models by scores, each cell said by a function of its row."""
    lines = [[title, *columns.values()]]
    for model in rows["model"].unique(maintain_order=True):
        cells = {row["score"]: row for row in rows.filter(model=model).iter_rows(named=True)}
        lines.append([model, *(say(cells[name]) if name in cells else NOTHING for name in columns)])
    page.table(lines, indent=2)


def _plain(row: Row) -> str:
    digits = {"auc": 3, "ap": 4, "lift": 1}[str(row["score"])]
    return _with_interval(row["value"], row["low"], row["high"], digits)


def _skill(row: Row) -> str:
    digits, unit = (2, 1) if row["score"] == "total" else (1, 100)
    return _with_interval(row["value"], row["low"], row["high"], digits, unit)


def _by_decision(row: Row) -> str:
    digits, unit = (2, 1) if row["score"] == "total" else (1, 100)
    return _with_interval(row["value"], row["decision_low"], row["decision_high"], digits, unit)


def _share(row: Row) -> str:
    digits, unit = (3, 1) if row["score"] == "median" else (0, 100)
    return _with_interval(row["value"], row["decision_low"], row["decision_high"], digits, unit)


def _with_interval(
    value: float | None, low: float | None, high: float | None, digits: int, unit: int = 1
) -> str:
    if value is None:
        return NOTHING

    def say(number: float) -> str:
        """The number, never as −0."""
        return f"{round(unit * number, digits) + 0.0:.{digits}f}"

    middle = NOTHING if low is None or high is None else f"{say(low)}, {say(high)}"
    return f"{say(value)} [{middle}]"


def _differences(page: Page, rows: Frame, model: str) -> None:
    """By how much the best model was better than each other."""
    if rows.is_empty():
        return
    page.blank()
    page.paragraph(f"{model} less each other model, on the same draws:")
    columns = {"auc": "AUC", "log_skill": "log skill", "brier_skill": "Brier skill"}
    renamed = rows.with_columns(model=pl.col("rival"))
    _table(
        page, renamed, columns, lambda row: _plain(row) if row["score"] == "auc" else _skill(row)
    )


# ── decisions and reliability of the best model ──────────────────────────────────────────


def _decisions(page: Page, decisions: Frame, model: str, listed: int) -> None:
    """Hits and misses by name."""
    hits = decisions.filter(pl.col("percentile") >= MISS)
    misses = decisions.filter(pl.col("percentile") < MISS).reverse()
    page.heading(
        f"{model}: {len(hits)} of {count(len(decisions), 'decision')} in the top tenth of their year"
    )
    for name, rows in (("Hits", hits), ("Misses", misses)):
        if len(rows):
            shown = f"the {listed} {'best' if name == 'Hits' else 'worst'} of {len(rows)}"
            page.paragraph(f"{name}, {shown if len(rows) > listed else 'all'}:")
            page.table(list(_named(rows.head(listed), page.width)), indent=4, left=2)


def _named(rows: Frame, width: int) -> Iterator[Sequence[str]]:
    yield ["year", "treaty", "dyads", "percentile", "chance"]
    longest = width - 38
    for row in rows.iter_rows(named=True):
        name = str(row["name"] or row["atopid"])
        if row["kind"] == "accession":
            name += ", accession"
        if len(name) > longest:
            name = name[: longest - 1] + "…"
        yield [
            str(row["year"]),
            name,
            f"{row['n_dyads']:,}",
            f"{row['percentile']:.3f}",
            percent(row["p"]),
        ]


def _reliability(page: Page, bins: Frame, model: str) -> None:
    page.heading(f"{model}: what was given a chance, and how often it came")
    lines = [["chance", "pairs by year", "events", "mean given", "came", "90%"]]
    for row in bins.iter_rows(named=True):
        lines.append(
            [
                f"{significant(100 * row['low']):g}% to {significant(100 * row['high']):g}%",
                f"{row['n']:,}",
                f"{row['events']:,}",
                percent(row["mean_p"]),
                percent(row["rate"]) if row["events"] else NOTHING,
                _range(row),
            ]
        )
    page.table(lines, indent=2)


def _range(row: Row) -> str:
    low, high = row["rate_low"], row["rate_high"]
    if low is None or high is None:
        return NOTHING
    return f"{percent(low)} to {percent(high)}" if row["events"] else f"under {percent(high)}"


# ── what to make of it ───────────────────────────────────────────────────────────────────


def _suspects(page: Page, record: TrackRecord) -> None:
    from detente.evaluate.scored import TOO_GOOD, suspects

    found = suspects(record.scores)
    if not len(found):
        return
    page.heading("Suspected of leakage")
    for row in found.iter_rows(named=True):
        page.paragraph(
            f"{row['model']}: a {SKILLS[row['score']].removesuffix(', %')} of "
            f"{100 * row['value']:.1f}% is more than knowing whether anything will be decided could "
            f"reach ({100 * TOO_GOOD[row['score']]:.0f}%). Do not believe it until it is explained."
        )


def _legend(page: Page, scores: Frame, data: str) -> None:
    drawn = {
        "treaty": "whole treaties (of pledges)",
        "pair": "pairs (of disputes and rivalries)",
    }
    kinds = [drawn[kind] for kind in scores["cluster"].unique(maintain_order=True)]
    page.paragraph(
        "AUC: mean over origins, within the origin. AP: average precision, pooled, ties at random; "
        "lift: AP by the share of events. Skill: 1 − loss / loss of the base rate known at each "
        "origin, in per cent. Σp/Σy: expected over observed events. In brackets the middle 90% when "
        f"{listing(kinds)} are drawn with replacement, rows without an event staying as they are; "
        f"[{NOTHING}] where all hang on one."
    )
    parts = set(scores["part"])
    notes = []
    if "waves out" in parts:
        notes.append(
            "Waves out: without decisions that made more than ten dyads, which forecasts and base rate "
            "still count on. Percentile of a decision: mean over its dyads of the mid-rank among the pairs at risk at that origin; intervals "
            "draw decisions."
        )
    if "stayers" in parts:
        notes.append(
            "Stayers: pairs that left the system before the horizon are left out; elsewhere they "
            "count as no event."
        )
    for note in notes:
        page.paragraph(note)
    page.paragraph(f"Data: {data}.")
