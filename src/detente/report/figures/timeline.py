"""Two hundred years: both axes of a relationship by year, and what happened when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.ribbons import PLEDGES
from detente.report.figures.since import later
from detente.report.figures.turns import (
    coded_to,
    ended,
    finding,
    named,
    spanned,
    spans,
)
from detente.report.figures.two_ribbons import Picture
from detente.report.picked import lead
from detente.words import listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment

SCHEMA = {
    "what": pl.String,
    "first": pl.Int32,
    "last": pl.Int32,
    "rung": pl.Int32,
    "label": pl.String,
    "how": pl.String,
    "source": pl.String,
}


def timeline(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """Both axes by year since 1816, with wars, treaties and successions where they happened.

    Parameters
    ----------
    view : an assessment; for a bloc the ribbons are those of its lead pair
    width : pixels of the whole picture, 336 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    rows = _frame(view)
    if view.history is None or view.standing is None:
        said = view.outlook[0].reason if view.outlook else None
        title = "No years together"
        return in_words(title, (said or "The two never met").rstrip("."), "", rows, width)
    return Figure(
        draw=lambda: Picture(view, width).chart(),
        title=finding(view),
        caption=_caption(view),
        alt=_alt(view),
        data=rows,
        width=width,
    )


def _frame(view: Assessment) -> pl.DataFrame:
    """Every year of both axes as stretches, what happened, and what is known since."""
    if view.history is None:
        return pl.DataFrame(schema=SCHEMA)
    rows: list[tuple[object, ...]] = [
        (axis, one.first, one.last, one.rung, one.detail or one.label, one.how, "")
        for axis, stretches in (
            ("pledge", view.history.pledge),
            ("hostility", view.history.hostility),
        )
        for one in stretches
    ]
    rows += [
        (one.kind, one.first, one.last or one.first, None, one.text, "", one.source)
        for one in view.history.events
    ]
    rows += [
        (
            "later evidence",
            int(one.at) if one.at is not None else None,
            None,
            None,
            f"{one.when}: {one.what}" if one.when else one.what,
            "dated",
            one.source,
        )
        for one in later(view)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _caption(view: Assessment) -> str:
    assert view.history is not None
    parts = [
        "By year. Above, upwards: the strongest pledge in force at some time of the year; below, "
        "downwards: the worst hostility on record. Height and hue both rise with the rung, which "
        "is an order, no measure. Pledges count from signature; war is what COW lists or MID codes "
        "at the level of war, and ends with the fighting, by armistice or peace.",
        f"{_known(view)}; what is hatched is unknown: neither peace nor the absence of a pledge.",
    ]
    if any(one.how == "no pair" for one in view.history.pledge):
        parts.append("Broken line: no pair, for one of the two was no state of its own.")
    if later(view):
        parts.append(
            "Diamonds: dated evidence from other sources, on their own and not comparable with "
            "the coded years."
        )
    if view.history.events:
        parts.append("Names are shown as far as they fit; all are in the table.")
    parts.append(f"{_sources(view)}Vintage {view.question.vintage.name}.")
    return " ".join(parts)


def _known(view: Assessment) -> str:
    """How far either axis could be told."""
    assert view.history is not None
    pledges, disputes = coded_to(view.history.pledge), coded_to(view.history.hostility)
    if ended(view):
        return (
            f"Pledges and disputes are known to the end of the pair on {human(view.question.day)}"
        )
    rivalries = lead(view).hostility.coded_to["rivalries"]
    return f"Pledges are known to {pledges}, disputes to {disputes}, rivalries to {rivalries}"


def _sources(view: Assessment) -> str:
    """The datasets behind either axis, with their versions."""
    called = {
        "atop_members": "ATOP",
        "mid_dyads": "MID",
        "tss": "Thompson, Sakuwa & Suhas",
        "interstate_wars": "COW interstate wars",
    }
    told = [
        f"{called[one.name]} {one.version}" for one in view.provenance.sources if one.name in called
    ]
    return f"Data: {listing(told)}. " if told else ""


def _alt(view: Assessment) -> str:
    history = view.history
    assert history is not None
    pledges = [
        f"{PLEDGES[one.rung]} {spanned((one.first, one.last))}"
        for one in history.pledge
        if one.rung
    ]
    wars = [spanned(span) for span in spans(history.hostility, 4)]
    hostile = [one for one in history.hostility if one.rung and one.rung > 1]
    told = [
        f"Two ribbons of years from {history.pledge[0].first} to "
        f"{human(view.question.as_of)} for {named(view)}.",
        f"Pledges: {'; '.join(pledges)}." if pledges else "No pledge in any coded year.",
        f"War: {listing(wars)}." if wars else "No year of war.",
    ]
    if hostile:
        told.append(
            f"Disputes or worse between {hostile[0].first} and {hostile[-1].last}, "
            f"the last of them: {hostile[-1].label}."
        )
    else:
        told.append("No dispute in any coded year.")
    return " ".join(told)
