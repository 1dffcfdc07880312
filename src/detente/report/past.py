"""The past in three or four spells a historian would recognise."""

from __future__ import annotations

from dataclasses import dataclass

from detente.assessment.schema import Assessment, Pact, PastAlliance
from detente.words import count, listing

MOST_SPELLS = 5
MOST_ALLIES = 8
NO_AGGRESSION, WAR = 2, 4
RUNNING = 9999


def was(view: Assessment) -> str:
    """Pacts, rivalries and wars of the pair, in order; of a bloc, its lead's and its allies."""
    if view.history is None or view.standing is None:
        return "No history together."
    spells = [*_pacts(view), *_lesser(view), *_rivalries(view), *_wars(view)]
    several = len(view.standing.pairs) > 1
    who = f"{view.history.of}: " if several else ""
    if not spells:
        text = f"{who}no pledge, no rivalry and no war on record since 1816."
    else:
        shown = MOST_SPELLS if len(spells) > MOST_SPELLS + 1 else len(spells)
        latest = sorted(spells, key=lambda spell: (spell.until, spell.first))[-shown:]
        earlier = len(spells) - len(latest)
        before = f"{count(earlier, 'earlier spell')} (--full); " if earlier else ""
        told = [spell.words for spell in sorted(latest, key=lambda spell: spell.first)]
        text = f"{who}{before}{'; '.join(told)}."
    return f"{text}{_allies(view) if several else ''}"


@dataclass(frozen=True)
class _Spell:
    first: int
    until: int  # last year, or a far one where it runs
    words: str


def _spell(what: str, first: int, last: int | None, name: str = "") -> _Spell:
    return _Spell(
        first, last if last is not None else RUNNING, f"{what} {_span(first, last)}{name}"
    )


def _pacts(view: Assessment) -> list[_Spell]:
    """Defence pacts of the pair, runs of years drawn together."""
    assert view.history is not None
    return [
        _spell("defence pact", run.first, None if run.running else run.last, f" ({run.treaty})")
        for run in view.history.allied
        if f"{run.one}–{run.two}" == view.history.of
    ]


def _lesser(view: Assessment) -> list[_Spell]:
    """The first non-aggression or neutrality pledge of each unbroken stretch without a pact."""
    assert view.history is not None
    spells = []
    for stretch in view.history.pledge:
        if stretch.rung == NO_AGGRESSION:
            end = None if _goes_on(view, stretch.last) else stretch.last
            name = _first_name(view.history.treaties, stretch.first)
            spells.append(_spell("non-aggression", stretch.first, end, name))
    return spells


def _goes_on(view: Assessment, year: int) -> bool:
    assert view.history is not None
    last = max((s.last for s in view.history.pledge if s.how == "coded"), default=0)
    return year >= last


def _first_name(treaties: list[Pact], year: int) -> str:
    name = next(
        (
            t.name
            for t in treaties
            if t.rung == NO_AGGRESSION
            and t.since.year <= year
            and (t.until is None or t.until.year >= year)
        ),
        None,
    )
    return f" ({name})" if name else ""


def _rivalries(view: Assessment) -> list[_Spell]:
    assert view.history is not None
    return [_spell("rivalry", r.first, r.last) for r in view.history.rivalries]


def _wars(view: Assessment) -> list[_Spell]:
    assert view.history is not None
    return [_spell("war", s.first, s.last) for s in view.history.hostility if s.rung == WAR]


def _allies(view: Assessment) -> str:
    """Which other member pairs once had a defence pact: the latest run of each, longest first."""
    assert view.history is not None
    latest: dict[str, PastAlliance] = {}
    for run in view.history.allied:
        latest[f"{run.one}–{run.two}"] = run
    latest.pop(view.history.of, None)
    if not latest:
        return ""
    one_side = len({run.two for run in latest.values()}) == 1
    told = [
        f"{run.one if one_side else f'{run.one}–{run.two}'} "
        f"{_span(run.first, None if run.running else run.last)}"
        for run in sorted(
            latest.values(), key=lambda run: (run.first - run.last, run.first, run.one)
        )
    ]
    return (
        f" Other members in a defence pact with it at some time: {listing(told, most=MOST_ALLIES)}."
    )


def _span(first: int, last: int | None) -> str:
    if last is None:
        return f"since {first}"
    if last == first:
        return str(first)
    same = str(first)[:2] == str(last)[:2]
    return f"{first}–{str(last)[2:] if same else last}"
