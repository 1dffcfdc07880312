"""What a history comes to in one sentence: allies, wars, rivals, and the pledge in force."""

from __future__ import annotations

from collections.abc import Sequence

from detente.assessment.schema import Assessment, History, PairStanding, Stretch
from detente.dates import human
from detente.report.called import article, opening
from detente.report.picked import lead
from detente.words import listing

NO_AGGRESSION, DEFENCE, WAR = 2, 3, 4
MOST = 3

Span = tuple[int, int | None]
"""First and last year; without a last one it goes on."""


def finding(view: Assessment) -> str:
    """``The United States and Russia: allies 1942–45, rivals 1918–20, 1945–89 and since 2007; …``."""
    history = view.history
    assert history is not None
    pair = lead(view)
    both, one_sided = _allied(view, pair)
    told = [
        *_told("allies", _to_the_end(view, both)),
        *_told("a one-sided defence pact", _to_the_end(view, one_sided)),
        *_told("at war", spans(history.hostility, WAR)),
        *_told("rivals", _to_the_end(view, [(one.first, one.last) for one in history.rivalries])),
    ]
    present = _present(view, pair)
    parts = [", ".join(told), present] if told else [present]
    if not told and not history.treaties and not pair.hostility.disputes:
        parts = ["no pledge, no rivalry and no dispute on record"]
    said = "; ".join(part for part in parts if part)
    return opening(f"{named(view)}: {said}{known(view)}{_fought_since(pair)}")


def named(view: Assessment) -> str:
    """``France and Germany``; of blocs, their lead pair."""
    pair = lead(view)
    names = f"{article(pair.one.name)} and {article(pair.two.name)}"
    assert view.standing is not None
    return f"Lead pair, {names}" if len(view.standing.pairs) > 1 else names


def known(view: Assessment) -> str:
    """How far the record goes: `` (coded: pledges to 2018, disputes to 2014)``."""
    assert view.history is not None
    pair = lead(view)
    pledges, ends = pair.pledge.coded_to, pair.hostility.coded_to
    if ended(view):
        return f", to the end of the pair on {human(view.question.day)}"
    if not pair.pledge.carried:
        return f", as known on {human(view.question.as_of)}"
    rivalries = f", rivalries to {ends['rivalries']}" if view.history.rivalries else ""
    return f" (coded: pledges to {pledges}{rivalries}, disputes to {ends['disputes']})"


def ended(view: Assessment) -> bool:
    """Whether one of the two states was gone before the day asked."""
    return view.question.day < view.question.as_of


def coded_to(stretches: Sequence[Stretch]) -> int:
    """The last year of an axis that could be told."""
    return max((one.last for one in stretches if one.how == "coded"), default=0)


def spans(stretches: Sequence[Stretch], rung: int) -> list[Span]:
    """Runs of years on one rung."""
    return [(one.first, one.last) for one in stretches if one.rung == rung]


def unlisted_wars(history: History) -> list[Stretch]:
    """Years coded as war in which no listed war of the two falls, as some of the MID data."""
    wars = [(one.first, one.last or one.first) for one in history.events if one.kind == "war"]
    return [
        one
        for one in history.hostility
        if one.rung == WAR and not any(a <= one.last and b >= one.first for a, b in wars)
    ]


def spanned(span: Span) -> str:
    """``1942–45``, ``1967``, ``since 2007``."""
    first, last = span
    if last is None:
        return f"since {first}"
    if first == last:
        return str(first)
    same = first // 100 == last // 100
    return f"{first}–{last % 100:02d}" if same else f"{first}–{last}"


def _to_the_end(view: Assessment, found: Sequence[Span]) -> list[Span]:
    """Of a pair that is gone, nothing goes on."""
    if not ended(view):
        return [*found]
    return [(first, view.question.day.year if last is None else last) for first, last in found]


def _fought_since(pair: PairStanding) -> str:
    """Armed conflict between the two that a newer source counts."""
    told = [
        f"{one.what} {one.when} ({one.source.partition(',')[0]})"
        for one in pair.hostility.later
        if one.source.startswith("UCDP")
    ]
    return f"; since then, {listing(told)}" if told else ""


def _told(what: str, found: Sequence[Span]) -> list[str]:
    """Of many spans the latest."""
    if not found:
        return []
    told = [spanned(one) for one in found[-MOST:]]
    return [f"{what} {listing([*told, 'earlier'] if len(found) > MOST else told)}"]


def _allied(view: Assessment, pair: PairStanding) -> tuple[list[Span], list[Span]]:
    """Years with a defence pact, and those in which every pact binds one side alone."""
    assert view.history is not None
    mutual: list[Span] = []
    owed: list[Span] = []
    for run in view.history.allied:
        if (run.one, run.two) != (pair.one.name, pair.two.name):
            continue
        pacts = [
            pact
            for pact in view.history.treaties
            if pact.rung == DEFENCE
            and pact.since.year <= run.last
            and (pact.until is None or pact.until.year >= run.first)
        ]
        alone = bool(pacts) and all(pact.one_sided for pact in pacts)
        (owed if alone else mutual).append((run.first, None if run.running else run.last))
    return mutual, owed


def _present(view: Assessment, pair: PairStanding) -> str:
    """The pledge in force, where the coded years do not tell of it as an alliance, since when."""
    stands = pair.pledge
    if stands.rung == 0:
        return ""
    coded = [pact for pact in stands.pacts if pact.rung == stands.rung]
    if not coded:
        newer = min(
            (pact for pact in stands.later if pact.rung == stands.rung), key=lambda one: one.since
        )
        return f"{stands.label} since {newer.since.year}, by newer sources ({newer.dated_by})"
    if stands.rung == DEFENCE:
        return ""
    only = ", only by texts that bind a dozen states or more" if stands.direct is None else ""
    since = "from" if ended(view) else "since"
    begun = min(pact.since for pact in coded).year
    own = min((pact.since.year for pact in coded if not pact.umbrella), default=begun)
    direct = f", in a treaty of their own {since} {own}" if own > begun else ""
    return f"{stands.label} in force {since} {begun}{direct}{only}"
