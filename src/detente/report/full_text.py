"""Every number of an assessment with its source, coverage and n."""

from __future__ import annotations

from detente.assessment.schema import Assessment, Forecast, PairStanding, Party
from detente.dates import human
from detente.report.drivers import drivers
from detente.report.layout import Page
from detente.report.picked import ROWS, alone, estimated, lead, party_name, since, years_of
from detente.report.quoted import record_table
from detente.report.ribbon import ribbons
from detente.words import SCALE, count, listing, percent


def full_text(page: Page, view: Assessment) -> None:
    """Write everything behind the first screen."""
    _question(page, view)
    if view.standing is not None:
        _pledges(page, view)
        _hostility(page, view)
        _members(page, view)
    _outlook(page, view)
    record_table(page, view)
    drivers(page, view)
    _history(page, view)
    _analogues(page, view)
    _reversals(page, view)
    _limits(page, view)
    _provenance(page, view)
    _scale(page)


def _question(page: Page, view: Assessment) -> None:
    page.heading("How the question was read")
    for party in (view.question.a, view.question.b):
        page.paragraph(f"{party_name(party)}: {_party(party)}", hanging=2)
    for note in view.question.notes:
        page.paragraph(note, hanging=2)


def _party(party: Party) -> str:
    notes = " ".join([*party.reading, *party.notes])
    if party.kind == "state":
        code = f"state {party.members[0].state}, {party.code}." if party.members else party.code
        return f"{code} {notes}".strip()
    admission = f" Admission: {party.admission}" if party.admission else ""
    return f"{party.name}, {count(len(party.members), 'member')}. {notes}{admission}"


def _pledges(page: Page, view: Assessment) -> None:
    pair = lead(view)
    page.heading(f"Pledges in force, {_pair(pair)} (ATOP 5.1, coded to {pair.pledge.coded_to})")
    if not pair.pledge.pacts:
        page.paragraph("None on the coded record.")
    for pact in pair.pledge.pacts:
        kind = f"umbrella, {pact.parties} parties" if pact.umbrella else f"{pact.parties} parties"
        extra = "; ".join(filter(None, [pact.one_sided, "offence too" if pact.offence else None]))
        page.paragraph(
            f"{pact.label}, since {human(pact.since)}: {pact.name} ({kind}; dated by "
            f"{pact.dated_by}; {pact.source}{'; ' + extra if extra else ''})"
            f"{'' if pact.titled else ' [a description; no title was read]'}",
            hanging=2,
        )
    for pact in pair.pledge.later:
        page.paragraph(
            f"Later: {pact.label}, since {human(pact.since)}: {pact.name} ({pact.dated_by}; "
            f"{pact.source})",
            hanging=2,
        )
    for text in pair.pledge.ended_since:
        page.paragraph(f"Later: {text}", hanging=2)
    for record in pair.pledge.doubtful:
        page.paragraph(f"Not counted: {record.when}, {record.what} ({record.source})", hanging=2)


def _hostility(page: Page, view: Assessment) -> None:
    pair = lead(view)
    record = pair.hostility
    page.heading(f"Hostility, {_pair(pair)}")
    page.paragraph(f"Rung of {record.year}: {record.label} (MID 5.0, COW wars, TSS rivalries).")
    if record.rivalry is not None:
        page.paragraph(
            f"Rivalry: {record.rivalry.name}, since {record.rivalry.first}; coded to "
            f"{record.coded_to['rivalries']}."
        )
    if record.last_dispute is not None:
        page.paragraph(
            f"{count(record.disputes, 'militarised dispute')} since 1816; the last on record in "
            f"{record.last_dispute.year} (MID {record.last_dispute.dispnum}, "
            f"{record.last_dispute.label}); coded to {record.coded_to['disputes']}."
        )
    else:
        page.paragraph(
            f"No militarised dispute on record from 1816 to {record.coded_to['disputes']}."
        )
    for one in record.later:
        page.paragraph(f"Later: {one.when}, {one.what} ({one.source})", hanging=2)
    if record.bridged is not None:
        page.paragraph(
            f"Estimated, not on record: a dispute in {record.bridged.year}, "
            f"{estimated(record.bridged.dispute)}; one in which force was used, "
            f"{estimated(record.bridged.violent)}: the middle 90% of what the pair's true chance "
            "may be.",
            hanging=2,
        )
    assert view.standing is not None
    for one in view.standing.context:
        page.paragraph(f"Later: {one.when}, {one.what} ({one.source})", hanging=2)
    structure = pair.structure
    page.paragraph(
        f"Structure: contiguity type {structure.contiguity}, major powers {structure.majors}, "
        f"CINC {listing([str(s) for s in structure.shares])} ({structure.shares_year}). "
        f"{' '.join(structure.notes)}"
    )
    if pair.ideal_points is not None:
        points = pair.ideal_points
        page.paragraph(
            f"UN ideal points {points.year}: {points.one} and {points.two}, {points.distance} "
            f"apart. {points.note}"
        )


