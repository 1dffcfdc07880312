"""The first screen: the answer in words, then in numbers, then what is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.assessment.schema import Assessment, Forecast, Interval, PairStanding, Party, Together
from detente.dates import human
from detente.report.layout import Page
from detente.report.past import was
from detente.report.quoted import record_sentence
from detente.words import chance, chances, count, likelihood, listing, percent

NUMBERS = {1: "one", 5: "five", 10: "ten", 20: "twenty"}
ROWS = {
    "defence_pact": "defence pact",
    "stronger_pledge": "stronger pledge",
    "rivalry_end": "rivalry ends",
    "dispute": "new dispute",
}
EVENTS = {"defence_pact": "A defence pact", "dispute": "A new militarised dispute"}
YARDSTICK = 10
MOST_RECORDS = 4
LEAST_TOLD = 0.005  # chances of an unlisted pact below this are not told
HEAD = ("lead", "pair")


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
    _odds(page, view)
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
    if history is None or standing is None or _several(view):
        return False
    record = standing.pairs[0].hostility
    return not (history.treaties or history.rivalries or record.disputes or record.later)


def _own_notes(view: Assessment) -> list[str]:
    """Notes on the question itself, but for the standing policy, which --full prints."""
    return [note for note in view.question.notes if not note.startswith("Histories join")]


def lead(view: Assessment) -> PairStanding:
    """The pair that leads."""
    assert view.standing is not None
    return view.standing.pairs[view.standing.lead]


def yardstick(view: Assessment) -> int:
    """The horizon the first line speaks of: ten years, or the nearest that was asked."""
    return min(view.question.horizons, key=lambda years: (abs(years - YARDSTICK), years))


def pick(view: Assessment, outcome: str, aggregation: Sequence[str] = HEAD) -> list[Forecast]:
    """The forecasts of one outcome, by horizon."""
    return [
        one for one in view.outlook if one.outcome == outcome and one.aggregation in aggregation
    ]


def spoken(p: float, low: float, high: float) -> str:
    """``Very unlikely: 11% (8.4% to 16%)``."""
    word = likelihood(p)
    middle, least, most = chances(p, low, high)
    return f"{word[0].upper()}{word[1:]}: {middle} ({least} to {most})"


def estimated(one: Interval) -> str:
    """``34% (8% to 70%)``."""
    middle, least, most = chances(one.p, one.low, one.high)
    return f"{middle} ({least} to {most})"


def years_of(horizon: int) -> str:
    """``ten years``."""
    return f"{NUMBERS.get(horizon, str(horizon))} year{'s' if horizon > 1 else ''}"


def _answer(page: Page, view: Assessment) -> None:
    horizon = yardstick(view)
    pact = next(one for one in pick(view, "defence_pact") if one.horizon == horizon)
    if pact.status == "not_at_risk":
        page.paragraph(f"Nothing lies ahead of the two: {pact.reason}.")
        return
    if pact.status == "in_force":
        whom = f" for the lead ({_pair(lead(view))})" if _several(view) else ""
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
    whom = f", for the lead ({_pair(lead(view))})" if _several(view) else ""
    question = f"{event} within {years_of(horizon)}{whom}?"
    by_class = one.class_p is None  # the class itself speaks, not a model beside it
    hard = by_class and "hostility" in one.dropped and one.stratum in _STRATUM
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


def _odds(page: Page, view: Assessment) -> None:
    horizons = view.question.horizons
    base = yardstick(view)
    strata = {one.stratum for one in view.outlook if one.stratum is not None}
    stratum = _STRATUM.get(next(iter(strata), "")) if len(strata) == 1 else None
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
    if not _several(view):
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


_STRATUM = {"rivals": "rivals", "pairs in open hostility": "hostile"}
_WAYS = {"lead": "lead", "share": "mean of members", "weighted": "weighted by capability"}


def _left_out(share: Forecast) -> str:
    members = share.members or {}
    parts = [
        f"{members[key]} {text}"
        for key, text in (("in_force", "already have one"), ("left_out", "not at risk"))
        if members.get(key)
    ]
    return f" ({listing(parts)})" if parts else ""


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
        whom = f", {_pair(lead(view))}" if _several(view) else ""
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
        whom = "the two" if not _several(view) else _pair(pair)
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


def _several(view: Assessment) -> bool:
    return view.standing is not None and len(view.standing.pairs) > 1


def _pair(pair: PairStanding) -> str:
    return f"{pair.one.name}–{pair.two.name}"


def party_name(party: Party) -> str:
    """A side as a sentence names it."""
    return party.name if party.kind == "state" else party.code


def since(day: date | None) -> str:
    """A membership's first day, or a dash."""
    return human(day) if day is not None else "–"
