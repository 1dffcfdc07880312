"""`assess`: one question in, one assessment out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from detente import store
from detente.assessment.analogues import analogues
from detente.assessment.command import command
from detente.assessment.coverage import UNMEASURED, coverage
from detente.assessment.drivers import odds, of_other_outcomes
from detente.assessment.events import events
from detente.assessment.headline import headline
from detente.assessment.history import bloc_years, history, past_alliances
from detente.assessment.later import Later
from detente.assessment.limits import limits
from detente.assessment.outlook import outlook
from detente.assessment.peoples import People
from detente.assessment.provenance import provenance, stamp
from detente.assessment.question import Sides, check_date, members_by_year, party, sides
from detente.assessment.reversals import reversals
from detente.assessment.schema import Assessment, Forecast, LaterRecord, Provenance, Question
from detente.assessment.standing import Seen, pair_standing, standing
from detente.assessment.track_record import track_records
from detente.assessment.walked import together
from detente.assessment.world import MODERN_FROM, World, world
from detente.dates import HORIZONS, day, horizons
from detente.errors import BadCondition
from detente.models.reference import OUTCOMES
from detente.models.simulate.conditions import read
from detente.models.simulate.draws import PATIENCE, Progress
from detente.states.actors import BlocActor
from detente.states.lineage import POLICY
from detente.store import Vintage

HISTORY_POLICY = (
    "A bloc's years before its founding show the members of the day of the answer, frozen."
)


def assess(
    a: str,
    b: str,
    *,
    as_of: str | date | int | None = None,
    horizons: str | int | Sequence[int] = HORIZONS,
    blocs: Sequence[str | Path] = (),
    given: Sequence[str] = (),
    seconds: float = PATIENCE,
    drivers: bool = True,
    vintage: Vintage | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Assess the relationship of two states or blocs at a date.

    Parameters
    ----------
    a, b : names, codes or blocs, e.g. ``"NATO"``, ``"Russia"``, ``"DEU"``, ``"West Germany"``
    as_of : use only what was known by this day, from 1950 on; a bare year means its 31
        December. Without one the vintage's own date is taken, never the clock's.
    horizons : whole years from 1 to 20
    blocs : blocs of your own, inline (``"MINSK=BLR,RUS,UKR"``) or as paths of files
    given : what to suppose, e.g. ``"Finland in NATO from 2027"``, ``"TUR out of NATO from 2030"``,
        ``"USA with RUS from 2031"``; from the day of the question on
    seconds : for the draws under a condition; as many as fit are made, from 500 to 10,000, and the
        answer says how many
    drivers : whether to say what moves the odds and which decisions are most like; it takes a few
        seconds more the first time
    vintage : the tables to read; the full ones if they were fetched, else the starter
    progress : called with draws done and their number, where a world has to be simulated

    Returns
    -------
    Assessment      standing, history, outlook, analogues, reversals, limits, provenance

    Raises
    ------
    BadQuestion     the question cannot be answered as it was put
    DataError       the data cannot be had or cannot be trusted

    Examples
    --------
    >>> import detente
    >>> view = detente.assess("France", "Germany", as_of=1950)
    >>> view.question.b.name
    'West Germany'
    """
    tables = vintage if vintage is not None else store.vintage()
    when = day(as_of) if as_of is not None else tables.date
    ahead = _horizons(horizons)
    check_date(when, tables)
    supposed = tuple(read(text) for text in given)
    if supposed and when.year < MODERN_FROM:
        raise BadCondition(
            f"Conditions need the simulation, which answers from {MODERN_FROM} on; the question is "
            f"about {when}.",
            as_of=when,
        )
    seen_world = world(tables, when, supposed, seconds)
    seen_world.progress = progress
    asked = sides(seen_world, a, b, blocs)
    question = Question(
        a=party(seen_world, asked.a, asked.peoples[0]),
        b=party(seen_world, asked.b, asked.peoples[1]),
        as_of=when,
        as_of_given=as_of is not None,
        day=asked.day,
        horizons=list(ahead),
        vintage=stamp(seen_world),
        notes=[*asked.notes, POLICY],
        given=[str(one) for one in supposed],
    )
    again = command(seen_world, asked, (a, b), when, horizons=ahead, blocs=blocs, given=given)
    made_of = provenance(seen_world, again)
    if asked.never_met is not None:
        return _never_met(seen_world, question, asked.never_met, made_of)
    return _assessment(seen_world, question, asked, ahead, made_of, explained=drivers)


def _horizons(years: str | int | Sequence[int]) -> tuple[int, ...]:
    return horizons(years if isinstance(years, str | int) else tuple(years))


