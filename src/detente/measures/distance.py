"""Distances on the Earth: geodesics of the WGS-84 ellipsoid.

Vincenty's (1975) iteration, which is right to half a millimetre but fails near the
antipode; there the azimuth is found by bisection and the integrals of Bessel's auxiliary
sphere are summed numerically, the formulation of Karney (2013).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EQUATOR = 6_378_137.0  # metres, semi-major axis of WGS-84
FLATTENING = 1 / 298.257223563
POLE = EQUATOR * (1 - FLATTENING)

_FAR = np.radians(178.0)  # beyond this spherical angle Vincenty may fail
_ROUNDS = 60
_HALVINGS = 100
_EQUATORIAL = 1e-12  # radians of latitude, six micrometres
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)


def geodesic_km(lat1: ArrayLike, lng1: ArrayLike, lat2: ArrayLike, lng2: ArrayLike) -> Floats:
    """Shortest distance over the WGS-84 ellipsoid.

    Parameters
    ----------
    lat1, lng1, lat2, lng2 : degrees north and east; arrays that broadcast. Longitudes may
        exceed ±180

    Returns
    -------
    kilometres, right to a millimetre; NaN where a coordinate is NaN

    Raises
    ------
    ValueError      a latitude beyond ±90

    References
    ----------
    Vincenty (1975), Survey Review 23(176): 88–93. Karney (2013), Journal of Geodesy 87: 43–55.
    """
    a, b, c, d = (np.asarray(value, np.float64) for value in (lat1, lng1, lat2, lng2))
    first, second, east = np.broadcast_arrays(a, c, d - b)
    if (np.abs(first) > 90).any() or (np.abs(second) > 90).any():
        raise ValueError("a latitude lies beyond ±90 degrees")
    shape = first.shape
    beta1 = _reduced(np.radians(first.ravel()))
    beta2 = _reduced(np.radians(second.ravel()))
    apart = np.radians(np.abs((east.ravel() + 180) % 360 - 180))
    metres = np.full(apart.shape, np.nan)
    known = np.isfinite(beta1) & np.isfinite(beta2) & np.isfinite(apart)
    near = np.flatnonzero(known & (_angle(beta1, beta2, apart) <= _FAR))
    metres[near] = _vincenty(beta1[near], beta2[near], apart[near])
    rest = np.flatnonzero(known & np.isnan(metres))
    if len(rest):
        metres[rest] = bisected(beta1[rest], beta2[rest], apart[rest])
    return (metres / 1000).reshape(shape)


def bisected(beta1: Floats, beta2: Floats, apart: Floats) -> Floats:
    """Metres between points of reduced latitude `beta1`, `beta2`, `apart` in longitude.

    All in radians, `apart` from 0 to π. For any pair, antipodes included; slower than
    Vincenty's iteration.
    """
    swap = np.abs(beta1) < np.abs(beta2)
    one, two = np.where(swap, beta2, beta1), np.where(swap, beta1, beta2)
    mirror = np.where(one > 0, -1.0, 1.0)
    one, two = mirror * one, mirror * two  # one is the southern and the farther from the equator
    flat = np.abs(one) < _EQUATORIAL
    along = flat & (apart <= (1 - FLATTENING) * np.pi)
    one, two = np.where(flat, -1e-200, one), np.where(flat, 0, two)
    low, high = np.full(len(one), -np.pi / 2), np.full(len(one), np.pi / 2)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        short = _walk(one, two, middle)[0] < apart
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    metres: Floats = np.where(along, EQUATOR * apart, _walk(one, two, (low + high) / 2)[1])
    return metres


def _walk(beta1: Floats, beta2: Floats, turn: Floats) -> tuple[Floats, Floats]:
    """From latitude 1 to latitude 2: longitude gone through, and metres.

    `turn` is the azimuth at the start beyond due east, so that routes that hug the equator
    keep their digits.
    """
    sin1, cos1, sin2 = np.sin(beta1), np.cos(beta1), np.sin(beta2)
    sin_a, cos_a = np.cos(turn), -np.sin(turn)
    sin0 = sin_a * cos1  # of the azimuth at the equator
    cos0_square = cos_a**2 + (sin_a * sin1) ** 2
    # cos α₂ cos β₂, never negative: the route ends going north
    north2 = np.sqrt(np.maximum((cos_a * cos1) ** 2 + (sin1 - sin2) * (sin1 + sin2), 0))
    start = np.arctan2(sin1, cos_a * cos1)
    end = np.arctan2(sin2, north2)
    omega = np.arctan2(sin0 * sin2, north2) - np.arctan2(sin0 * sin1, cos_a * cos1)
    arc, omega = np.maximum(end - start, 0), np.maximum(omega, 0)  # never back, but for rounding
    second = FLATTENING * (2 - FLATTENING) / (1 - FLATTENING) ** 2
    k2 = (second * cos0_square)[:, None]
    sigma = start[:, None] + arc[:, None] * (_NODES + 1) / 2
    stretch = np.sqrt(1 + k2 * np.sin(sigma) ** 2)
    half = arc / 2
    lag = (2 - FLATTENING) / (1 + (1 - FLATTENING) * stretch)
    longitude = omega - FLATTENING * sin0 * half * (lag @ _WEIGHTS)
    return longitude, POLE * half * (stretch @ _WEIGHTS)


def _vincenty(beta1: Floats, beta2: Floats, apart: Floats) -> Floats:
    """Metres by Vincenty's inverse formula; NaN where it has not settled."""
    sin1, cos1, sin2, cos2 = np.sin(beta1), np.cos(beta1), np.sin(beta2), np.cos(beta2)
    f = FLATTENING
    turn = apart.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(_ROUNDS):
            sin_t, cos_t = np.sin(turn), np.cos(turn)
            sin_s = np.hypot(cos2 * sin_t, cos1 * sin2 - sin1 * cos2 * cos_t)
            cos_s = sin1 * sin2 + cos1 * cos2 * cos_t
            sigma = np.arctan2(sin_s, cos_s)
            sin_a = np.where(sin_s == 0, 0, cos1 * cos2 * sin_t / sin_s)
            cos2_a = 1 - sin_a**2
            middle = np.where(cos2_a < 1e-15, 0, cos_s - 2 * sin1 * sin2 / cos2_a)
            c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a))
            series = sigma + c * sin_s * (middle + c * cos_s * (2 * middle**2 - 1))
            before, turn = turn, apart + (1 - c) * f * sin_a * series
            moved = np.abs(turn - before)
            if (moved < 1e-13).all():
                break
    u2 = cos2_a * (EQUATOR**2 - POLE**2) / POLE**2
    big_a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    big_b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    inner = cos_s * (2 * middle**2 - 1) - big_b / 6 * middle * (4 * sin_s**2 - 3) * (
        4 * middle**2 - 3
    )
    delta = big_b * sin_s * (middle + big_b / 4 * inner)
    metres: Floats = np.where(
        (moved < 1e-12) & (turn <= np.pi), POLE * big_a * (sigma - delta), np.nan
    )
    return metres


def _reduced(latitude: Floats) -> Floats:
    """Latitude on the auxiliary sphere."""
    beta: Floats = np.arctan2((1 - FLATTENING) * np.sin(latitude), np.cos(latitude))
    return beta


def _angle(beta1: Floats, beta2: Floats, apart: Floats) -> Floats:
    """Spherical angle between two points, right at every size."""
    sine = np.hypot(
        np.cos(beta2) * np.sin(apart),
        np.cos(beta1) * np.sin(beta2) - np.sin(beta1) * np.cos(beta2) * np.cos(apart),
    )
    cosine = np.sin(beta1) * np.sin(beta2) + np.cos(beta1) * np.cos(beta2) * np.cos(apart)
    angle: Floats = np.arctan2(sine, cosine)
    return angle
