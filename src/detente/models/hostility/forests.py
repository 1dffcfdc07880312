"""Trees of new disputes fitted beforehand: one set a year, so that answers need no LightGBM.

The set of a year is fitted on what was known on 1 January of the next, with disputes at the lag of
that day, and serves every day of that next year. The wheel carries one for each year from 1969 to
the last before the vintage's date. They hold for these very tables and this code; where they do
not, trees are fitted anew if LightGBM is there, and else answers do without.

What is stored is packed: what a leaf adds in steps of a 32,767th of the widest of its forest, the
share of rows at a leaf to a 255th. Trees fitted anew are brought to the same steps, so that an
answer is the same either way.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dates import HORIZONS, last_known_year
from detente.errors import OutOfCoverage, SourceMissing, StaleArtefact
from detente.models.hostility import trees
from detente.models.hostility.disputes import fitted_horizons
from detente.models.hostility.forest import Forest, forest_of
from detente.models.hostility.lagged import seen
from detente.models.past import Past
from detente.store import STARTER, Vintage
from detente.store.artefact import Artefact, read_artefact, write_artefact
from detente.store.make import Make

FOLDER = STARTER.parent / "forests"
FILE = "disputes.npz"
FIRST = 1969  # the year before the first day answered by a model
OUTCOME = "dispute"
READ = (
    "capabilities",
    "capitals",
    "contiguity_spells",
    "dispute_years",
    "majors",
    "pledge_spells",
    "regimes",
    "rivalry_spells",
    "state_spells",
    "ucdp_years",
    "war_years",
)
DECIDED = (
    "dates.py",
    "measures",
    *(
        f"models/hostility/{name}.py"
        for name in (
            "circle",
            "disputes",
            "family",
            "features",
            "forest",
            "forests",
            "history",
            "ladder",
            "lagged",
            "parted",
            "spread",
            "trees",
            "trials",
        )
    ),
    "models/logit.py",
    "models/past.py",
    "models/survival.py",
)
STEPS, SHARES = 32_767, 255

Forests = Mapping[int, Forest]
"""Years of a fitted horizon → its trees."""
How = Literal["stored", "fitted", "none"]
Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class AtHand:
    """Whether there are trees for a day.

    Attributes
    ----------
    how : taken from the package, fitted anew, or not to be had
    why : they are not to be had; else empty
    """

    how: How
    why: str = ""


def years(vintage: Vintage) -> list[int]:
    """The years at whose end trees are fitted."""
    return list(range(FIRST, last_known_year(vintage.date) + 1))


def make_of(vintage: Vintage) -> Make:
    """Of which data and by which code trees from a vintage would be made today."""
    return Make.of(vintage, DECIDED, READ)


def at_hand(vintage: Vintage, as_of: date, *, folder: Path | None = None) -> AtHand:
    """Whether there are trees for a day, and if none, why."""
    try:
        _sets(vintage, last_known_year(as_of), folder or FOLDER)
    except (SourceMissing, StaleArtefact, OutOfCoverage) as error:
        if find_spec("lightgbm") is not None:
            return AtHand("fitted")
        why = {
            SourceMissing: "the package holds no trees",
            StaleArtefact: "the trees in the package were made of other tables or by other code",
        }.get(type(error), f"the package holds no trees of {last_known_year(as_of)}")
        return AtHand("none", f"{why}, and LightGBM is not installed to fit them anew")
    return AtHand("stored")


def of_day(
    vintage: Vintage, as_of: date, hand: AtHand, *, folder: Path | None = None
) -> Forests | None:
    """The trees of a day's year, as they are at hand."""
    year = last_known_year(as_of)
    if hand.how == "stored":
        return stored_forests(vintage, year, folder=folder or FOLDER)
    return grown(Past(vintage, date(year + 1, 1, 1))) if hand.how == "fitted" else None


def grown(past: Past) -> dict[int, Forest]:
    """Trees of every horizon that can be fitted, on what is known on the past's day.

    Raises
    ------
    ImportError     LightGBM, the extra `models`, is not installed
    """
    table = seen(past)
    found = {}
    for horizon in fitted_horizons(past):
        booster = trees.fitted_at(past, OUTCOME, table, horizon)
        found[horizon] = stepped(forest_of(booster, trees.ROUNDS, trees.LEAVES))
    return found


def stored_forests(vintage: Vintage, year: int, *, folder: Path = FOLDER) -> dict[int, Forest]:
    """The trees fitted on what was known at the end of a year.

    Raises
    ------
    StaleArtefact   they were made from other data, by other code or by another version
    OutOfCoverage   none were fitted for that year
    SourceMissing   the package holds none
    """
    artefact, known = _sets(vintage, year, folder)
    return unpacked(_arrays(artefact.folder, artefact.files[FILE]), known.index(year))


