"""The odds of the first screen: a row an outcome, and the three ways in which a bloc is counted."""

from __future__ import annotations

from detente.assessment.schema import Assessment, Forecast, Together
from detente.report.layout import Page
from detente.report.picked import ROWS, pick, several, yardstick
from detente.words import chance, chances, listing, percent

STRATUM = {"rivals": "rivals", "pairs in open hostility": "hostile"}
_WAYS = {"lead": "lead", "share": "mean of members", "weighted": "weighted by capability"}


def odds(page: Page, view: Assessment) -> None:
    """Write the chances by horizon, those of a bloc as a whole, and why there are none."""
    horizons = view.question.horizons
    base = yardstick(view)
    strata = {one.stratum for one in view.outlook if one.stratum is not None}
    stratum = STRATUM.get(next(iter(strata), "")) if len(strata) == 1 else None
    rows = [["Odds", *(f"{years} y" for years in horizons), f"any two, {base} y"]]
    if stratum is not None:
        rows[0].append(f"{stratum}, {base} y")
    reasons, same, gave_up = [], False, False
    for outcome, label in ROWS.items():
        found = pick(view, outcome)
        if found[0].same_as is not None:
            same = True
            continue
        if found[0].status != "at_risk":
            if not (outcome == "stronger_pledge" and found[0].status == "in_force"):
                reasons.append((label, found[0]))
            continue
        at = next(one for one in found if one.horizon == base)
        widened = stratum is not None and "hostility" in at.dropped and at.class_p is None
        gave_up = gave_up or widened
        mark = "*" if widened else ""
        row = [
            f"  {label}{mark}",
            *(percent(one.p or 0.0) for one in found),
            percent(at.base_rate or 0),
        ]
        if stratum is not None:
            row.append(percent(at.stratum_rate or 0.0))
        rows.append(row)
    if len(rows) > 1:
        page.table(rows, indent=2)
    if gave_up:
        page.labelled("", "* its class had to give hostility up; the last column did not.")
    if same:
        page.labelled("", "stronger pledge: here the same event as a defence pact.")
    for label, one in reasons:
        if view.question.a.ended is None and view.question.b.ended is None:
            state = "in force" if one.status == "in_force" else "not at risk"
            page.labelled("", f"{label}: {state}, {one.reason}.")
    _three_ways(page, view, base)
    _together(page, view, base)


def _three_ways(page: Page, view: Assessment, horizon: int) -> None:
    """A bloc's three aggregations of one outcome, side by side."""
    if not several(view):
        return
    for outcome in ("defence_pact", "dispute"):
        ways = [
            one
            for aggregation in ("lead", "share", "weighted")
            for one in pick(view, outcome, (aggregation,))
            if one.horizon == horizon
        ]
        if any(one.p is not None for one in ways):
            parts = [
                f"{_WAYS[one.aggregation]} {percent(one.p)}"
                if one.p is not None
                else f"{_WAYS[one.aggregation]} {one.status.replace('_', ' ')}"
                for one in ways
            ]
            tail = _left_out(ways[1])
            page.labelled("", f"{ROWS[outcome]}, {horizon} y: {', '.join(parts)}{tail}.")
            return


def _together(page: Page, view: Assessment, horizon: int) -> None:
    """A state allied with half of a bloc, and with all of it, at once."""
    asked = [one for one in view.together if one.horizon == horizon and one.treaties]
    if asked:
        parts = [
            f"{one.share} of them ({one.members} of {one.of}) {_at_once(one)}" for one in asked
        ]
        page.labelled("", f"allied at once by joining a treaty, {horizon} y: {listing(parts)}.")


def _at_once(one: Together) -> str:
    if not one.p:
        return chance(one.p)
    middle, low, high = chances(one.p, one.low, one.high)
    return f"{middle} ({low} to {high})"


def _left_out(share: Forecast) -> str:
    members = share.members or {}
    parts = [
        f"{members[key]} {text}"
        for key, text in (("in_force", "already have one"), ("left_out", "not at risk"))
        if members.get(key)
    ]
    return f" ({listing(parts)})" if parts else ""
