"""From a start and fits to the arrays the compiled code reads and writes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.models.logit import Logit
from detente.models.simulate.lesser_start import NO_MORE
from detente.models.simulate.parts import Bodies, Feuds, Ground, Lesser, Path, Rates, Results, State
from detente.models.simulate.start import Start
from detente.models.treaty.foundation import FEATURES
from detente.models.treaty.processes import Processes

Floats = NDArray[np.float64]

EVENTS_A_DRAW = 500  # room for what a draw records
BEGINNINGS_A_STEP = 10  # room for rivalries that begin in a step
PACTS_A_STEP = 8  # room for pacts of two founded in a step


def world(start: Start, fits: Processes) -> tuple[Ground, Rates, Bodies, Feuds, Lesser]:
    """What is the same in every draw."""
    first, second = np.nonzero(np.triu(start.own, 1) > 0)
    sizes = start.group_sizes
    foundation = raw(fits.foundation)
    ground = Ground(
        coef=raw(fits.accession),
        polyarchy=start.polyarchy,
        cinc=start.cinc,
        region=start.region,
        born=start.born.astype(np.int64),
        km=start.km,
        land=start.land,
        border=start.border,
        near=start.near,
        disputes=start.disputes,
        borders=start.border.sum(axis=1).astype(np.int64),
        nears=start.near.sum(axis=1).astype(np.int64),
        peers=np.bincount(start.region, minlength=6).astype(np.int64),
    )
    rates = Rates(
        balance=fits.accession_balance,
        wave=fits.wave,
        own=start.own,
        own_rate=np.cumsum(start.own[first, second], dtype=np.float64),
        own_first=first.astype(np.int64),
        own_second=second.astype(np.int64),
        own_rivals=float(foundation[FEATURES.index("rivals")]),
        own_foes=float(foundation[FEATURES.index("rivals in common (log)")]),
        own_lesser=float(foundation[FEATURES.index("a lesser pledge")]),
        mean_pairs=float((sizes * (sizes - 1) / 2).mean()),
        group_sizes=sizes,
        ends=np.array(
            [
                np.roll(raw(one), 1)
                for one in (fits.ends.leaves, fits.ends.dissolved, fits.ends.lapses)
            ]
        ),
    )
    bodies = Bodies(
        adopts=start.adopts,
        start=start.body_start,
        first=start.first,
        second=start.second,
        bound=start.bound,
        share=start.share,
        member=start.body_member,
        alike=start.alike,
    )
    feuds = Feuds(*(getattr(start.rivalry, name) for name in Feuds._fields))
    lesser = Lesser(*(getattr(start.pledges, name) for name in Lesser._fields))
    return ground, rates, bodies, feuds, lesser


def path(start: Start, steps: int) -> Path:
    """Room for the rivalries of one draw."""
    known = len(start.rivalry.pairs)
    room = known + BEGINNINGS_A_STEP * steps
    return Path(
        pairs=np.zeros((room, 2), np.int64),
        begun=np.zeros(room, np.int64),
        ended=np.zeros(room, np.int64),
        count=np.zeros(1, np.int64),
        chance=np.zeros((steps, known)),
        runs=np.zeros(known, np.bool_),
        apart=np.zeros(known, np.bool_),
    )


def origin(start: Start, steps: int) -> State:
    """The world at the origin, with room for what draws will add."""
    slots, n = start.member.shape
    room = np.zeros((len(start.pacts) + PACTS_A_STEP * steps, 2), np.int32)
    room[: len(start.pacts)] = start.pacts
    return State(
        member=start.member.copy(),
        begun=start.begun.astype(np.int64),
        joins=np.concatenate([start.joins, np.zeros((slots, steps), np.int16)], axis=1),
        ever=start.ever.copy(),
        before=start.before.copy(),
        match=start.match.copy(),
        fit=start.fit.copy(),
        cover=start.cover.copy(),
        allied=np.zeros((n, n), np.bool_),
        joined=np.zeros((slots, n), np.bool_),
        odds=np.zeros((slots, n)),
        dirty=np.zeros(slots, np.bool_),
        sizes=np.zeros(slots, np.int64),
        hazard=np.zeros((slots, n)),
        pacts=room,
        counts=np.array([len(start.pacts)], np.int64),
        adopting=start.adopts.copy(),
        adoption=np.zeros((n, n), np.float32),
        rivals=start.rivals.copy(),
        foes=start.rivals.astype(np.int64) @ start.rivals.astype(np.int64),
        own=start.own.copy(),
        most=np.ones(1),
        lesser=start.lesser.copy(),
        rung=start.pledges.rung.copy(),
        chances=np.where(start.pledges.rung > 0, NO_MORE, 0.0).astype(np.float32),
        rises=np.ones(1),
    )


def empty(start: Start, years: int, draws: int, classes: int = 0) -> Results:
    """Sums of nothing yet."""
    slots, n = start.member.shape
    rivalries = len(start.rivalry.pairs)
    return Results(
        pairs=np.zeros((years, n, n)),
        square=np.zeros((n, n)),
        rises=np.zeros((years, n, n)),
        bound=np.zeros((years, n, n)),
        firmed=np.zeros((years, n, n)),
        open=np.zeros((n, n)),
        force=np.zeros((n, n)),
        joins=np.zeros((years, slots, n)),
        outside=np.zeros((slots, n)),
        runs=np.zeros(rivalries),
        ends=np.zeros((years, rivalries)),
        apart=np.zeros(rivalries),
        both=np.zeros((years, rivalries)),
        events=np.zeros((draws * EVENTS_A_DRAW, 5), np.int16),
        count=np.zeros(1, np.int64),
        standing=np.zeros((draws, classes), np.int32),
        fresh=np.zeros((draws, classes), np.int32),
    )


def raw(fitted: Logit) -> Floats:
    """Coefficients in the units of the columns, and the constant last."""
    coef = np.where(np.isfinite(fitted.scale), fitted.coef / fitted.scale, 0.0)
    return np.concatenate([coef, [fitted.intercept - float(coef @ fitted.mean)]])
