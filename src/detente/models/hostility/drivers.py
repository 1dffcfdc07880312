"""Drivers: what moves a pair's chance of a dispute, or of its rivalry's end, within a year.

The log-odds of a pair are taken apart over named groups of columns, each against the mean of
the rows the model was fitted on, along the straight line from that mean to the pair
(Aumann–Shapley values). For a logit they are its terms; a product of two columns is shared by
both; for a pool of logits and rates they are found by quadrature. Boosted trees are taken apart
along the path a pair takes through each: what the mean of the fitted rows moves by at a split is
put down to the column it asks. A part of a blend is the mean of those of hazard and trees. What is
left to the base rate is a part of its own: of a dispute, that there is something between the two,
or nothing; of an end, that the pool differs from the plain rate. Drivers are associations, not
causes.

References
----------
Aumann & Shapley (1974), Values of Non-Atomic Games. Sundararajan, Taly & Yan (2017), ICML 34:
3319–3328 (integrated gradients; completeness). Saabas (2014), "Interpreting random forests" (the
parts along a path).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.models.hostility import rivalries
from detente.models.hostility.features import Features, Rows
from detente.models.hostility.forest import Forest
from detente.models.hostility.parted import SILENT, Near, Parted, design, something
from detente.models.hostility.rivalry_cases import OTHERS, REGIONS_NAMED, cases
from detente.models.logit import Logit, expit
from detente.models.past import Past

Floats = NDArray[np.float64]

NODES = 32  # of Gauss–Legendre quadrature along the line

BETWEEN, NOTHING_BETWEEN = "something between the two", "nothing between the two"
POOL = "the pool beside the plain rate"

OF_A_DISPUTE: Mapping[str, tuple[str, ...]] = {
    "the rivalry": ("rivalry", "rivalry_age", "former_rivalry"),
    "a border": ("land", "contiguous"),
    "distance": ("log_km",),
    "major powers": ("majors",),
    "recent disputes": (
        "onset",
        "onsets_5",
        "onsets_10",
        "onsets_fading_1",
        "onsets_fading_4",
        "onsets_fading_15",
        "running",
    ),
    "years of peace": ("quiet", "log_quiet", "quiet_1", "quiet_2", "quiet_3", "quiet_4"),
    "the pair's own rate of disputes": ("never", "log_rate"),
    "violence and deaths": ("violent_10", "violent_fading", "deaths_fading", "war_fading"),
    "conflict since, by UCDP": ("conflict_fading", "conflict"),
    "pledges": ("pact", "pledge"),
    "capability": ("larger", "smaller", "balance"),
    "democracy": ("less_democratic", "more_democratic"),
    "age of the states": ("younger",),
    "quarrels with others": (
        "other_disputes_more",
        "other_disputes_fewer",
        "other_rivals_more",
        "other_rivals_fewer",
        "hot_neighbours",
    ),
    "common foes and allies' foes": ("common_foes", "common_rivals", "foes_of_allies"),
}
OF_AN_END: Mapping[str, tuple[str, ...]] = {
    "the region": REGIONS_NAMED,
    "major powers": ("any_major",),
    "their other rivalries": OTHERS,
    "age of the rivalry": ("log_age",),
    "disputes between the two": ("log_quiet", "onsets"),
    "a border": ("land",),
    "capability": ("balance", "shift"),
    "democracy": ("less_democratic", "democratising", "regime_change"),
    "pledges": ("pact", "pledge"),
    "rivalries that ended of late": ("recent_ends",),
}


def of_disputes(
    table: Features, model: Parted, rows: Rows, forest: Forest | None = None
) -> tuple[Floats, NDArray[np.bool_]]:
    """Parts of the log-odds of rows of the features, against the mean of their part of the model.

    Parameters
    ----------
    forest : trees that the hazard is blended with where there is something between the two

    Returns
    -------
    (len(OF_A_DISPUTE), n); (n,) whether there is something between the two
    """
    near = something(table, rows)
    out = np.zeros((len(OF_A_DISPUTE), len(rows)))
    columns = model.near.specification.columns(table.names)
    out[:, near] = _grouped(OF_A_DISPUTE, columns, _near(table, model.near, rows[near]))
    if forest is not None:
        along = forest.contributions(table.some(forest.names, rows[near]))
        out[:, near] = (out[:, near] + _grouped(OF_A_DISPUTE, forest.names, along)) / 2
    if isinstance(model.silent, Logit):
        silent = table.some(SILENT, rows[~near]).astype(np.float64)
        out[:, ~near] = _grouped(OF_A_DISPUTE, SILENT, model.silent.contributions(silent))
    return out, near


def _near(table: Features, near: Near, rows: Rows) -> Floats:
    """Terms of the logit, each product shared by its two columns; one for each column, (n, k)."""
    model, x = near.logit, design(table, rows, near.specification)
    names = near.specification.columns(table.names)
    k = len(names)
    moved = model.contributions(x)[:, :k]
    mean = model.mean[:k]
    for at, (one, two) in enumerate(near.specification.pairs(table.names), start=k):
        a, b = names.index(one), names.index(two)
        slope = model.coef[at] / model.scale[at]  # 0 for a column that never varied
        moved[:, a] += slope * (x[:, a] - mean[a]) * (x[:, b] + mean[b]) / 2
        moved[:, b] += slope * (x[:, b] - mean[b]) * (x[:, a] + mean[a]) / 2
    return moved


def of_ends(past: Past, rows: Rows) -> Floats:
    """Parts of the log-odds that rivalries end within a year, against the mean rivalry.

    Parameters
    ----------
    rows : (n,) pairs of the cube, rivals on the day

    Returns
    -------
    (len(OF_AN_END), n)
    """
    table, weights = cases(past), rivalries.weights_of(past, 1)
    at = table.now(rows)
    nodes, widths = np.polynomial.legendre.leggauss(NODES)
    total = np.zeros((NODES, len(rows)))
    slopes = np.zeros((len(OF_AN_END), NODES, len(rows)))
    for name, (columns, model) in rivalries.models_now(past, 1).items():
        if isinstance(model, float):
            total += weights[name] * model
            continue
        x = table.columns(columns)[at]
        moved = model.contributions(x)
        start = model.log_odds(model.mean)
        chance = expit(start + (nodes[:, None] + 1) / 2 * moved.sum(axis=1))
        total += weights[name] * chance
        slopes += (
            weights[name] * _grouped(OF_AN_END, columns, moved)[:, None] * chance * (1 - chance)
        )
    parts: Floats = np.einsum("q,gqn->gn", widths / 2, slopes / (total * (1 - total)))
    return parts


def _grouped(groups: Mapping[str, tuple[str, ...]], names: Sequence[str], moved: Floats) -> Floats:
    """Moves of the log-odds by column (n, k) as moves by group (groups, n)."""
    out = np.zeros((len(groups), len(moved)))
    for at, columns in enumerate(groups.values()):
        out[at] = moved[:, [names.index(name) for name in columns if name in names]].sum(axis=1)
    return out