def _members(page: Page, view: Assessment) -> None:
    assert view.standing is not None
    if len(view.standing.pairs) == 1:
        return
    page.heading("Pair by pair")
    rows = [["pair", "member since", "pledge", "rivalry", "last MID", "UN gap"]]
    for pair in view.standing.pairs:
        last = pair.hostility.last_dispute
        rivalry = pair.hostility.rivalry
        rows.append(
            [
                f"{pair.one.code}–{pair.two.code}{'*' if pair.one.unconfirmed else ''}",
                since(pair.one.since or pair.two.since),
                _short(pair),
                str(rivalry.first) if rivalry is not None else "–",
                str(last.year) if last is not None else "–",
                f"{pair.ideal_points.distance:.1f}" if pair.ideal_points is not None else "–",
            ]
        )
    page.table(rows, left=3, indent=2)
    if any(pair.one.unconfirmed for pair in view.standing.pairs):
        page.paragraph("* membership rests on a source that is not official.")
    for name, axis in (("Pledge", view.standing.pledge), ("Hostility", view.standing.hostility)):
        if axis is not None:
            parts = [
                f"{label} {percent(share)} ({percent(axis.weighted[label])} weighted)"
                for label, share in axis.share.items()
                if share or axis.weighted[label]
            ]
            page.paragraph(f"{name}, share of pairs: {'; '.join(parts)}.", hanging=2)


def _short(pair: PairStanding) -> str:
    label = pair.pledge.label.replace("non-aggression or neutrality", "non-aggression")
    if pair.pledge.rung == 0:
        return label
    direct = [p for p in [*pair.pledge.pacts, *pair.pledge.later] if not p.umbrella]
    if not any(p.rung == pair.pledge.rung for p in direct):
        return f"{label} (umbrella)"
    return label


def _outlook(page: Page, view: Assessment) -> None:
    page.heading("Outlook, every number (90% intervals)")
    rows = [["outcome", "years", "of", "p", "low", "high", "base", "pairs", "with"]]
    reasons: dict[str, None] = {}
    for one in view.outlook:
        if one.status != "at_risk":
            reasons[
                f"{ROWS[one.outcome]}, {one.aggregation}: {one.status.replace('_', ' ')}"
                f"{', ' + one.reason if one.reason else ''}."
            ] = None
            continue
        rows.append(
            [
                ROWS[one.outcome],
                str(one.horizon),
                one.aggregation,
                percent(one.p or 0),
                percent(one.low or 0),
                percent(one.high or 0),
                percent(one.base_rate or 0),
                f"{one.n_pairs:,}",
                f"{one.n_events:,}",
            ]
        )
    if len(rows) > 1:
        page.table(rows, indent=2)
    for reason in reasons:
        page.paragraph(reason, hanging=2)
    for text in dict.fromkeys(_class(one) for one in view.outlook if one.status == "at_risk"):
        page.paragraph(text, hanging=2)
    if len(rows) > 1:
        page.paragraph(
            "pairs: distinct pairs in the class (of share and weighted, in the thinnest among the "
            "members'); with: of them, pairs with the outcome within the horizon of some year in "
            "which they were alike. base: all pairs at risk in the same years. Each class is drawn "
            "towards the next wider one."
        )
        page.paragraph(_by_whom(view))


def _by_whom(view: Assessment) -> str:
    """Whose the chances and their intervals are; the counts are always those of the class."""
    models = dict.fromkeys(
        f"{ROWS[one.outcome]} by the model {one.model!r}"
        for one in view.outlook
        if one.status == "at_risk" and one.class_p is not None
    )
    if not models:
        return "p, low, high: by the class, with a bootstrap over pairs."
    text = (
        f"p, low, high: {listing(list(models))}, with the doubt of the model; all else by the "
        "class, with a bootstrap over pairs. pairs, with: of the class throughout."
    )
    text += "".join(f" {why}" for why in alone(view.outlook))
    rivalry = lead(view).hostility
    if rivalry.rivalry is not None and rivalry.carried["rivalries"]:
        text += (
            f" rivalry ends: should it still run, for rivalries are coded to "
            f"{rivalry.coded_to['rivalries']} only."
        )
    return f"{text}{_joint(view)}"


def _joint(view: Assessment) -> str:
    """What the draws say of the rivalry and a pact in one world."""
    told = [one for one in view.outlook if one.and_pact is not None]
    if not told:
        return ""
    parts = [f"{percent(one.and_pact or 0)} within {years_of(one.horizon)}" for one in told]
    runs = told[0].running
    still = (
        f" It runs that day in {percent(runs)} of draws." if runs is not None and runs < 1 else ""
    )
    return f"{still} That it ends and a defence pact is made, both in time: {listing(parts)}."


