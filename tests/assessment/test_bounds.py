"""The upper end where nothing was ever seen, and how it goes with the horizon."""

from __future__ import annotations

import numpy as np
from pytest import approx

from detente.assessment.outlook import _bound, _curve
from detente.models.reference import Estimate


def estimate(events, pairs):
    """An estimate over three horizons of which only pairs and events matter here."""
    none = np.zeros(3)
    return Estimate(
        conditions=(),
        p=none,
        draws=np.zeros((5, 3)),
        pairs=pairs,
        events=np.array(events),
        base=none,
        base_pairs=pairs,
        stratum=none,
        stratum_pairs=pairs,
        alike=pairs,
        alike_events=np.array(events),
        first=1946,
        last=2018,
    )


def test_thirty_pairs_without_an_event_may_hide_one_in_ten():
    """1 − 0.05^(1/30): the chance that thirty pairs hide nineteen times in twenty."""
    assert _bound(estimate([0, 0, 2], 30)) == approx([0.0950, 0.0950, 0.0], abs=1e-4)


def test_the_upper_end_never_falls_with_the_horizon():
    """What may happen within one year may within three, though more was seen by then."""
    curve = _curve(np.zeros(3), np.zeros((5, 3)), _bound(estimate([0, 0, 2], 30)))
    assert curve.high == approx([0.0950, 0.0950, 0.0950], abs=1e-4)
