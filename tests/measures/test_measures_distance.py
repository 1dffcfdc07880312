"""Geodesics against published ones, and what every distance must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from detente.measures.distance import FLATTENING, bisected, geodesic_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
POINTS = st.tuples(LATITUDES, LONGITUDES)


@pytest.mark.parametrize(
    ("lat1", "lng1", "lat2", "lng2", "metres"),
    [
        (40.6, -73.8, 51.6, -0.5, 5_551_759.400),  # JFK–Heathrow, GeographicLib
        (-41.32, 174.81, 40.96, -5.50, 19_959_679.267),  # Wellington–Salamanca, GeographicLib
        (-30, 0, 29.9, 179.8, 19_989_832.828),  # Karney (2013), nearly antipodal
        (-30.12345, 0, -30.12344, 0.00005, 4.944208),  # Karney (2013), a few steps
        (0, 0, 0, 179.5, 19_980_861.909),  # leaves the equator, GeographicLib
        (0, 0, 0, 180, 20_003_931.4586),  # from pole to pole and not along the equator
        (0, 0, 90, 0, 10_001_965.7293),  # a quarter of the meridian
    ],
)
def test_published_geodesics(lat1, lng1, lat2, lng2, metres):
    assert geodesic_km(lat1, lng1, lat2, lng2) * 1000 == approx(metres, abs=2e-3)


@given(POINTS, POINTS)
def test_a_way_is_as_long_back(a, b):
    assert geodesic_km(*a, *b) == approx(geodesic_km(*b, *a), abs=1e-6)


@given(POINTS, POINTS, POINTS)
def test_no_detour_is_shorter(a, b, c):
    assert geodesic_km(*a, *c) <= geodesic_km(*a, *b) + geodesic_km(*b, *c) + 1e-6


@given(POINTS)
def test_a_place_is_at_no_distance_from_itself_nor_farther_than_a_half_meridian(a):
    assert geodesic_km(*a, *a) == approx(0, abs=1e-6)
    lat, lng = a
    assert geodesic_km(lat, lng, -lat, lng + 180) == approx(20_003.9314586, abs=1e-5)


@given(POINTS, POINTS)
def test_both_methods_agree(a, b):
    """Vincenty's series and Karney's integrals; where only one works it is the same code."""
    beta = [
        np.arctan2((1 - FLATTENING) * np.sin(x), np.cos(x)) for x in np.radians([[a[0]], [b[0]]])
    ]
    apart = np.radians(np.abs((np.array([b[1] - a[1]]) + 180) % 360 - 180))
    assert geodesic_km(*a, *b) * 1000 == approx(bisected(*beta, apart)[0], abs=2e-3)


def test_arrays_broadcast_and_an_unknown_place_is_unknown():
    km = geodesic_km(np.zeros((3, 1)), 0, [0.0, np.nan], 90)
    assert km.shape == (3, 2)
    assert np.isnan(km[:, 1]).all()
    assert np.isfinite(km[:, 0]).all()


def test_beyond_the_pole_is_no_latitude():
    with pytest.raises(ValueError, match="latitude"):
        geodesic_km(91, 0, 0, 0)