def write_forests(
    sets: Mapping[int, Forests],
    vintage: Vintage,
    folder: Path = FOLDER,
    *,
    made: Make | None = None,
) -> Artefact:
    """Store the trees of years with the make they are of.

    Parameters
    ----------
    made : of what and by what they were made, if that was a while ago; None for just now

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    contents = {FILE: packed(sets)}
    seed = int(str(trees.SETTINGS["seed"]))
    return write_artefact(folder, contents, made or make_of(vintage), vintage.date, seed)


def _sets(vintage: Vintage, year: int, folder: Path) -> tuple[Artefact, list[int]]:
    """The stored sets, if they hold for a vintage and one is of the year; and all their years."""
    artefact, today = read_artefact(folder), make_of(vintage)
    if (difference := artefact.made.other_than(today)) is not None:
        raise StaleArtefact(
            f"The trees in {folder} were made {difference}; they do not hold for {vintage.id} and "
            f"version {today.version}. Fit anew, or run `detente data build-fits`.",
            folder=folder,
            made=artefact.made,
            asked=today,
        )
    known = [int(one) for one in _arrays(artefact.folder, artefact.files[FILE])["year"]]
    if year not in known:
        raise OutOfCoverage(
            f"No trees were fitted at the end of {year}; there are some for each year from "
            f"{known[0]} to {known[-1]}. Fit anew for another.",
            year=year,
        )
    return artefact, known


@lru_cache(maxsize=2)
def _arrays(folder: Path, _sha256: str) -> Arrays:
    with np.load(io.BytesIO(read_artefact(folder).read(FILE)), allow_pickle=False) as content:
        return {name: content[name] for name in content.files}


# ── trees as few bytes, and back ─────────────────────────────────────────────────────────


def stepped(forest: Forest) -> Forest:
    """The forest with its leaves and shares in the steps that are stored."""
    step, leaf, share = _steps(forest)
    return replace(
        forest, leaf=leaf * np.float64(step), share=share.astype(np.float32) / np.float32(SHARES)
    )


def packed(sets: Mapping[int, Forests]) -> bytes:
    """The trees of years as the bytes of a compressed file; each year has every horizon."""
    years = sorted(sets)
    flat = [sets[year][horizon] for year in years for horizon in HORIZONS]
    names = max((forest.names for forest in flat), key=len)
    assert all(forest.names == names[: len(forest.names)] for forest in flat)
    steps = [_steps(forest) for forest in flat]
    cuts = [_cuts(forest, len(names)) for forest in flat]
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        allow_pickle=False,
        year=np.array(years, np.int16),
        names=np.array(names),
        columns=np.array([len(forest.names) for forest in flat], np.uint8),
        column=np.stack([forest.column for forest in flat]),
        left=np.stack([forest.left for forest in flat]),
        right=np.stack([forest.right for forest in flat]),
        start=np.array([forest.start for forest in flat]),
        step=np.array([step for step, _, _ in steps]),
        leaf=np.stack([leaf for _, leaf, _ in steps]),
        share=np.stack([share for _, _, share in steps]),
        cut=np.concatenate([cut for cut, _, _ in cuts]),
        cuts=np.stack([count for _, count, _ in cuts]),
        place=np.stack([place for _, _, place in cuts]),
    )
    return buffer.getvalue()


def unpacked(arrays: Arrays, at: int) -> dict[int, Forest]:
    """The trees of one year, the `at`-th, from the arrays of a file."""
    first = np.concatenate([[0], np.cumsum(arrays["cuts"], dtype=np.int64)])
    found = {}
    for number, horizon in enumerate(HORIZONS):
        one = at * len(HORIZONS) + number
        column = arrays["column"][one]
        cut = first[one * len(arrays["names"]) + column.astype(np.int64)] + arrays["place"][one]
        found[horizon] = Forest(
            names=tuple(str(name) for name in arrays["names"][: int(arrays["columns"][one])]),
            column=column,
            threshold=arrays["cut"][cut],
            left=arrays["left"][one],
            right=arrays["right"][one],
            start=float(arrays["start"][one]),
            leaf=arrays["leaf"][one] * arrays["step"][one],
            share=arrays["share"][one].astype(np.float32) / np.float32(SHARES),
        )
    return found


def _steps(forest: Forest) -> tuple[float, NDArray[np.int16], NDArray[np.uint8]]:
    """The width of a step, what leaves add in steps, and their shares of the rows."""
    step = float(np.abs(forest.leaf).max()) / STEPS or 1.0
    leaf = np.rint(forest.leaf / step).astype(np.int16)
    return step, leaf, np.rint(forest.share * SHARES).astype(np.uint8)


def _cuts(
    forest: Forest, columns: int
) -> tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[np.uint8]]:
    """The thresholds there are, by column; how many of each; and which of them each split has."""
    pairs = np.stack([forest.column.ravel().astype(np.float32), forest.threshold.ravel()])
    (column, cut), place = np.unique(pairs, axis=1, return_inverse=True)
    count = np.bincount(column.astype(np.int64), minlength=columns)
    within = place.reshape(forest.column.shape) - (np.cumsum(count) - count)[forest.column]
    return cut, count.astype(np.uint8), within.astype(np.uint8)
