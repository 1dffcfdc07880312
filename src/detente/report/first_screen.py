"""The first screen: the answer in words, then in numbers, then what is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.assessment.schema import Assessment, Forecast
from detente.dates import human
from detente.report.layout import Page
from detente.report.odds_lines import STRATUM, odds
from detente.report.past import was
from detente.report.picked import (
    LEAST_TOLD,
    estimated,
    lead,
    pair_name,
    pick,
    several,
    spoken,
    yardstick,
    years_of,
)
from detente.report.quoted import record_sentence
from detente.words import chance, chances, count, listing, percent

EVENTS = {"defence_pact": "A defence pact", "dispute": "A new militarised dispute"}
MOST_RECORDS = 4


def first_screen(page: Page, view: Assessment) -> None:
    """Write the first screen."""
    asked = view.question
    page.title(
        f"{asked.a.name if asked.a.kind == 'state' else asked.a.code} and "
        f"{asked.b.name if asked.b.kind == 'state' else asked.b.code}",
        f"as of {human(asked.as_of)}, vintage {asked.vintage.name}",
    )
    if not asked.as_of_given:
        page.title("", "no date was given, so the vintage's own was taken")
    for one in asked.given:
        page.title("", f"supposing: {one}")
    if asked.given and view.draws is not None:
        page.title("", f"by {view.draws:,} draws of the world so supposed")
    page.blank()
    if view.standing is None:
        page.paragraph(view.outlook[0].reason or "The two never met.")
        return
    _answer(page, view)
    page.blank()
    reading = [*view.question.a.reading, *view.question.b.reading, *_own_notes(view)]
    if reading:
        page.labelled("Read as", " ".join(reading))
    page.labelled("Stands", _stands(view))
    if not _dull(view):
        page.labelled("Was", was(view))
    odds(page, view)
    asked_first = "dispute" if _allied(view) else "defence_pact"
    if (worth := record_sentence(view, asked_first, yardstick(view))) is not None:
        page.labelled("Record", worth)
    if view.history is not None and view.history.rivalries and not _allied(view):
        page.labelled("Enemies", _reversals(view))
    if (later := _later(view)) is not None:
        page.labelled("Since", later)
    page.labelled("Blind", _blind(view))
    page.labelled("More", "--full · --format json · --help")


def _dull(view: Assessment) -> bool:
    """Whether the two never pledged, quarrelled or fought on record: then less is said."""
    history, standing = view.history, view.standing
    if history is None or standing is None or several(view):
        return False
    record = standing.pairs[0].hostility
    return not (history.treaties or history.rivalries or record.disputes or record.later)


def _own_notes(view: Assessment) -> list[str]:
    """Notes on the question itself, but for the standing policy, which --full prints."""
    return [note for note in view.question.notes if not note.startswith("Histories join")]


def _answer(page: Page, view: Assessment) -> None:
    horizon = yardstick(view)
    pact = next(one for one in pick(view, "defence_pact") if one.horizon == horizon)
    if pact.status == "not_at_risk":
        page.paragraph(f"Nothing lies ahead of the two: {pact.reason}.")
        return
    if pact.status == "in_force":
        whom = f" for the lead ({pair_name(lead(view))})" if several(view) else ""
        page.paragraph(f"A defence pact is in force{whom}: {pact.reason}.")
        _spoken(page, view, "dispute", horizon)
    else:
        _spoken(page, view, "defence_pact", horizon)
    for sentence in _agreement(view):
        page.paragraph(sentence)


def _spoken(page: Page, view: Assessment, outcome: str, horizon: int) -> None:
    one = next(one for one in pick(view, outcome) if one.horizon == horizon)
    if one.p is None or one.low is None or one.high is None or one.base_rate is None:
        page.paragraph(f"{EVENTS[outcome]}: {one.reason}.")
        return
    event = EVENTS[outcome]
    whom = f", for the lead ({pair_name(lead(view))})" if several(view) else ""
    question = f"{event} within {years_of(horizon)}{whom}?"
    by_class = one.class_p is None  # the class itself speaks, not a model beside it
    hard = by_class and "hostility" in one.dropped and one.stratum in STRATUM
    if hard and one.stratum_rate is not None:
        middle, least, most = chances(one.p, one.low, one.high)
        page.paragraph(
            f"{question} Hard to tell: {chance(one.stratum_rate)} of {one.stratum} whatever else, "
            f"but {middle} ({least} to {most}) of pairs alike in "
            f"{listing(one.conditions) or 'nothing'} alone."
        )
    else:
        page.paragraph(f"{question} {spoken(one.p, one.low, one.high)}.{_width(one)}")
    page.paragraph(f"{_alike(one)} {_narrower(one)}Any two states: {chance(one.base_rate)}.")


def _width(one: Forecast) -> str:
    """How much of the interval the years since the records end make, where it is most of it."""
    if one.gap_share is None or one.gap_share < 0.5:
        return ""
    return f" The years since records end make {percent(one.gap_share)} of that width."


def _alike(one: Forecast) -> str:
    pairs = one.n_pairs or 0
    if not one.conditions:
        return f"No class of pairs like this one is large enough; all {pairs:,} at risk are meant."
    many = f"Of {count(pairs, 'pair')} like this one, "
    if not one.n_events:
        return f"{many}none had one within {years_of(one.horizon)}."
    return (
        f"Counted by year. {many}{one.n_events} had one within {years_of(one.horizon)} of some "
        "year in which they were alike."
    )


def _narrower(one: Forecast) -> str:
    """How few were alike in every respect, where conditions were given up; and rivals in all."""
    parts = []
    if one.dropped and one.alike_pairs == one.n_pairs:
        parts.append(f"Nobody coded {_too(one.dropped[:1])} for the two.")
    elif one.dropped and one.alike_pairs is not None:
        also = f" ({_too(one.dropped)} too)" if one.conditions else ""
        if one.alike_pairs == 0:
            parts.append(f"No pair matched in every respect{also}.")
        else:
            had = f"{one.alike_events} of them had one" if one.alike_events else "none had one"
            parts.append(
                f"Only {count(one.alike_pairs, 'pair')} matched in every respect{also}: {had}."
            )
    return " ".join([*parts, ""])


def _too(dropped: Sequence[str]) -> str:
    names = {"majors": "major powers", "dispute": "a recent dispute"}
    return listing([names.get(name, name) for name in dropped])


def _agreement(view: Assessment) -> list[str]:
    """Who would have to agree, for each bloc."""
    return [
        f"Blocs do not sign alone: {party.code} has {count(len(party.members), 'member')}. "
        f"{_sentence(party.admission)}"
        for party in (view.question.a, view.question.b)
        if party.kind == "bloc"
    ]


def _sentence(admission: str | None) -> str:
    if admission is None:
        return "How it admits was not read for that day, or not given."
    text = admission if admission.endswith((".", "?", "!")) else f"{admission}."
    return f"Admission: {text[0].lower() if text[:2] != 'A ' else text[0]}{text[1:]}"


def _stands(view: Assessment) -> str:
    assert view.standing is not None
    parts = [view.standing.headline]
    pair = lead(view)
    later = [
        f"{pact.label.capitalize()} since {human(pact.since)}: {pact.name} ({pact.dated_by})."
        for pact in pair.pledge.later
        if pact.rung >= max((p.rung for p in pair.pledge.pacts), default=0)
    ]
    parts += [text for text in later if text.split(":")[0] not in view.standing.headline][:1]
    parts += [f"{text}." for text in pair.pledge.ended_since[:2]]
    if view.standing.closest and view.standing.most_hostile:
        parts.append(
            f"Closest pair {view.standing.closest}, most hostile {view.standing.most_hostile}."
        )
    points = pair.ideal_points
    if points is not None:
        parts.append(
            f"UN ideal points {points.distance:.1f} apart in {points.year} (description only)."
        )
    return " ".join(parts)


def _reversals(view: Assessment) -> str:
    found = view.reversals
    if found is None or not found.without:
        return "No rivalry had ended on record."
    text = (
        f"that became allies: {found.allied} of {found.without} rivalries that ended "
        f"{found.first}–{found.last} with no pact then in force"
    )
    if found.years:
        low, middle, high = found.years
        text += f", {middle:.0f} years after they ended (middle half {low:.0f}–{high:.0f})"
    alike = f"; most like this one: {listing(found.alike)}" if found.alike else ""
    return f"{text}{alike}."


def _blind(view: Assessment) -> str:
    ages = {limit.layer: limit for limit in view.limits}
    told = [ages[layer] for layer in ("alliances", "disputes", "rivalries") if layer in ages]
    parts = []
    if told:
        known = listing([f"{limit.layer} to {limit.covers_to}" for limit in told])
        old = listing([str(limit.age) for limit in told])
        parts.append(f"Coded {known}; carried since, {old} years old.")
    else:
        year = min(lead(view).hostility.coded_to.values())
        parts.append(
            f"What is coded by year is known to the end of {year}; treaties and members to the day."
        )
    bridged = lead(view).hostility.bridged
    if bridged is not None:
        whom = f", {pair_name(lead(view))}" if several(view) else ""
        parts.append(f"A dispute in {bridged.year}{whom}: estimated {estimated(bridged.dispute)}.")
    pact = pick(view, "defence_pact")[0]
    if told and pact.unlisted is not None and pact.unlisted >= LEAST_TOLD:
        assert pact.unlisted_low is not None and pact.unlisted_high is not None
        middle, low, high = chances(pact.unlisted, pact.unlisted_low, pact.unlisted_high)
        parts.append(f"Chance that a pact nobody listed is in force: {middle} ({low} to {high}).")
    parts.append("What nobody coded: trust, intentions, and what leaders would accept.")
    return " ".join(parts)


def _allied(view: Assessment) -> bool:
    """Whether the question of the first line is settled: a pact is in force."""
    return pick(view, "defence_pact")[0].status == "in_force"


def _later(view: Assessment) -> str | None:
    """Newer evidence under its own name: of the two first, the newest first; then around them."""
    assert view.standing is not None
    own, wars, joined = [], [], []
    for pair in view.standing.pairs:
        whom = "the two" if not several(view) else pair_name(pair)
        for record in pair.hostility.later:
            if record.source.startswith("UCDP"):
                what = record.what.replace("the two", whom)
                text = f"{record.when} {what} ({record.source.split(',')[0]})"
            else:
                text = f"{record.when}: {record.what.rstrip('.')}"
            own.append((_year(record.when), text))
    for record in view.standing.context:
        text = f"{record.when} {record.what}"
        if record.source.startswith("UCDP"):
            told_as = f"{text} ({record.source.split(' (')[0]})"
            wars.append((not record.what.startswith("war"), -_year(record.when), told_as))
        else:
            joined.append(text)
    own.sort(key=lambda dated: -dated[0])
    told = [*(text for _, text in own), *(text for *_, text in sorted(wars)), *joined[::-1]]
    if not told:
        return None
    more = len(told) - MOST_RECORDS
    return f"{'; '.join(told[:MOST_RECORDS])}{f'; {more} more (--full)' if more > 0 else ''}."


def _year(when: str) -> int:
    """The last year that a record names."""
    return max(int(word) for word in re.findall(r"\d{4}", when))
