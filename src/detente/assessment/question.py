"""From what was asked to the two sides of an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from detente import facts
from detente.assessment.peoples import Pair, People, people
from detente.assessment.schema import Party
from detente.assessment.world import World
from detente.dates import human
from detente.errors import OutsideVintage
from detente.measures.cube import FIRST_YEAR
from detente.states.actors import Actor, BlocActor, StateActor, resolve
from detente.states.blocs import BlocTable, Member
from detente.states.pairs import check_pair
from detente.states.userblocs import UserBloc, parse_inline, read_file
from detente.store import Vintage
from detente.words import listing

FIRST_DAY = date(1950, 1, 1)
RULES_ARE_OF = 366  # days before the vintage's date for which its admission rules are told


@dataclass(frozen=True)
class Sides:
    """Two sides, read: who they are, what pairs of states they make, on which day.

    Attributes
    ----------
    day : the day shown: `as_of`, or the last day both sides existed
    over : why nothing lies ahead of the two (a side has ended), or None
    never_met : the sentence for two sides that never existed on one day, or None
    """

    a: Actor
    b: Actor
    blocs: BlocTable
    day: date
    peoples: tuple[tuple[People, ...], tuple[People, ...]]
    over: str | None
    never_met: str | None
    notes: tuple[str, ...]

    def pairs(self) -> list[Pair]:
        """Every pair of states across the two sides."""
        return [Pair(one, two) for one in self.peoples[0] for two in self.peoples[1]]


def check_date(as_of: date, vintage: Vintage) -> None:
    """Refuse days the vintage cannot answer for.

    Raises
    ------
    OutsideVintage      before 1950, or after the vintage's own date
    """
    if not FIRST_DAY <= as_of <= vintage.date:
        raise OutsideVintage(
            f"The question is about {human(as_of)}, but the {vintage.id} vintage answers from "
            f"{human(FIRST_DAY)} to {human(vintage.date)}. Choose --as-of within these days.",
            as_of=as_of,
            first=FIRST_DAY,
            last=vintage.date,
        )


def user_blocs(specs: Iterable[str | Path]) -> list[UserBloc]:
    """Blocs of the user's own: a Path is read as a file, a text as NAME=STATE,STATE."""
    found: list[UserBloc] = []
    for spec in specs:
        found.extend(read_file(spec) if isinstance(spec, Path) else (parse_inline(spec),))
    return found


def sides(world: World, a: str, b: str, blocs: Sequence[str | Path]) -> Sides:
    """Read both sides of a question.

    Raises
    ------
    BadQuestion     as `states.resolve` and `states.check_pair`
    """
    table = BlocTable(
        world.table("bloc_members"), world.table("bloc_rules"), facts.read("bloc_names")
    ).with_user(*user_blocs(blocs))
    one = resolve(a, world.as_of, states=world.states, blocs=table)
    two = resolve(b, world.as_of, states=world.states, blocs=table)
    apart = _too_late(one, two)
    if apart is not None:
        return Sides(one, two, table, world.as_of, ((), ()), None, apart, ())
    last = min(one.standing_day, two.standing_day)
    pairing = check_pair(
        _then(a, one, last, world, table), _then(b, two, last, world, table), world.as_of
    )
    if pairing.never_met is not None:
        reason = pairing.never_met.reason
        return Sides(one, two, table, world.as_of, ((), ()), None, reason, pairing.notes)
    day = _joint_day(pairing.a, pairing.b)
    peoples = (
        _peoples(world, pairing.a, pairing.against, day),
        _peoples(world, pairing.b, pairing.against, day),
    )
    ended = [
        f"{_name(actor)} ended on {human(actor.ended)}"
        for actor in (one, two)
        if actor.ended is not None
    ]
    over = (
        f"{listing(ended)}; what is shown is {human(day)}, the last day of both" if ended else None
    )
    return Sides(one, two, table, day, peoples, over, None, pairing.notes)


def _too_late(one: Actor, two: Actor) -> str | None:
    """The sentence for a bloc that was founded after the other side had ended."""
    for early, late in ((one, two), (two, one)):
        founded = late.founded if isinstance(late, BlocActor) else None
        if founded is not None and early.ended is not None and founded > early.ended:
            return (
                f"{_name(early)} ended on {human(early.ended)}, before {_name(late)} had its "
                f"first members on {human(founded)}. There is no relationship to assess."
            )
    return None


def _then(text: str, actor: Actor, last: date, world: World, table: BlocTable) -> Actor:
    """A bloc as it was when the other side ended; states are followed by their lineage."""
    if isinstance(actor, BlocActor) and actor.standing_day > last:
        return resolve(text, last, states=world.states, blocs=table)
    return actor


def party(world: World, actor: Actor, members: Sequence[People]) -> Party:
    """A side as the schema shows it.

    Admission rules were read for the present; of an earlier day they are not told, for nobody
    read what they were then. A rule of the user's own is told as it is.
    """
    if isinstance(actor, StateActor):
        return Party(
            kind="state",
            code=actor.code,
            name=actor.name,
            members=[one.member() for one in members],
            ended=actor.ended,
            successors=[one.name for one in actor.successors],
            reading=list(actor.notes),
            notes=[actor.carried] if actor.carried is not None else [],
        )
    return Party(
        kind="bloc",
        code=actor.short,
        name=actor.name,
        members=[one.member() for one in members],
        ended=actor.ended,
        admission=_admission(world, actor),
        notes=list(actor.notes),
    )


def _admission(world: World, actor: BlocActor) -> str | None:
    if actor.rule is None:
        return None
    present = (world.vintage.date - world.as_of).days <= RULES_ARE_OF
    return actor.rule.admission if actor.user or present else None


def _name(actor: Actor) -> str:
    return actor.name if isinstance(actor, StateActor) else actor.short


def _joint_day(one: Actor, two: Actor) -> date:
    """The last day up to the question on which both sides existed."""
    day = min(one.standing_day, two.standing_day)
    if isinstance(one, StateActor) and isinstance(two, StateActor):
        joint = [
            min(s.end or day, t.end or day, day)
            for s in one.lineage
            for t in two.lineage
            if s.spell.overlaps(t.spell)
        ]
        return max(joint, default=day)
    return day


def _peoples(
    world: World, actor: Actor, against: dict[str, tuple[Member, ...]], day: date
) -> tuple[People, ...]:
    """The states of a side on the day that is shown."""
    if isinstance(actor, StateActor):
        state = next(
            (stage.state for stage in actor.lineage if stage.spell.covers(day)), actor.state
        )
        return (people(world, state, day),)
    return tuple(
        people(world, member.state, day, since=member.since, unconfirmed=member.unconfirmed)
        for member in against[actor.key]
    )


def members_by_year(world: World, actor: Actor, table: BlocTable) -> pl.DataFrame:
    """The states of a side in each year since 1816, frozen ones marked."""
    if isinstance(actor, BlocActor):
        return table.members_by_year(actor.key, FIRST_YEAR, world.as_of, world.states)
    rows = [
        (year, stage.state, False)
        for stage in actor.lineage
        for year in range(max(stage.start.year, FIRST_YEAR), (stage.end or world.as_of).year + 1)
    ]
    schema = {"year": pl.Int32, "state": pl.Int32, "frozen": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")
