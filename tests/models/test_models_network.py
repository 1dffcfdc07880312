"""The network model: change statistics by hand and by brute force, pseudolikelihood in closed form."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest

from detente.measures.rungs import Pledge
from detente.models import network as net
from detente.models.network import gwesp_change, network, ties
from detente.models.pairs import pairs
from detente.models.past import Past

A = 0.5


def gwesp(tie, decay):
    """e^a Σ over ties of 1 − (1 − e^−a)^SP, straight from its definition."""
    q = 1 - np.exp(-decay)
    shared = tie @ tie
    one, two = np.triu_indices(len(tie), 1)
    return float((np.exp(decay) * (1 - q ** shared[one, two]) * tie[one, two]).sum())


def by_brute_force(tie, i, j, decay):
    made, unmade = tie.copy(), tie.copy()
    made[i, j] = made[j, i] = 1
    unmade[i, j] = unmade[j, i] = 0
    return gwesp(made, decay) - gwesp(unmade, decay)


def graph(n, edges):
    tie = np.zeros((n, n))
    for i, j in edges:
        tie[i, j] = tie[j, i] = 1
    return tie


def test_closing_a_triangle_adds_three():
    """Three ties, each with one shared partner: e^a (1 − (1 − e^−a)) = 1 each."""
    path = graph(3, [(0, 1), (1, 2)])
    assert gwesp_change(path, A)[0, 2] == pytest.approx(3)
    triangle = graph(3, [(0, 1), (1, 2), (0, 2)])
    assert gwesp_change(triangle, A)[0, 2] == pytest.approx(3)


def test_a_tie_far_from_all_others_adds_nothing():
    assert gwesp_change(graph(4, [(0, 1)]), A)[2, 3] == 0


def test_the_fourth_tie_of_a_square_with_one_diagonal():
    """0–1, 1–2, 0–2, 2–3 and then 1–3: q = 1 − e^−½; 1–3 shares 2, and 1–2 had 0 already."""
    q = 1 - np.exp(-A)
    kite = graph(4, [(0, 1), (1, 2), (0, 2), (2, 3)])
    assert gwesp_change(kite, A)[1, 3] == pytest.approx(1 + q + 1)


@pytest.mark.parametrize("decay", [0.0, 0.5, 1.5])
def test_change_statistics_are_differences_of_the_statistic(decay):
    rng = np.random.default_rng(7)
    tie = np.triu(rng.random((9, 9)) < 0.45, 1).astype(float)
    tie = tie + tie.T
    change = gwesp_change(tie, decay)
    for i, j in combinations(range(9), 2):
        assert change[i, j] == pytest.approx(by_brute_force(tie, i, j, decay))
        assert change[i, j] == pytest.approx(change[j, i])


def test_memory_alone_has_a_closed_form(make, monkeypatch):
    """Eight states and no shared partners: of three ties two go on, of 25 others one is made."""
    cube = make(8, years=134)
    old = [cube.pair(1, 2), cube.pair(3, 4), cube.pair(5, 6)]
    cube.pledge[old, cube.year(1948)] = Pledge.DEFENCE
    cube.pledge[[*old[1:], cube.pair(7, 8)], cube.year(1949)] = Pledge.DEFENCE
    monkeypatch.setattr(net, "WINDOW", 1)
    monkeypatch.setattr(net, "RIDGE", 1e-9)
    past = Past(None, cube.as_of)
    past.__dict__["cube"] = cube
    fitted = net._fit(past, 1949)
    untied, tied = (fitted.log_odds(np.array([[0.0, m, 0.0]]))[0] for m in (0.0, 1.0))
    assert untied == pytest.approx(np.log(1 / 24), abs=1e-4)
    assert tied == pytest.approx(np.log(2 / 1), abs=1e-4)


@pytest.fixture(scope="module")
def past(starter):
    return Past(starter, date(1986, 1, 1))


def test_nato_is_a_clique(past):
    """Sixteen members since 1982, each pair with the fourteen others as shared partners."""
    tie = ties(past, 1985)
    nato = np.searchsorted(past.cube.states, [2, 20, 200, 210, 211, 220, 230, 235, 260, 325, 350])
    inside = tie[np.ix_(nato, nato)]
    assert inside.sum() == len(nato) * (len(nato) - 1)
    assert ((tie @ tie)[np.ix_(nato, nato)] >= 14).all()


def test_chances_never_fall_with_the_horizon_and_repeat(starter, past):
    known = pairs(past)
    rows = known.pair[known.year == known.last]
    chances = np.stack([network(past, rows, h) for h in (1, 5, 20)])
    assert (np.diff(chances, axis=0) >= 0).all()
    assert np.array_equal(network(Past(starter, past.as_of), rows, 5), chances[1])


def test_memory_holds_pacts_and_shared_partners_make_them(past):
    """The peer's own finding: both raise the odds of a tie."""
    fitted = net._fit(past, 1985)
    shared, memory, _border = fitted.coef
    assert memory > 0
    assert shared > 0
