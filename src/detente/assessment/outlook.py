"""The outlook: the chance of each outcome, beside what became of pairs like this one.

From 1970 on the chances of a defence pact and of a stronger pledge come from the decision
model, walked forward from the coded record to the day and on, that of a dispute from a blend of
a hazard and boosted trees fitted for the lag of the day's records, and that of a rivalry's end
from the same walk, in which rivalries end as a pool of models says; the reference class stands
beside them. Where there are no trees, the hazard answers alone and the answer says so. Before
1970, and for all else, the class speaks.

A bloc is answered three ways: its lead (the pair of the largest members), the share (mean
over member pairs) and the weighted share. Classes are looked up pair by pair; for share and
weighted a pair that already has the outcome counts 1, and one not at risk is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.ahead import Ahead, aheads
from detente.assessment.schema import Aggregation, Forecast, Outcome, PairStanding, Status
from detente.assessment.standing import Seen
from detente.assessment.walked import Walked, risen, walked
from detente.assessment.world import World
from detente.dates import human
from detente.measures.rungs import Pledge
from detente.models.cells import CONDITIONS, STRATA, Profile
from detente.models.reference import OUTCOMES, Estimate

Curve = NDArray[np.float64]  # over horizons 1 … 20
Draws = NDArray[np.float64]  # (replicates, horizons)

INTERVAL = (0.05, 0.95)
REFERENCE = "reference class"
DECISIONS = "decisions"
UNSEEN = 0.05  # with no event among n pairs, the bound is 1 − 0.05^(1/n)


@dataclass(frozen=True)
class _Case:
    """One outcome of one pair: its status, and where it is at risk its class and a model's word."""

    status: Status
    reason: str | None
    estimate: Estimate | None
    walk: Walked | Ahead | None = None


def outlook(
    world: World, seen: Sequence[Seen], lead: int, horizons: Sequence[int], over: str | None
) -> list[Forecast]:
    """Every outcome, horizon and aggregation.

    Parameters
    ----------
    over : why nothing is at risk any more (a side has ended), or None
    """
    walks = walked(world, seen) if over is None else [None] * len(seen)
    rises = risen(world, seen) if over is None else [None] * len(seen)
    hostile = aheads(world, seen) if over is None else [{} for _ in seen]
    cases = {
        outcome: [
            _case(
                world,
                one.standing,
                outcome,
                over,
                {"defence_pact": walk, "stronger_pledge": rise, **ahead}.get(outcome),
            )
            for one, walk, rise, ahead in zip(seen, walks, rises, hostile, strict=True)
        ]
        for outcome in OUTCOMES
    }
    weights = np.array([one.weight for one in seen])
    several: dict[Aggregation, Curve] = {"share": np.ones(len(seen)), "weighted": weights}
    forecasts: list[Forecast] = []
    for outcome in OUTCOMES:
        floor = cases["defence_pact"] if outcome == "stronger_pledge" else None
        forecasts += _single(
            outcome,
            "lead" if len(seen) > 1 else "pair",
            cases[outcome][lead],
            floor[lead] if floor is not None else None,
            seen[lead].standing,
            horizons,
        )
        if len(seen) > 1:
            forecasts += _several(outcome, cases[outcome], floor, several, horizons)
    return forecasts


def profile(pair: PairStanding) -> Profile:
    """A pair's standing in the terms of the reference class.

    Pledges count on their day, newer ones too; everything else is the coded record, carried
    where it has ended, with later evidence beside it.
    """
    hostility = 1 if pair.hostility.rivalry is not None else 2 if pair.hostility.rung > 0 else 0
    structure = pair.structure
    return Profile(
        pledge=pair.pledge.rung,
        hostility=hostility,
        dispute=pair.hostility.recent,
        relevance=structure.relevance,
        contiguity=None if structure.contiguity is None else structure.contiguity > 0,
        majors=structure.majors,
    )