def _assessment(
    seen_world: World,
    question: Question,
    asked: Sides,
    ahead: Sequence[int],
    made_of: Provenance,
    *,
    explained: bool,
) -> Assessment:
    if _walks(seen_world, asked):
        seen_world.walk()
    later = Later(seen_world)
    seen = _seen(seen_world, asked, later)
    lead = max(range(len(seen)), key=lambda at: (seen[at].weight, -at))
    leads = (seen[lead].pair.one, seen[lead].pair.two)
    forecasts = outlook(seen_world, seen, lead, ahead, asked.over)
    drivers, decisions = odds(seen_world, seen[lead], asked.day) if explained else ([], [])
    is_bloc = any(isinstance(actor, BlocActor) for actor in (asked.a, asked.b))
    years = (
        bloc_years(
            seen_world,
            (
                members_by_year(seen_world, asked.a, asked.blocs),
                members_by_year(seen_world, asked.b, asked.blocs),
            ),
            asked.day,
        )
        if is_bloc
        else []
    )
    past = history(
        seen_world,
        seen[lead].pair,
        seen[lead].track,
        until=asked.day,
        allied=past_alliances(seen_world, seen, asked.day, later),
        years=years,
        notes=[HISTORY_POLICY] if is_bloc else [],
    )
    happened = events(seen_world, asked, seen[lead], past)
    return Assessment(
        question=question,
        standing=standing(seen, lead, headline(seen, lead), _context(later, asked, leads)),
        history=past.model_copy(update={"events": happened}),
        outlook=forecasts,
        together=together(seen_world, seen, ahead) if asked.over is None else [],
        analogues=analogues(seen_world, seen[lead]),
        reversals=reversals(seen_world, seen[lead]),
        drivers=drivers,
        other_drivers=of_other_outcomes(seen_world, seen[lead], asked.day) if explained else [],
        decisions=decisions,
        track_record=track_records(forecasts, seen_world.vintage),
        limits=limits(seen_world),
        coverage=coverage(seen_world, ahead=asked.over is None),
        unmeasured=list(UNMEASURED),
        provenance=made_of,
        draws=seen_world.draws.draws if _walks(seen_world, asked) else None,
    )


def _walks(seen_world: World, asked: Sides) -> bool:
    """Whether an answer was read from draws."""
    return asked.over is None and seen_world.as_of.year >= MODERN_FROM


def _seen(seen_world: World, asked: Sides, later: Later) -> list[Seen]:
    """Every pair of states with its standing and its weight by capability."""
    shares = {
        people.state: share[0]
        for side in asked.peoples
        for people in side
        if (share := seen_world.share(people.codes)) is not None
    }
    totals = [sum(shares.get(people.state, 0.0) for people in side) for side in asked.peoples]
    result = []
    for pair in asked.pairs():
        weight = 1.0
        for people, total in zip((pair.one, pair.two), totals, strict=True):
            weight *= shares.get(people.state, 0.0) / total if total > 0 else 1.0
        track, stands = pair_standing(seen_world, pair, asked.day, later)
        result.append(Seen(pair, track, stands, weight))
    return result


def _context(later: Later, asked: Sides, lead: tuple[People, People]) -> list[LaterRecord]:
    """Newer evidence around the pair: wars with others, and who joined a bloc.

    Of two blocs, the wars of each side's largest member.
    """
    records: list[LaterRecord] = []
    both = frozenset(code for side in asked.peoples for people in side for code in people.codes)
    two_blocs = isinstance(asked.a, BlocActor) and isinstance(asked.b, BlocActor)
    for actor, side, largest in zip((asked.a, asked.b), asked.peoples, lead, strict=True):
        if isinstance(actor, BlocActor):
            records += later.joined(side, actor.short)
        if two_blocs or not isinstance(actor, BlocActor):
            records += later.wars_with_others(largest, both, asked.day)
    return records


def _never_met(
    seen_world: World, question: Question, reason: str, made_of: Provenance
) -> Assessment:
    """The answer for two states that never existed on one day."""
    return Assessment(
        question=question,
        standing=None,
        history=None,
        outlook=[
            Forecast(
                outcome=outcome,
                horizon=horizon,
                aggregation="pair",
                status="never_met",
                reason=reason,
            )
            for outcome in OUTCOMES
            for horizon in question.horizons
        ],
        analogues=[],
        reversals=None,
        limits=limits(seen_world),
        coverage=coverage(seen_world, ahead=False),
        unmeasured=list(UNMEASURED),
        provenance=made_of,
    )
