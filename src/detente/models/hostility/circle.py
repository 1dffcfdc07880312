"""What the other relations of two states say of theirs: quarrels with others, shared foes.

References
----------
Maoz, Terris, Kuperman & Talmud (2007), Journal of Politics 69: 100–115 (common enemies).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.measures.cube import Cube

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

HOTTEST = 5.0  # recent disputes of a neighbour; more add nothing


def circle(
    cube: Cube, recent: Floats, rivalry: Flags, pact: Flags, border: Flags, first: int
) -> Iterator[tuple[str, Floats]]:
    """Columns over pairs and years, each by name; zero before year `first`.

    Parameters
    ----------
    recent : (P, Y) fading sum of a pair's disputes
    rivalry, pact, border : (P, Y) as seen at the end of each year
    first : the first column to fill
    """
    one, two = cube.one, cube.two
    names = (
        "other_disputes_more",
        "other_disputes_fewer",
        "common_foes",
        "foes_of_allies",
        "common_rivals",
        "other_rivals_more",
        "other_rivals_fewer",
        "hot_neighbours",
    )
    out = {name: np.zeros(recent.shape, np.float32) for name in names}
    for year in range(first, recent.shape[1]):
        disputes, rivals = recent[:, year], rivalry[:, year].astype(np.float32)
        foe, rival = _square(disputes, cube), _square(rivals, cube)
        some = np.minimum(foe, 1)
        ally = _square(pact[:, year].astype(np.float32), cube)
        near = _square(border[:, year].astype(np.float32), cube)
        through = ally @ some
        heat = near @ np.minimum(foe.sum(1), HOTTEST)
        for kind, count, own in (
            ("disputes", foe.sum(1), disputes),
            ("rivals", rival.sum(1), rivals),
        ):
            a, b = (np.log1p(np.maximum(count[side] - own, 0)) for side in (one, two))
            out[f"other_{kind}_more"][:, year] = np.maximum(a, b)
            out[f"other_{kind}_fewer"][:, year] = np.minimum(a, b)
        out["common_foes"][:, year] = np.log1p((some @ some)[one, two])
        out["foes_of_allies"][:, year] = np.log1p((through + through.T)[one, two])
        out["common_rivals"][:, year] = np.log1p((rival @ rival)[one, two])
        out["hot_neighbours"][:, year] = np.log1p(np.minimum(heat[one], heat[two]))
    yield from out.items()


def _square(values: Floats, cube: Cube) -> Floats:
    """Values of pairs, (P,), as a symmetric matrix of states, (S, S)."""
    out = np.zeros((len(cube.states),) * 2, np.float32)
    out[cube.one, cube.two] = out[cube.two, cube.one] = values
    return out