def _case(
    world: World,
    pair: PairStanding,
    outcome: Outcome,
    over: str | None,
    walk: Walked | Ahead | None,
) -> _Case:
    if over is not None:
        return _Case("not_at_risk", over, None)
    if outcome in ("defence_pact", "stronger_pledge") and pair.pledge.rung >= Pledge.DEFENCE:
        pact = max(
            [*pair.pledge.pacts, *pair.pledge.later], key=lambda p: (p.rung, -p.since.toordinal())
        )
        how = "" if pact.dated_by == "signature (ATOP)" else f", {pact.dated_by}"
        return _Case("in_force", f"{pact.name}, since {human(pact.since)}{how}", None)
    if outcome == "rivalry_end" and pair.hostility.rivalry is None:
        return _Case(
            "not_at_risk",
            f"no strategic rivalry was running at the end of {pair.hostility.coded_to['rivalries']}",
            None,
        )
    estimate = world.classes[outcome].estimate(profile(pair))
    if outcome == "stronger_pledge" and pair.pledge.rung == Pledge.NON_AGGRESSION:
        estimate = world.classes["defence_pact"].estimate(profile(pair))
    return _Case("at_risk", None, estimate, walk)


@dataclass(frozen=True)
class _Curve:
    """A chance within 1 … 20 years, with its draws and its interval."""

    p: Curve
    draws: Draws
    low: Curve
    high: Curve


def _curve(p: Curve, draws: Draws, bound: Curve) -> _Curve:
    """A curve with its interval.

    Parameters
    ----------
    bound : (H,) where nothing was seen within a horizon, the least the upper end may be; what
        may happen within five years may within ten, so the upper end never falls with the
        horizon
    """
    low, high = np.quantile(draws, INTERVAL, axis=0)
    high = np.maximum.accumulate(np.maximum(high, bound))
    return _Curve(p, draws, np.minimum(low, p), np.maximum(high, p))


def _bound(estimate: Estimate) -> Curve:
    """The largest chance that leaves no event among so many pairs a one-in-twenty surprise.

    Zero where events were seen: there the bootstrap speaks.
    """
    unseen = 1 - UNSEEN ** (1 / max(estimate.pairs, 1))
    return np.where(estimate.events == 0, unseen, 0.0)


def _chance(case: _Case, floor: _Case | None) -> tuple[Curve, Draws]:
    """Chance and draws of a pair at risk; a stronger pledge is never rarer than a pact."""
    p, draws = _alone(case)
    if floor is not None and floor.estimate is not None:
        least, least_draws = _alone(floor)
        p, draws = np.maximum(p, least), np.maximum(draws, least_draws)
    return p, draws


def _alone(case: _Case) -> tuple[Curve, Draws]:
    """Chance and draws by a model where one speaks of the pair, else by the class."""
    assert case.estimate is not None
    if case.walk is None:
        return case.estimate.p, case.estimate.draws
    return case.walk.p, case.walk.draws(len(case.estimate.draws))


def _single(
    outcome: Outcome,
    aggregation: Aggregation,
    case: _Case,
    floor: _Case | None,
    pair: PairStanding,
    horizons: Sequence[int],
) -> list[Forecast]:
    estimate = case.estimate
    if estimate is None:
        return [
            Forecast(
                outcome=outcome,
                horizon=horizon,
                aggregation=aggregation,
                status=case.status,
                reason=case.reason,
            )
            for horizon in horizons
        ]
    bound = _bound(estimate) if case.walk is None else np.zeros(len(estimate.p))
    curve = _curve(*_chance(case, floor), bound)
    same = outcome == "stronger_pledge" and pair.pledge.rung == Pledge.NON_AGGRESSION
    return [
        _forecast(
            outcome,
            aggregation,
            horizon,
            curve,
            estimate,
            conditions=list(estimate.conditions),
            stratum=STRATA[profile(pair).hostility],
            walk=case.walk,
            by=case.walk,
            same_as="defence_pact" if same else None,
        )
        for horizon in horizons
    ]


def _several(
    outcome: Outcome,
    cases: Sequence[_Case],
    floor: Sequence[_Case] | None,
    weights: Mapping[Aggregation, Curve],
    horizons: Sequence[int],
) -> list[Forecast]:
    """A bloc's chances, under each way of weighing its pairs."""
    counts = {
        "at_risk": sum(case.status == "at_risk" for case in cases),
        "in_force": sum(case.status == "in_force" for case in cases),
        "left_out": sum(case.status == "not_at_risk" for case in cases),
    }
    if not counts["at_risk"]:
        status: Status = "in_force" if counts["in_force"] else "not_at_risk"
        reason = next((case.reason for case in cases if case.status == status), None)
        return [
            Forecast(
                outcome=outcome,
                horizon=horizon,
                aggregation=aggregation,
                status=status,
                reason=reason,
                members=counts,
            )
            for aggregation in weights
            for horizon in horizons
        ]
    estimates = [case.estimate for case in cases if case.estimate is not None]
    thinnest = min(estimates, key=lambda estimate: estimate.pairs)
    return [
        _forecast(
            outcome,
            aggregation,
            horizon,
            curve,
            thinnest,
            conditions=list(thinnest.conditions),
            members=counts,
            by=next((case.walk for case in cases if case.walk is not None), None),
        )
        for aggregation, curve in _means(cases, floor, weights).items()
        for horizon in horizons
    ]


