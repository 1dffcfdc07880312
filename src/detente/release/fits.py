"""Building the stored fits: treaty processes and trees of disputes, each from its own past."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from detente.errors import ExtraMissing
from detente.models import artefacts
from detente.models.hostility import forests
from detente.models.hostility.forest import Forest
from detente.models.past import Past
from detente.models.treaty import processes
from detente.models.treaty.kept_cases import FOLDER, write_cases
from detente.models.treaty.processes import Processes
from detente.store import Vintage
from detente.store.artefact import Artefact


def build_fits(
    vintage: Vintage,
    folder: Path = artefacts.FITS,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Artefact:
    """Fit the processes on every day a fit is stored for, and write them into a folder.

    Beside them go the past units of the last year coded, by the fit of its end, and the trees of
    new disputes of every year.

    The same tables and code give the same bytes.

    Parameters
    ----------
    progress : called with the fits made and their number

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    ExtraMissing        LightGBM, which fits the trees, is not installed
    """
    if find_spec("lightgbm") is None:
        raise ExtraMissing(
            "Trees are fitted by lightgbm, which is not installed: pip install 'detente[models]'.",
            module="lightgbm",
            extra="models",
        )
    # of the code as it is before the work, not after it
    made_by, grown_by = artefacts.make_of(vintage), forests.make_of(vintage)
    wanted, years = artefacts.days(vintage), forests.years(vintage)
    made: dict[date, Processes] = {}
    grown: dict[int, forests.Forests] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        fitted = pool.map(_fit, [vintage.folder] * len(wanted), wanted)
        for day, fits in zip(wanted, fitted, strict=True):
            made[day] = fits
            if progress is not None:
                progress(len(made), len(wanted) + len(years))
        sets = pool.map(_grow, [vintage.folder] * len(years), years)
        for year, found in zip(years, sets, strict=True):
            grown[year] = found
            if progress is not None:
                progress(len(wanted) + len(grown), len(wanted) + len(years))
    written = artefacts.write_fits(made, vintage, folder, made=made_by)
    last = date(artefacts.LAST + 1, 1, 1)
    write_cases(vintage, Past(vintage, last), made[last], folder=_beside(folder, FOLDER))
    forests.write_forests(grown, vintage, _beside(folder, forests.FOLDER), made=grown_by)
    return written


def _beside(fits: Path, own: Path) -> Path:
    """Where a second artefact goes: to its own place in the package, or into the folder of fits."""
    return own if fits == artefacts.FITS else fits / own.name


def _grow(folder: Path, year: int) -> dict[int, Forest]:
    return forests.grown(Past(Vintage(folder), date(year + 1, 1, 1)))


def _fit(folder: Path, day: date) -> Processes:
    return processes.fit(Past(Vintage(folder), day))
