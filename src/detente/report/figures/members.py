"""Members: where each member of a bloc stands with the other side, on both axes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from detente.dates import human
from detente.report import theme
from detente.report.figures.figure import Figure, in_words
from detente.report.figures.member_pairs import matrix, shares
from detente.report.figures.member_tiles import tiles
from detente.report.picked import party_name
from detente.words import count, listing

if TYPE_CHECKING:
    from detente.assessment.schema import Assessment, PairStanding, Party

MOST = 40  # members a side, beyond which pairs are counted and no longer drawn one by one
COLUMNS = {
    "member": pl.String,
    "code": pl.String,
    "other": pl.String,
    "other_code": pl.String,
    "lead": pl.Boolean,
    "pledge_rung": pl.Int8,
    "pledge": pl.String,
    "own_treaty": pl.Boolean,
    "hostility_rung": pl.Int8,
    "hostility": pl.String,
    "year": pl.Int32,
    "newer_evidence": pl.Boolean,
    "with_this_pledge": pl.Int32,
    "with_this_hostility": pl.Int32,
    "of": pl.Int32,
}
BOUND = {
    3: ("has a defence pact", "have a defence pact"),
    2: ("is bound by non-aggression or neutrality", "are bound by non-aggression or neutrality"),
    1: ("has promised to consult", "have promised to consult"),
    0: ("has no pledge", "have no pledge"),
}


def members(view: Assessment, *, width: int = theme.WIDE) -> Figure:
    """Every member of a bloc by its hostility and its pledge towards the other side.

    Between a bloc and a state a tile stands for each member; between two blocs a square for each
    pair, or, where a side has more than forty members, a bar for each rung.

    Parameters
    ----------
    width : pixels of the whole picture, 360 for a phone

    Raises
    ------
    ExtraMissing    Altair is not installed
    """
    found = frame(view)
    if view.standing is None or len(found) < 2:
        return in_words(*_governments(view), found, width)
    a, b = view.question.a, view.question.b
    told = _caption(view, found)
    if a.kind == b.kind == "bloc":
        if max(found["code"].n_unique(), found["other_code"].n_unique()) > MOST:
            counted = _counted(found)
            return Figure(
                draw=lambda: shares(counted, int(found["year"][0]), width),
                title=_title(view, found),
                caption=f"Each bar counts pairs of a member of {a.code} and one of {b.code}. {told}",
                alt=_alt(found, "Bars by rung, pledge and hostility apart"),
                data=counted,
                width=width,
            )
        return Figure(
            draw=lambda: matrix(found, (a.code, b.code), width),
            title=_title(view, found),
            caption=f"Each square is a pair: a member of {a.code} and one of {b.code}. {told}",
            alt=_alt(found, "Two grids of squares, pledge and hostility"),
            data=found,
            width=width,
        )
    return Figure(
        draw=lambda: tiles(found, width),
        title=_title(view, found),
        caption=f"Each tile is a member, by its ISO code. {_marks(found)}{told}",
        alt=_alt(found, "Tiles in a grid of hostility by pledge"),
        data=found,
        width=width,
    )


def frame(view: Assessment) -> pl.DataFrame:
    """A row for each pair; the member of the bloc first, where the other side is a state."""
    if view.standing is None:
        return pl.DataFrame(schema=COLUMNS)
    pairs = view.standing.pairs
    turned = view.question.a.kind == "state" and view.question.b.kind == "bloc"
    pledges = Counter(pair.pledge.rung for pair in pairs)
    hostilities = Counter(pair.hostility.rung for pair in pairs)
    rows = []
    for at, pair in enumerate(pairs):
        one, two = (pair.two, pair.one) if turned else (pair.one, pair.two)
        rows.append(
            (
                one.name,
                one.code,
                two.name,
                two.code,
                at == view.standing.lead,
                pair.pledge.rung,
                pair.pledge.label,
                own_treaty(pair),
                pair.hostility.rung,
                pair.hostility.label,
                pair.hostility.year,
                bool(pair.hostility.later),
                pledges[pair.pledge.rung],
                hostilities[pair.hostility.rung],
                len(pairs),
            )
        )
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def own_treaty(pair: PairStanding) -> bool:
    """Whether the pledge rests on more than a general text that binds many states."""
    return any(
        pact.rung == pair.pledge.rung and not pact.umbrella
        for pact in [*pair.pledge.pacts, *pair.pledge.later]
    )


def _counted(found: pl.DataFrame) -> pl.DataFrame:
    """Pairs by axis and rung."""
    parts = [
        found.group_by(rung=f"{axis}_rung", label=axis)
        .agg(pairs=pl.len())
        .with_columns(axis=pl.lit(axis), of=pl.lit(len(found)), share=pl.col("pairs") / len(found))
        for axis in ("pledge", "hostility")
    ]
    return (
        pl.concat(parts)
        .sort("axis", "rung", descending=[True, False])
        .select("axis", "rung", "label", "pairs", "of", "share")
    )


# ── words ───────────────────────────────────────────────────────────────────────────────


def blocs(view: Assessment) -> list[Party]:
    """The sides that are blocs."""
    return [party for party in (view.question.a, view.question.b) if party.kind == "bloc"]


def _governments(view: Assessment) -> tuple[str, str, str]:
    """Title, words and caption where nobody but two governments would have to agree."""
    a, b = (party_name(party) for party in (view.question.a, view.question.b))
    caption = f"As of {human(view.question.as_of)}. Data: vintage {view.question.vintage.name}."
    if view.standing is None:
        return f"{a} and {b} never met", view.outlook[0].reason or "The two never met", caption
    if blocs(view):
        pair = view.standing.pairs[0]
        said = f"{pair.one.name} and {pair.two.name}: {pair.pledge.label}; {pair.hostility.label}"
        return f"One pair of states stands between {a} and {b}", said, caption
    said = "The data hold nothing on the parliaments, the publics or the parties of either"
    return f"Two governments would have to agree, {a} and {b}", said, caption


def _title(view: Assessment, found: pl.DataFrame) -> str:
    sides, total = blocs(view), len(found)
    year, calm = int(found["year"][0]), int((found["hostility_rung"] == 0).sum())
    whom = "" if len(sides) > 1 else f" with {found['other'][0]}"
    assert view.standing is not None
    noun = "pairs of members" if len(sides) > 1 else f"{sides[0].code} members"
    noun += f" of {human(view.standing.pairs[0].day)}"
    if calm == total:
        first = f"None of {total:,} {noun} had hostility{whom} on record in {year}"
    elif calm == 0:
        first = f"All {total:,} {noun} had hostility{whom} on record in {year}"
    else:
        first = f"{calm:,} of {total:,} {noun} had no hostility{whom} on record in {year}"
    return f"{first}; {_known(view)}, {_pledged(view, found)}"


def _known(view: Assessment) -> str:
    """Until when the pledges are known."""
    assert view.standing is not None
    pairs = view.standing.pairs
    if not pairs[0].pledge.carried:
        return f"on {human(pairs[0].day)}"
    newer = " and newer sources" if any(pair.pledge.later for pair in pairs) else ""
    return f"by the record to {pairs[0].pledge.coded_to}{newer}"


def _pledged(view: Assessment, found: pl.DataFrame) -> str:
    """``all 32 are bound by non-aggression or neutrality, 14 of them by more than …``."""
    many = Counter(found["pledge_rung"].to_list())
    if len(many) > 1:
        told = [f"{many[rung]:,} {_bound(rung, many[rung])}" for rung in (3, 2, 1, 0) if many[rung]]
        return listing(told)
    rung = found["pledge_rung"][0]
    if rung == 0:
        return "none of them has a pledge"
    said = f"all {len(found):,} {BOUND[rung][1]}"
    assert view.standing is not None and view.standing.pledge is not None
    own = view.standing.pledge.specific
    if own is None or own == len(found):
        return said
    general = "a text that binds a dozen states or more"
    if not own:
        return f"{said}, none of them by more than {general}"
    return f"{said}, {own:,} of them by more than {general}"


def _bound(rung: int, many: int) -> str:
    return BOUND[rung][0 if many == 1 else 1]


def _marks(found: pl.DataFrame) -> str:
    """What filled, hollow and framed tiles mean; only what is there."""
    pledged = found.filter(pl.col("pledge_rung") > 0)
    parts = []
    if not pledged["own_treaty"].all():
        parts.append(
            "Hollow: bound only by general texts, of a dozen states or more; filled: by another "
            "treaty too."
            if pledged["own_treaty"].any()
            else "Hollow: bound only by general texts, of a dozen states or more."
        )
    parts.append(f"Dark frame: the lead, {found.filter(lead=True)['member'][0]}.")
    if found["newer_evidence"].any():
        parts.append("Asterisk: newer evidence is known and not counted here.")
    return " ".join([*parts, ""])


def _caption(view: Assessment, found: pl.DataFrame) -> str:
    assert view.standing is not None
    pair = view.standing.pairs[0]
    ends = pair.hostility.coded_to
    newer = " Newer pledges count where they are listed." if "newer" in _known(view) else ""
    carried = f", carried since{'.' + newer if newer else '.'}" if pair.pledge.carried else "."
    return (
        f"Hostility: disputes and wars of {pair.hostility.year}, the last year known (MID, COW), "
        f"and rivalries running, known to {ends.get('rivalries', pair.hostility.year)} (TSS). "
        f"Pledge: treaties in force on {human(pair.day)} (ATOP), coded to "
        f"{pair.pledge.coded_to}{carried} n = {count(len(found), 'pair')} of states. "
        f"Data: vintage {view.question.vintage.name}."
    )


def _alt(found: pl.DataFrame, what: str) -> str:
    parts = []
    for axis in ("hostility", "pledge"):
        rungs = (
            found.group_by(f"{axis}_rung", axis)
            .agg(pl.len(), pl.col("member").sort(), pl.col("lead").any())
            .sort(f"{axis}_rung")
        )
        told = [
            f"{row[axis]} {row['len']:,}{_few(row['member'], len(found))}"
            for row in rungs.iter_rows(named=True)
        ]
        parts.append(f"{axis.capitalize()}: {', '.join(told)}")
    lead = found.filter(lead=True).row(0, named=True)
    parts.append(
        f"The lead, {lead['member']} with {lead['other']}: {lead['hostility']}, {lead['pledge']}"
    )
    return f"{what}. {'. '.join(parts)}."


def _few(names: Sequence[str], total: int) -> str:
    """The names of those that stand apart, where they are few."""
    one = list(dict.fromkeys(names))
    return f" ({listing(one)})" if len(one) <= 4 and len(names) < total / 2 else ""
