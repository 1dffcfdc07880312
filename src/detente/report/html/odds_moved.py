"""What the model weighs for and against a pact, by which way it would come, and past decisions."""

from __future__ import annotations

import htpy as h

from detente.assessment.schema import DecisionsLike, NearestDecision, Odds
from detente.report.figures.drivers import drivers_of
from detente.report.html.odds_told import sentence, single
from detente.report.html.sheet import Sheet
from detente.report.html.tables import Cell, Column, table
from detente.report.outcomes import MOVED
from detente.words import listing

FIRST_YEAR = 1970  # from which the treaty processes are fitted
NAMED = 6  # states of a decision


def moved(sheet: Sheet) -> h.Node:
    """What stands between the base rate and this pair, or why that is not told."""
    view = sheet.view
    pact = [_drivers(sheet, one) for one in view.drivers] or h.p[_why_not(sheet)]
    return [pact, [_other(sheet, one) for one in view.other_drivers]]


def _other(sheet: Sheet, one: Odds) -> h.Node:
    """What moves the chance of a dispute, or of the end of a rivalry."""
    name = f"odds-drivers-{one.outcome.replace('_', '-')}"
    return h.details[
        h.summary[f"What moves the chance of {MOVED[one.outcome]}"],
        sheet.figure(name, lambda width: drivers_of(sheet.view, one.outcome, width=width)),
        h.p(".small")[one.note],
    ]


def _why_not(sheet: Sheet) -> h.Node:
    view = sheet.view
    pact = single(view, "defence_pact")[0]
    if pact.status == "in_force":
        return "A defence pact is in force, so there is no chance of one to take apart."
    if pact.p is None:
        return sentence(f"No chance of a defence pact was given: {pact.reason or pact.status}")
    if view.question.as_of.year < FIRST_YEAR:
        return [
            "The chance of a pact was not taken apart. The treaty processes are fitted to nothing "
            "as early as ",
            sheet.n.day(view.question, "as_of"),
            "; the chance is that of pairs alike.",
        ]
    return (
        "What the model weighs was not asked for, or the pair is not among those it was fitted to."
    )


def _drivers(sheet: Sheet, one: Odds) -> h.Node:
    n = sheet.n
    return [
        h.p[
            "What goes with a pact in the model, not what makes one; as of the end of ",
            n.year(one, "year"),
            ", the last coded year known. ",
            _not_the_same(sheet),
        ],
        sheet.figure("odds-drivers", lambda width: drivers_of(sheet.view, width=width)),
        _paths(sheet, one),
    ]


def _not_the_same(sheet: Sheet) -> h.Node:
    """That the chance of the day is another one."""
    first = next((f for f in single(sheet.view, "defence_pact") if f.horizon == 1), None)
    if first is None or first.p is None:
        return None
    return [
        "The chance within a year of ",
        sheet.n.day(sheet.view.question, "as_of"),
        " is another, ",
        sheet.n.chances(first),
        ": it also counts what may have come between.",
    ]


def _paths(sheet: Sheet, one: Odds) -> h.Node:
    """By which way the pact would come."""
    if not one.paths:
        return None
    rows: list[list[Cell | h.Node]] = [
        [path.text, path.process, sheet.n.percent(path, "share")] for path in one.paths
    ]
    return [
        table(
            [Column("way"), Column("kind"), Column("share of the chance", True)],
            rows,
            caption="Were a pact to come, by which way",
        ),
        h.p(".small")[
            "The likeliest ways only; the shares of all ways make up the whole. ",
            _bodies(one),
        ],
    ]


def _bodies(one: Odds) -> str | None:
    """What a body is that might adopt a pact, as far as our tables know it."""
    bodies = [p.text.split(" adopts ")[0] for p in one.paths if p.process == "adoption"]
    if not bodies:
        return None
    codes = [name for name in bodies if name == name.upper()]
    said = ""
    if codes:
        are = "is a code" if len(codes) == 1 else "are codes"
        said = (
            f"{listing(codes)} {are} of the list of intergovernmental organisations; our tables do "
            "not say what they stand for. "
        )
    return (
        f"{said}The model knows who is in a body, not what it is for, and gives each body both "
        "belong to a small chance to adopt a pact: read such rows as “some body or other”."
    )


# ── past decisions ──────────────────────────────────────────────────────────────────────


def decisions(sheet: Sheet) -> h.Node:
    """The past decisions most like the ones a pact would need."""
    if not sheet.view.decisions:
        return None
    ways = listing([like.process for like in sheet.view.decisions])
    return h.details[
        h.summary[f"The nearest past decisions, by {ways}: who took them, and who did not"],
        [_decision(sheet, like) for like in sheet.view.decisions],
        h.p(".small")[
            "Distance: in log-odds; the nearer to nothing, the more alike in all that the model "
            "weighs. Chance then: for the year of the decision, by a fit that has learned from it, "
            "so it flatters the model. A case is a state and a treaty, a body, or a pair of states, in a year."
        ],
    ]


def _decision(sheet: Sheet, like: DecisionsLike) -> h.Node:
    n = sheet.n
    rows: list[list[Cell | h.Node]] = [
        [
            n.year(near, "year"),
            near.treaty,
            _who(sheet, near),
            n.count(near, "dyads"),
            n.number(near, "distance", digits=1),
            n.chance(near, "p"),
        ]
        for near in like.decisions
    ]
    return [
        h.p[
            f"By {like.process} (",
            n.percent(like, "share"),
            f" of the chance). The likeliest: {like.path}, ",
            n.chance(like, "p"),
            " in the year after. Of the ",
            n.count(like, "alike", of="past case"),
            " most like it, ",
            n.count(like, "followed") if like.followed else "none",
            " took such a decision within ",
            n.count(like, "within", of="year"),
            ".",
            _others(sheet, like),
        ],
        table(
            [
                Column("year"),
                Column("treaty"),
                Column("who"),
                Column("new pairs of allies", True),
                Column("distance", True),
                Column("chance then", True),
            ],
            rows,
            label=f"Past decisions by {like.process} most like it",
        )
        if rows
        else h.p(".small")["No past decision of that kind is on record."],
    ]


def _who(sheet: Sheet, near: NearestDecision) -> h.Node:
    """Who decided; of a long list the first, and how many there are."""
    if len(near.states) <= NAMED:
        return listing(near.states)
    return [
        ", ".join(near.states[:NAMED]),
        ", … (",
        sheet.n.count(near, "states", of="state"),
        ")",
    ]


def _others(sheet: Sheet, like: DecisionsLike) -> h.Node:
    """The nearest that took none."""
    if not like.others:
        return None
    told: list[h.Node] = []
    for at, other in enumerate(like.others):
        told += ["; " if at else " The nearest that took none in that time: ", f"{other.name} ("]
        told += [sheet.n.year(other, "year"), ")"]
    return [told, "."]
