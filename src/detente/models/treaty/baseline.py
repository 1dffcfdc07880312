"""The average pair: covariates at which a pair's hazard is exactly the base rate.

A hazard grows faster than its covariates, so at the mean of all covariates it lies far below
the mean hazard. The point taken here lies between the mean of all units and their mean weighted
by hazard, so far along that each kind of term has its mean hazard there; how many such terms a
pair has is averaged too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.measures.groups import Floats
from detente.models.logit import Logit, logit
from detente.models.treaty import coverage, foundation, waves
from detente.models.treaty.processes import hazards
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import Kind, together

HALVINGS = 100


@dataclass(frozen=True)
class Average:
    """Terms of one kind of the average pair.

    Attributes
    ----------
    count : how many a pair has
    x : for each factor the covariates (k,)
    """

    count: float
    x: tuple[Floats, ...]


@dataclass(frozen=True)
class Baseline:
    """The average pair of a year.

    Attributes
    ----------
    chance : the mean one-year chance of all pairs at risk
    """

    chance: float
    kinds: dict[Kind, Average]


def baseline(scene: Scene) -> Baseline:
    """The average of all pairs at risk in a scene."""
    hazard = hazards(scene.past, scene.fits, scene.year).total[scene.pairs]
    base = float(-np.expm1(-hazard).mean())
    share = -np.log1p(-base) / hazard.mean()  # the hazard of the mean chance, by the mean hazard
    return Baseline(
        chance=base,
        kinds={
            "one joins": _one_joins(scene, share),
            "both join": _both_join(scene, share),
            "a body adopts": _a_body_adopts(scene, share),
            "the two found": _the_two_found(scene, share),
        },
    )


def between(model: Logit, plain: Floats, hot: Floats, odds: float) -> Floats:
    """The point on the line through two points (k,) at which a logit has these log-odds."""
    low, high = (float(model.log_odds(point)) for point in (plain, hot))
    if abs(high - low) < 1e-12:
        return plain
    return plain + (odds - low) / (high - low) * (hot - plain)


def _one_joins(scene: Scene, share: float) -> Average:
    t, s = np.nonzero(scene.unit >= 0)
    weight = (scene.inside.astype(float) @ scene.at_risk)[t, s]
    x, p, model = scene.joining, scene.joins, scene.fits.accession
    if not weight.any():
        return Average(0.0, (model.mean,))
    odds = logit(share * weight @ p / weight.sum()) - scene.joining_offset
    point = between(model, _mean(x, weight), _mean(x, weight * p), float(odds))
    return Average(float(weight.sum()) / len(scene.pairs), (point,))


def _both_join(scene: Scene, share: float) -> Average:
    fits, model = scene.fits, scene.fits.accession
    plain, hot = np.zeros(len(scene.joining)), np.zeros(len(scene.joining))
    total = 0.0
    for units in scene.unit:
        outside = np.flatnonzero(units >= 0)
        joins = fits.accession_balance * scene.joins[units[outside]]
        risk = scene.at_risk[np.ix_(outside, outside)]
        both = waves.both(joins, fits.wave) * risk
        plain[units[outside]] = risk.sum(axis=1)
        hot[units[outside]] = both.sum(axis=1)
        total += both.sum()
    if not total > 0:
        return Average(0.0, (model.mean, model.mean))
    mean = share * total / plain.sum()
    odds = logit(_each(mean, fits.wave) / fits.accession_balance) - scene.joining_offset
    x = scene.joining
    point = between(model, _mean(x, plain), _mean(x, hot), float(odds))
    return Average(float(plain.sum()) / 2 / len(scene.pairs), (point, point))


def _each(both: float, wave: float) -> Floats:
    """The hazard of each of two alike that join together with this chance."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = np.asarray((low + high) / 2)
        low, high = (
            (float(middle), high)
            if together(middle, middle, wave)[0] < both
            else (low, float(middle))
        )
    return np.asarray((low + high) / 2)


def _a_body_adopts(scene: Scene, share: float) -> Average:
    adopts, covers = scene.fits.adoption, scene.fits.coverage
    members = scene.bodies.members
    pairs = np.zeros(len(members))
    plain, hot = (np.zeros(len(coverage.FEATURES)) for _ in range(2))
    bound = np.zeros(len(members))
    for g, (body, p) in enumerate(zip(members, scene.adopts, strict=True)):
        one, two = coverage.unallied(body, scene.ground)
        risk = scene.at_risk[one, two]
        x = coverage.features(body, scene.ground, one[risk], two[risk])
        chance = covers.chance(x)
        pairs[g], bound[g] = len(x), chance.sum()
        plain += p * x.sum(axis=0)
        hot += p * chance @ x
    if not pairs.any():
        return Average(0.0, (adopts.mean, covers.mean))
    p, x = scene.adopts, scene.adopting
    adopted = p @ pairs / pairs.sum()
    covered = share * (p @ bound) / (p @ pairs)
    decides = between(
        adopts,
        _mean(x, pairs),
        _mean(x, pairs * p),
        float(logit(adopted)) - scene.adopting_offset,
    )
    binds = between(covers, plain / (p @ pairs), hot / (p @ bound), float(logit(covered)))
    return Average(float(pairs.sum()) / len(scene.pairs), (decides, binds))


def _the_two_found(scene: Scene, share: float) -> Average:
    model = scene.fits.foundation
    x = foundation.features(scene.past, scene.year, scene.pairs).astype(np.float64)
    p = model.chance(x, scene.founding_offset)
    odds = logit(share * p.mean()) - scene.founding_offset
    return Average(1.0, (between(model, x.mean(axis=0), _mean(x, p), float(odds)),))


def _mean(x: Floats, weight: Floats) -> Floats:
    mean: Floats = weight @ x / weight.sum()
    return mean
