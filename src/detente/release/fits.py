"""Building the stored fits: the treaty processes of every origin, each from its own past."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from detente.models import artefacts
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

    Beside them go the past units of the last year coded, by the fit of its end.

    The same tables and code give the same bytes.

    Parameters
    ----------
    progress : called with the fits made and their number

    Raises
    ------
    StoreUnwritable     the folder cannot be written
    """
    made_by = artefacts.make_of(vintage)  # of the code as it is before the work, not after it
    wanted = artefacts.days(vintage)
    made: dict[date, Processes] = {}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        fitted = pool.map(_fit, [vintage.folder] * len(wanted), wanted)
        for day, fits in zip(wanted, fitted, strict=True):
            made[day] = fits
            if progress is not None:
                progress(len(made), len(wanted))
    written = artefacts.write_fits(made, vintage, folder, made=made_by)
    last = date(artefacts.LAST + 1, 1, 1)
    beside = FOLDER if folder == artefacts.FITS else folder / FOLDER.name
    write_cases(vintage, Past(vintage, last), made[last], folder=beside)
    return written


def _fit(folder: Path, day: date) -> Processes:
    return processes.fit(Past(Vintage(folder), day))
