"""Drivers: what moves a pair's one-year chance of a pact away from the base rate.

The distance in log-odds between a pair and the average pair is split over named groups of
covariates so that the parts sum to it. Both are joined by a straight line of covariates, and
each group is given what the log-odds gain along the line as that group changes (Aumann–Shapley
values). How many treaties and bodies the two could meet in counts as a driver too. Drivers are
associations within the model: what the odds rest on, not what would change them.

References
----------
Aumann & Shapley (1974), Values of Non-Atomic Games. Sundararajan, Taly & Yan (2017), ICML 34:
3319–3328 (integrated gradients; completeness).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.measures.groups import Floats
from detente.models.logit import expit, logit
from detente.models.treaty import accession, adoption, coverage, foundation
from detente.models.treaty.baseline import Average, Baseline, baseline
from detente.models.treaty.scene import Scene
from detente.models.treaty.terms import Factor, Kind, Process, Terms, terms

NODES = 96  # of Gauss–Legendre quadrature along the line
SEEN = 1e-9  # log-odds below which the average pair is at the base rate

REMAINDER = "average pair off the base rate"

COUNTS: dict[Kind, str] = {
    "one joins": "treaties one could join the other in",
    "both join": "treaties both could join",
    "a body adopts": "bodies both belong to",
    "the two found": "the two themselves",
}

GROUPS: dict[Process, dict[str, tuple[str, ...]]] = {
    "accession": {
        "a border": (
            "land border with a party",
            "border with a party",
            "share of bordering states inside",
        ),
        "distance": ("km to the nearest party (log)", "mean km to the parties (log)"),
        "the region": (
            "share of parties in the region",
            "share of neighbours inside",
            "one of its region's last outside",
        ),
        "organisations": ("in the treaty's organisation", "organisation's fit"),
        "lesser pledges": ("share of parties with a lesser pledge",),
        "other alliances": ("share of parties allied otherwise",),
        "rivalry": ("a rival among the parties",),
        "disputes": ("a recent dispute with a party",),
        "age of the states": ("years since independence (log)", "independent five years or less"),
        "size of the treaty or body": ("parties (log)",),
        "age of the treaty or body": ("years in force (log)",),
        "the treaty's record of accessions": (
            "accessions in three years (log)",
            "accessions in ten years (log)",
            "ever had an accession",
        ),
        "a pact before": ("was a party before",),
        "democracy": ("democracy over the parties' mean", "democracy over the least democratic"),
        "capability": ("capability (log)", "strongest party's capability (log)"),
    },
    "adoption": {
        "size of the treaty or body": ("members (log)", "more than forty members"),
        "other alliances": ("share of pairs allied", "members without any ally, share"),
        "lesser pledges": ("share of pairs with a lesser pledge",),
        "how close the body's members lie": (
            "mean km between members (log)",
            "share of pairs that border",
            "share of members in one region",
            "share of neighbours inside",
        ),
        "age of the treaty or body": ("age of the body (log)", "founded in five years"),
        "kind of body": (
            "a treaty, not an organisation",
            "likest defence treaty",
            "likest other body",
        ),
        "rivalry": ("rivalries among members, share",),
        "disputes": ("disputes among members in five years, share",),
        "democracy": ("mean democracy",),
        "capability": ("mean capability (log)", "a major power inside"),
        "recent adoptions": ("adoptions of any body in three years (log)",),
    },
    "coverage": {
        "size of the treaty or body": ("members (log)",),
        "the region": ("neighbours of the two inside", "same region", "in the body's home region"),
        "distance": ("km between capitals (log)",),
        "lesser pledges": ("a lesser pledge",),
        "rivalry": ("rivals",),
    },
    "foundation": {
        "a border": ("land border", "border"),
        "distance": ("km between capitals (log)",),
        "the region": ("same region",),
        "rivalry": ("rivals", "rivals in common (log)"),
        "disputes": ("a dispute in five years",),
        "lesser pledges": ("a lesser pledge",),
        "other alliances": (
            "allies in common (log)",
            "fewer allies of the two (log)",
            "more allies of the two (log)",
        ),
        "capability": ("a major power", "stronger capability (log)", "weaker capability (log)"),
        "democracy": ("less democracy of the two", "distance in democracy"),
        "age of the states": ("younger state's years (log)", "younger state five years or less"),
        "a pact before": ("a pact before",),
        "organisations": ("organisations in common (log)",),
    },
}

FEATURES: dict[Process, tuple[str, ...]] = {
    "accession": accession.FEATURES,
    "adoption": adoption.FEATURES,
    "coverage": coverage.FEATURES,
    "foundation": foundation.FEATURES,
}

NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(
        [*(group for groups in GROUPS.values() for group in groups), *COUNTS.values(), REMAINDER]
    )
)


@dataclass(frozen=True)
class Drivers:
    """What moves the chance of one pair.

    Attributes
    ----------
    base, chance : one-year chance of the mean pair at risk, and of this one
    names : (k,) the largest part first, whichever way it moves
    log_odds : (k,) parts of the distance from the base rate; they sum to it
    """

    base: float
    chance: float
    names: tuple[str, ...]
    log_odds: Floats


def drivers(scene: Scene, pair: int, average: Baseline | None = None) -> Drivers:
    """Drivers of a row of the cube in the year after the scene's.

    Parameters
    ----------
    average : `baseline(scene)`, where many pairs of one scene are asked about

    Raises
    ------
    DataError       the pair is not at risk
    """
    of_pair = terms(scene, pair)
    average = average if average is not None else baseline(scene)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    at = (nodes + 1) / 2
    total = np.zeros(NODES)
    slopes = np.zeros((NODES, len(NAMES)))
    start = end = 0.0
    for part in of_pair:
        mean = average.kinds[part.kind]
        hazard, slope = _along(part, mean, at)
        total += hazard
        slopes += slope
        start += float(_along(part, mean, np.zeros(1))[0][0])
        end += float(part.hazards.sum())
    # log-odds of 1 − exp(−h) are log(exp(h) − 1), of slope 1 / (1 − exp(−h))
    parts = (weights / 2 / -np.expm1(-total)) @ slopes
    base = float(logit(np.asarray(average.chance)))
    rest = float(np.log(np.expm1(start))) - base
    parts[NAMES.index(REMAINDER)] = rest if abs(rest) > SEEN else 0.0
    order = [int(k) for k in np.argsort(-np.abs(parts), kind="stable") if parts[k] != 0]
    return Drivers(
        base=average.chance,
        chance=float(-np.expm1(-end)),
        names=tuple(NAMES[k] for k in order),
        log_odds=parts[order],
    )


def _along(part: Terms, mean: Average, at: Floats) -> tuple[Floats, Floats]:
    """Hazard of a kind at places (q,) between the average pair and this one, and its slopes.

    Returns
    -------
    (q,) hazard; (q, names) its slope in the place, by driver
    """
    n = len(part.group)
    slope = np.zeros((len(at), len(NAMES)))
    if not n and not mean.count:
        return np.zeros(len(at)), slope
    chances, moves = [], []
    for factor, x in zip(part.factors, mean.x, strict=True):
        reach = factor.x if n else x[None, :]
        start = float(factor.logit.log_odds(x, factor.offset))
        moved = factor.logit.contributions(reach) - factor.logit.contributions(x)  # (n, k)
        chances.append(expit(start + at[:, None] * moved.sum(axis=1)[None, :]))
        moves.append(_grouped(factor, moved))
    value, by_chance = part.hazard(tuple(chances))  # (q, n)
    count = mean.count + at * (n - mean.count)
    for p, change, moved in zip(chances, by_chance, moves, strict=True):
        slope += (count / max(n, 1))[:, None] * ((change * p * (1 - p)) @ moved)
    slope[:, NAMES.index(COUNTS[part.kind])] += (n - mean.count) * value.mean(axis=1)
    return count * value.mean(axis=1), slope


def _grouped(factor: Factor, moved: Floats) -> Floats:
    """Moves of the log-odds by column (n, k) as moves by driver (n, names)."""
    out = np.zeros((len(moved), len(NAMES)))
    columns = FEATURES[factor.process]
    for group, features in GROUPS[factor.process].items():
        out[:, NAMES.index(group)] = moved[:, [columns.index(name) for name in features]].sum(1)
    return out