def _means(
    cases: Sequence[_Case], floor: Sequence[_Case] | None, weights: Mapping[Aggregation, Curve]
) -> dict[Aggregation, _Curve]:
    """The mean chance of the pairs that count, under each weighing; one in force counts as 1."""
    used = [at for at, case in enumerate(cases) if case.status != "not_at_risk"]
    shares = np.stack(
        [own[used] if own[used].sum() > 0 else np.ones(len(used)) for own in weights.values()]
    )
    shares /= shares.sum(axis=1, keepdims=True)  # (weighings, pairs)
    estimate = next(case.estimate for case in cases if case.estimate is not None)
    p = np.zeros((len(weights), estimate.draws.shape[1]))
    draws = np.zeros((len(weights), *estimate.draws.shape))
    bound, seen = np.zeros_like(p), np.zeros(p.shape[1], np.bool_)
    for at, share in zip(used, shares.T, strict=True):
        case = cases[at]
        if case.estimate is None:
            p, draws = p + share[:, None], draws + share[:, None, None]
            bound += share[:, None]
            continue
        chance, drawn = _chance(case, floor[at] if floor is not None else None)
        p += share[:, None] * chance
        for mean, own in zip(draws, share, strict=True):
            mean += own * drawn
        seen |= case.estimate.events > 0
        if case.walk is None:
            bound += share[:, None] * _bound(case.estimate)
    bound[:, seen] = 0.0
    return {name: _curve(*rows) for name, *rows in zip(weights, p, draws, bound, strict=True)}


def _forecast(
    outcome: Outcome,
    aggregation: Aggregation,
    horizon: int,
    curve: _Curve,
    estimate: Estimate,
    *,
    conditions: list[str],
    stratum: str | None = None,
    same_as: Outcome | None = None,
    members: dict[str, int] | None = None,
    walk: Walked | Ahead | None = None,
    by: Walked | Ahead | None = None,
) -> Forecast:
    """One chance, and whose it is.

    Parameters
    ----------
    walk : what the model says of the pair; None of several
    by : what it says of one of them, if it speaks of any
    """
    at = horizon - 1
    return Forecast(
        outcome=outcome,
        horizon=horizon,
        aggregation=aggregation,
        status="at_risk",
        p=float(curve.p[at]),
        low=float(curve.low[at]),
        high=float(curve.high[at]),
        base_rate=float(estimate.base[at]),
        n_pairs=estimate.pairs,
        n_events=int(estimate.events[at]),
        stratum=stratum,
        stratum_rate=float(estimate.stratum[at]) if stratum is not None else None,
        stratum_pairs=estimate.stratum_pairs if stratum is not None else None,
        conditions=conditions,
        dropped=[name for name in CONDITIONS if name not in conditions],
        alike_pairs=estimate.alike if members is None else None,
        alike_events=int(estimate.alike_events[at]) if members is None else None,
        same_as=same_as,
        members=members,
        base_pairs=estimate.base_pairs,
        years=[estimate.first, estimate.last],
        model=_model(by),
        model_reason=by.why if isinstance(by, Ahead) else None,
        class_p=None if walk is None else float(estimate.p[at]),
        gap_share=None if walk is None else walk.gap_share,
        unlisted=None if walk is None else walk.unlisted,
        unlisted_low=_end(walk, 0),
        unlisted_high=_end(walk, 1),
        running=walk.running if isinstance(walk, Ahead) else None,
        and_pact=_at(walk.and_pact, at) if isinstance(walk, Ahead) else None,
    )


def _model(by: Walked | Ahead | None) -> str:
    if by is None:
        return REFERENCE
    return by.model if isinstance(by, Ahead) else DECISIONS


def _end(walk: Walked | Ahead | None, which: int) -> float | None:
    ends = None if walk is None else walk.unlisted_ends
    return None if ends is None else ends[which]


def _at(curve: Curve | None, place: int) -> float | None:
    return None if curve is None else float(curve[place])
