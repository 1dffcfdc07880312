"""What the models behind the chances were worth: reliability, scores, hits and misses, limits."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import Chances, Forecast, RankedDecision, Score, TrackRecord
from detente.report.figures.record_reliability import LEAST, record_reliability
from detente.report.html.main_question import main_chance
from detente.report.html.odds_told import NAMES, outcomes, sentence, single
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table
from detente.report.outcomes import EVENTS
from detente.report.picked import yardstick

MEASURES = (
    (
        "AUC",
        "Of a pair that had it and a pair that had not, how often the first was given the higher "
        "chance. One half is a coin, one is perfect.",
    ),
    (
        "log skill",
        "How much smaller the loss is than with the base rate known at the time: nought is no "
        "better, one is perfect, below nought is worse. It punishes a confident miss hardest.",
    ),
    (
        "Brier skill",
        "The same for squared errors. For rare events it looks mostly at the few high chances.",
    ),
    (
        "expected / observed",
        "Events the model promised over events that came: above one, it promised too many.",
    ),
)


def record(sheet: Sheet) -> h.Node:
    """The track record, or that there is none."""
    view = sheet.view
    if not view.track_record:
        return h.p["No past forecast of these models has been scored: there is no track record."]
    main = _main(sheet)
    return [
        [_alike(sheet, one) for one in _at_yardstick(sheet)],
        _silent(sheet),
        sheet.figure(
            "odds-reliability",
            lambda width: record_reliability(view, main.outcome, main.horizon, width=width),
        )
        if main.bins
        else None,
        _not_covered(sheet, main),
        h.details[
            h.summary["What the models were worth: scores of every outcome and horizon"],
            _scores(sheet),
            h.dl(".small")[[[h.dt[name], h.dd[said]] for name, said in MEASURES]],
        ],
        _named(sheet, main),
    ]


def _main(sheet: Sheet) -> TrackRecord:
    """The record of the chance that the page speaks of first, or the first there is."""
    one = main_chance(sheet.view)
    found = [
        r for r in sheet.view.track_record if (r.outcome, r.horizon) == (one.outcome, one.horizon)
    ]
    return [*found, *_at_yardstick(sheet), *sheet.view.track_record][0]


def _at_yardstick(sheet: Sheet) -> list[TrackRecord]:
    horizon = yardstick(sheet.view)
    return [one for one in sheet.view.track_record if one.horizon == horizon]


def _alike(sheet: Sheet, one: TrackRecord) -> h.Node:
    """``Of 37,559 chances between 1% and 3.2% given 1970–2008, 5.2% came true (2.7% to 8.2%).``"""
    n, alike = sheet.n, one.alike
    head: list[h.Node] = [
        h.strong[sentence(EVENTS[one.outcome])[:-1]],
        ", within ",
        n.count(one, "horizon", of="year"),
        ". ",
    ]
    if alike is None:
        return h.p[
            head,
            "No chance like this one was given from ",
            n.year(one, "first"),
            " to ",
            n.year(one, "last"),
            ".",
        ]
    return h.p[
        head,
        "Of ",
        n.count(alike, "n", of="chance"),
        " (one for each pair and year) ",
        _between(sheet, alike),
        " given from ",
        n.year(one, "first"),
        " to ",
        n.year(one, "last"),
        ", ",
        [n.percent(alike, "rate"), " came true"] if alike.events else "none came true",
        _bounds(sheet, alike),
        ". ",
        _verdict(sheet, alike),
    ]


def _between(sheet: Sheet, alike: Chances) -> h.Node:
    say = sheet.n.one_in if alike.low < LEAST else sheet.n.percent
    if alike.low == 0:
        return ["below ", say(alike, "high")]
    return ["between ", say(alike, "low"), " and ", say(alike, "high")]


def _bounds(sheet: Sheet, alike: Chances) -> h.Node:
    if alike.rate_low is None or alike.rate_high is None or alike.rate_low != alike.rate_low:
        return None
    n = sheet.n
    if not alike.events:
        return [" (90%: at most ", n.percent(alike, "rate_high"), ")"]
    return [" (", n.percent(alike, "rate_low"), " to ", n.percent(alike, "rate_high"), ")"]


def _verdict(sheet: Sheet, alike: Chances) -> h.Node:
    """Whether such chances came true as often as they promised."""
    if alike.mean_p is None or alike.rate_low is None or alike.rate_high is None:
        return None
    what = (
        "too low, beyond what the draw of cases explains"
        if alike.mean_p < alike.rate_low
        else "too high, beyond what the draw of cases explains"
        if alike.mean_p > alike.rate_high
        else "in keeping with what came"
    )
    return ["Their mean was ", sheet.n.percent(alike, "mean_p"), f": {what}."]


def _silent(sheet: Sheet) -> h.Node:
    """Chances behind which there is no record."""
    view = sheet.view
    scored = {(one.outcome, one.horizon) for one in view.track_record}
    missing: dict[str, list[Forecast]] = {}
    for outcome in outcomes(view):
        for one in single(view, outcome):
            if one.p is not None and (one.outcome, one.horizon) not in scored:
                missing.setdefault(outcome, []).append(one)
    if not missing:
        return None
    told: list[h.Node] = []
    for outcome, found in missing.items():
        told += ["; " if told else "", f"{NAMES[outcome]} by the model “{found[0].model}” within "]
        for at, one in enumerate(found):
            told += [", " if at else "", sheet.n.count(one, "horizon")]
        told.append(" years")
    return h.p["No record: ", told, ". Take those chances with more care."]


def _scores(sheet: Sheet) -> h.Node:
    n = sheet.n

    def score(one: TrackRecord, name: str) -> Cell:
        found: Score = getattr(one, name)
        if found.value is None:
            return Cell("–", "")
        shown: list[h.Node] = [n.number(found, "value", digits=_digits(found.value))]
        if found.low is not None and found.high is not None:
            ends = [
                n.number(found, end, digits=_digits(value))
                for end, value in (("low", found.low), ("high", found.high))
            ]
            shown += [h.br, h.span(".small")[ends[0], " to ", ends[1]]]
        return Cell(shown, found.value)

    rows: list[list[Cell | h.Node]] = [
        [
            Cell([NAMES[one.outcome], h.br, h.span(".small")[one.model]], NAMES[one.outcome]),
            Cell(n.count(one, "horizon"), one.horizon),
            Cell([n.year(one, "first"), "–", n.year(one, "last")], one.first),
            Cell(_events(sheet, one), one.events),
            *(score(one, name) for name in ("auc", "log_skill", "brier_skill", "total")),
        ]
        for one in sheet.view.track_record
    ]
    columns = [
        Column("outcome, model"),
        Column("years", True),
        Column("forecasts of"),
        Column("events", True),
        *(Column(name, True) for name, _ in MEASURES),
    ]
    return table(columns, rows, caption="What the models were worth, 90% intervals", sortable=True)


def _digits(value: float) -> int:
    """Two decimals, or three where two would leave a nought with a sign."""
    return 3 if -0.005 < value < 0 else 2


def _events(sheet: Sheet, one: TrackRecord) -> h.Node:
    """How many events, and of how many decisions."""
    n = sheet.n
    if one.decisions is None:
        return n.count(one, "events")
    decisions = h.span(".small")[n.count(one, "decisions", of="decision")]
    return [n.count(one, "events"), h.br, decisions]


def _named(sheet: Sheet, main: TrackRecord) -> h.Node:
    """Hits and misses by name."""
    if not main.hits and not main.misses:
        if main.decisions is None:
            return None
        return h.p(".small")["Hits and misses by name are not in this record."]
    n = sheet.n

    def ranked(caption: str, found: list[RankedDecision]) -> h.Node:
        rows: list[list[Cell | h.Node]] = [
            [
                n.year(one, "year"),
                one.name,
                n.count(one, "dyads"),
                n.number(one, "percentile", digits=3),
            ]
            for one in found
        ]
        return table(
            [
                Column("year"),
                Column("decision"),
                Column("new pairs of allies", True),
                Column("ranked above", True),
            ],
            rows,
            caption=caption,
        )

    return h.details[
        h.summary["Hits and misses by name"],
        ranked("Hits: the decisions whose pairs stood highest", main.hits),
        ranked("Misses: the decisions whose pairs stood lowest", main.misses),
        h.p(".small")[
            "Ranked above: the share of all pairs at risk that stood below those of the decision, at "
            "the forecasts before it, ",
            n.count(main, "horizon", of="year"),
            " ahead. Nearest to one is best; one half is a coin.",
        ],
    ]


def _not_covered(sheet: Sheet, main: TrackRecord) -> h.Node:
    """What the record does not speak of."""
    view, n = sheet.view, sheet.n
    old = [
        one
        for one in view.limits
        if one.layer in ("alliances", "disputes", "rivalries") and one.age
    ]
    told: list[h.Node] = []
    for at, one in enumerate(old):
        told += [", " if at else "", f"{one.layer} ", n.count(one, "age", of="year")]
    gap = (
        h.p[
            "What the record does not cover: the gap. Here the records are old on ",
            n.day(view.question, "as_of"),
            ": ",
            told,
            ".",
        ]
        if old
        else None
    )
    later = (
        [
            " Most were made after ",
            n.day(view.question, "as_of"),
            ": they show how good the method is, not what could be known that day.",
        ]
        if view.question.as_of.year < (main.first + main.last) / 2
        else None
    )
    return [gap, h.p(".small")[main.text, later]]