def _of(one: Forecast) -> str:
    """``share (1 of 32 pairs at risk, the thinnest class)``; a lead or a pair as it is."""
    if one.members is None:
        return one.aggregation
    of = f"{one.members['at_risk']:,} of {count(sum(one.members.values()), 'pair')} at risk"
    return f"{one.aggregation} ({of}; the thinnest class)"


def _class(one: Forecast) -> str:
    alike = f"alike on {listing(one.conditions)}" if one.conditions else "all pairs at risk"
    dropped = f"; given up to reach thirty pairs: {listing(one.dropped)}" if one.dropped else ""
    span = f", rows of {one.years[0]}–{one.years[1]}" if one.years else ""
    return f"{ROWS[one.outcome]}, {_of(one)}: {alike}{dropped}{span}."


def _history(page: Page, view: Assessment) -> None:
    if view.history is None:
        return
    page.heading(f"History of {view.history.of}")
    ribbons(page, view.history)
    for axis, stretches in (("pledge", view.history.pledge), ("hostility", view.history.hostility)):
        rows = [
            [axis, _years(s.first, s.last), s.label, s.detail]
            for s in stretches
            if s.how != "no pair"
        ]
        for row in rows:
            page.paragraph(
                f"{row[0]} {row[1]}: {row[2]}{' (' + row[3] + ')' if row[3] else ''}", hanging=4
            )
    if view.history.years:
        _bloc_history(page, view)
    for note in view.history.notes:
        page.paragraph(note)


def _bloc_history(page: Page, view: Assessment) -> None:
    """The bloc by decade: how many member pairs stood on each rung."""
    assert view.history is not None
    page.heading("The bloc, every tenth year: pairs on each rung")
    rows = [["year", "pairs", "no pledge", "consult.", "non-aggr.", "defence", "hostile"]]
    for year in view.history.years:
        if year.year % 10 == 0 or year is view.history.years[-1]:
            pledge = [str(n) for n in year.pledge] if year.pledge is not None else ["?"] * 4
            hostile = str(sum(year.hostility[1:])) if year.hostility is not None else "?"
            mark = "*" if year.frozen else ""
            rows.append([f"{year.year}{mark}", str(year.pairs), *pledge, hostile])
    page.table(rows, indent=2)
    page.paragraph("* members of the day of the answer, frozen. ? outside coverage.")


def _analogues(page: Page, view: Assessment) -> None:
    if not view.analogues:
        return
    page.heading("Dyads like this one, at the time, and within twenty years")
    for one in view.analogues:
        page.paragraph(f"{one.one}–{one.two} {one.year} ({one.alike}): {one.became}.", hanging=2)


def _reversals(page: Page, view: Assessment) -> None:
    found = view.reversals
    if found is None or not found.ended:
        return
    page.heading("Enemies that became allies")
    page.paragraph(
        f"{count(found.ended, 'rivalry', 'rivalries')} (TSS) ended {found.first}–{found.last}; "
        f"{found.allied_before} inside a defence pact already; of the other {found.without}, "
        f"{found.allied} had one with the end or since. Of those without one at the end, within 5, "
        f"10 and 20 years: {listing([percent(p) for p in found.within.values()])}, leaving view "
        "counted as leaving."
    )
    for case in found.cases:
        followed = f", {case.followed}" if case.followed else ""
        page.paragraph(
            f"{case.name}: ended {case.ended}, pact {case.pact} ({case.treaty}{followed})",
            hanging=2,
        )


def _limits(page: Page, view: Assessment) -> None:
    page.heading("Where sight ends")
    if not view.limits:
        page.paragraph("Every source used reaches the day of the answer.")
    for limit in view.limits:
        page.paragraph(f"{limit.source}: {limit.text}.", hanging=2)


def _provenance(page: Page, view: Assessment) -> None:
    page.heading("Sources")
    for stamp in view.provenance.sources:
        digest = f", sha256 {stamp.sha256[:12]}…" if stamp.sha256 else ""
        page.paragraph(
            f"{stamp.table}: {stamp.name} {stamp.version}{digest}. {stamp.cite}. Licence: "
            f"{stamp.licence}",
            hanging=2,
        )
    page.paragraph(
        f"Détente {view.provenance.detente}; {view.provenance.replicates} bootstrap replicates, "
        f"seed {view.provenance.seed}."
    )


def _scale(page: Page) -> None:
    page.heading("Words for chances (ICD 203)")
    low = 0
    parts = []
    for bound, word in SCALE:
        high = min(100, round(100 * bound))
        parts.append(f"{word} {low}–{high}%")
        low = high
    page.paragraph(", ".join(parts) + ". Under 1% also as 1 in n.")


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _pair(pair: PairStanding) -> str:
    return f"{pair.one.name}–{pair.two.name}"
