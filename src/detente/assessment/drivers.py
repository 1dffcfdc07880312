"""What moves the odds of each outcome, and the past decisions most like the one a pact would take.

Those of a pact stand as of the end of the last year for which alliances are coded and known on the
day of the answer; those of hostility as of the last year before the day, or of coded rivalries. All
are associations in a model, not causes.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial

from detente.assessment.schema import (
    DecisionsLike,
    Driver,
    NearestDecision,
    NearestOther,
    Odds,
    Outcome,
    Path,
)
from detente.assessment.standing import Seen
from detente.assessment.world import MODERN_FROM, World
from detente.dates import last_known_year
from detente.errors import OutOfCoverage, SourceMissing, StaleArtefact
from detente.measures.cube import COVERAGE
from detente.measures.rungs import Pledge
from detente.models.artefacts import stored_processes
from detente.models.moved import Moved
from detente.models.past import Past
from detente.models.treaty import processes
from detente.models.treaty.baseline import Baseline, baseline
from detente.models.treaty.drivers import drivers
from detente.models.treaty.kept_cases import kept_cases
from detente.models.treaty.nearest import PROCESS, Likeness, nearest
from detente.models.treaty.paths import paths, treaty_name
from detente.models.treaty.scene import Scene
from detente.states.names import name_on
from detente.store import Vintage

PATHS = 5  # named at most
NOTES = {
    "stronger_pledge": (
        "Drivers are associations in the model, not effects. The chance is that of a pledge short of "
        "a pact, in a year that brings none; a stronger pledge is the one or the other. They are "
        "told against the mean pair that had a rung left below a pact."
    ),
    "rivalry_end": (
        "Drivers are associations in a pool of models, not effects. They are told against the mean "
        "rivalry; the pool beside the plain rate is what then is left to the rate since 1946."
    ),
    "dispute": (
        "Drivers are associations in the model, not effects. Something between the two is a border, "
        "a rivalry now or before, a dispute ever, or a major power; the others are told against the "
        "mean of such pairs, or of all the rest. Disputes are read as far as they are coded."
    ),
}


def odds(world: World, seen: Seen, day: date) -> tuple[list[Odds], list[DecisionsLike]]:
    """Drivers and nearest decisions of the pair that leads; nothing where it is not at risk.

    Parameters
    ----------
    day : the day shown; before that of the answer, one side has ended
    """
    if world.as_of.year < MODERN_FROM or day < world.as_of:
        return [], []
    if seen.standing.pledge.rung >= Pledge.DEFENCE:
        return [], []
    year = min(last_known_year(world.as_of), COVERAGE["pledge"])
    scene, average = _scene(world.vintage, year)
    cube = scene.past.cube
    found = {cube.pair(one, two) for one, two in seen.pair.code_pairs}
    pair = next((at for at in sorted(found) if at >= 0 and at in scene.pairs), None)
    if pair is None:
        return [], []
    of_pair = drivers(scene, pair, average)
    ways = paths(scene, pair)
    named = (seen.standing.one.name, seen.standing.two.name)
    told = Odds(
        one=named[0],
        two=named[1],
        year=year,
        p=_told(of_pair.chance),
        base_rate=_told(of_pair.base),
        drivers=[
            Driver(name=name, log_odds=_told(part))
            for name, part in zip(of_pair.names, of_pair.log_odds, strict=True)
        ],
        paths=[
            Path(process=PROCESS[way.kind], text=way.text, share=_told(way.share))
            for way in ways[:PATHS]
        ],
    )
    known = partial(kept_cases, world.vintage, scene.past, scene.fits, year)
    return [told], [_like(scene, one) for one in nearest(scene, pair, ways, known)]


def of_other_outcomes(world: World, seen: Seen, day: date) -> list[Odds]:
    """Drivers of a lesser pledge, of the rivalry's end and of a new dispute, of the pair that leads.

    Parameters
    ----------
    day : the day shown; before that of the answer, one side has ended
    """
    if world.as_of.year < MODERN_FROM or day < world.as_of:
        return []
    codes = seen.pair.one.state, seen.pair.two.state
    last = last_known_year(world.as_of)
    pledges, rivalries = (min(last, COVERAGE[layer]) for layer in ("pledge", "rivalry"))
    rises = seen.standing.pledge.rung < Pledge.NON_AGGRESSION
    hostility = world.hostility
    moved: tuple[tuple[Outcome, str, int, Moved | None], ...] = (
        ("stronger_pledge", "hazard", pledges, world.draws.rise_moved(*codes) if rises else None),
        ("rivalry_end", "pool", rivalries, hostility.rivalry_end_moved(*codes)),
        ("dispute", hostility.model, last, hostility.dispute_moved(*codes)),
    )
    alone = f" The hazard answers alone: {hostility.why}." if hostility.why else ""
    return [
        Odds(
            outcome=outcome,
            one=seen.standing.one.name,
            two=seen.standing.two.name,
            year=year,
            p=_told(found.chance),
            base_rate=_told(found.base),
            drivers=[
                Driver(name=name, log_odds=_told(part))
                for name, part in sorted(found.parts.items(), key=lambda item: -abs(item[1]))
            ],
            model=model,
            note=NOTES[outcome] + (alone if outcome == "dispute" else ""),
        )
        for outcome, model, year, found in moved
        if found is not None
    ]


def _told(value: float) -> float:
    """A number to ten digits: sums over rows in another order differ in the last ones."""
    return float(f"{value:.10g}")


def _like(scene: Scene, one: Likeness) -> DecisionsLike:
    return DecisionsLike(
        process=one.process,
        path=one.path.text,
        share=_told(one.share),
        p=_told(one.chance),
        decisions=[
            NearestDecision(
                year=near.taken.year,
                treaty=treaty_name(scene.past, near.taken.atopid),
                atopid=near.taken.atopid,
                states=[
                    name_on(state, date(near.taken.year, 12, 31)) for state in near.taken.states
                ],
                dyads=near.taken.n_dyads,
                distance=round(near.distance, 3),
                p=_told(near.chance),
            )
            for near in one.decisions
        ],
        within=one.within,
        alike=one.alike,
        followed=one.followed,
        others=[
            NearestOther(name=other.text, year=other.year, distance=round(other.distance, 3))
            for other in one.others
        ],
    )


@lru_cache(maxsize=4)
def _scene(vintage: Vintage, year: int) -> tuple[Scene, Baseline]:
    """The year as it was known at its end, with the average pair; the last few are kept."""
    past = Past(vintage, date(year + 1, 1, 1))
    try:
        fits = stored_processes(vintage, year)
    except (OutOfCoverage, SourceMissing, StaleArtefact):
        fits = processes.fit(past)
    scene = Scene(past, fits, year)
    return scene, baseline(scene)
