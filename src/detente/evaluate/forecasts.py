"""The forecasts of one origin: every model, outcome and horizon, from one past.

A row is a pair at risk; beside what came of it stands a column for each model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.errors import DataError, DetenteError
from detente.evaluate.attribution import Attribution
from detente.evaluate.origins import Origin, origin, rows_in
from detente.evaluate.outcomes import Course, course
from detente.measures.cube import Cube, Tables, build
from detente.models.forecasters import Forecaster, Outcome
from detente.models.past import CodedPast, Past
from detente.words import count

Frame = pl.DataFrame

KEYS = ["outcome", "horizon", "origin", "state1", "state2"]
FACTS = [*KEYS, "event", "onset", "atopid", "left", "base_rate"]


@dataclass(frozen=True, order=True)
class Wanted:
    """One forecast of all pairs at risk at an origin: by whom, of what, how far ahead."""

    outcome: Outcome
    horizon: int
    model: str


class Happened:
    """What came of every pair: the courses, treaties and base rates that forecasts are held to."""

    def __init__(self, tables: Tables, as_of: date, outcomes: Iterable[Outcome]) -> None:
        self.cube: Cube = build(tables, as_of)
        self.courses: dict[Outcome, Course] = {
            outcome: course(outcome, self.cube) for outcome in outcomes
        }
        self.attribution = Attribution(self.cube, tables.table("pledge_spells"))
        self._bases: dict[tuple[Outcome, int], NDArray[np.float64]] = {}

    def base(self, outcome: Outcome, horizon: int, year: int) -> float:
        """The base rate that was known at the end of a year."""
        key = (outcome, horizon)
        if key not in self._bases:
            self._bases[key] = self.courses[outcome].base_rates(horizon)
        return float(self._bases[key][self.cube.year(year)])

    def facts(self, at: Origin) -> Frame:
        """The pairs at risk at an origin and what came of them, columns `FACTS`."""
        cube, n = self.cube, len(at.rows)
        return pl.DataFrame(
            {
                "outcome": pl.repeat(at.outcome, n, dtype=pl.String, eager=True),
                "horizon": np.full(n, at.horizon, np.int32),
                "origin": np.full(n, at.year, np.int32),
                "state1": cube.states[cube.one[at.rows]],
                "state2": cube.states[cube.two[at.rows]],
                "event": at.event,
                "onset": _or_null(at.onset),
                "atopid": _or_null(self.attribution.treaties(at)),
                "left": at.left,
                "base_rate": np.full(n, self.base(at.outcome, at.horizon, at.year)),
            }
        )


def forecast_at(
    tables: Tables,
    happened: Happened,
    year: int,
    wanted: Iterable[Wanted],
    forecasters: Mapping[str, Forecaster],
) -> Frame:
    """The forecasts made at the end of a year from what was known on the next day.

    Returns
    -------
    Columns `FACTS` and one for each model, null where it was not asked.

    Raises
    ------
    DataError       a model failed, or gave what are no chances
    """
    past = CodedPast(tables, date(year + 1, 1, 1))
    blocks: dict[tuple[Outcome, int], list[str]] = {}
    for one in sorted(wanted):
        blocks.setdefault((one.outcome, one.horizon), []).append(one.model)
    frames = []
    for (outcome, horizon), models in blocks.items():
        at = origin(happened.courses[outcome], year, horizon)
        rows = rows_in(past.cube, happened.cube, at.rows)
        frames.append(
            happened.facts(at).with_columns(
                pl.Series(name, asked(forecasters[name], past, outcome, rows, horizon))
                for name in models
            )
        )
    return pl.concat(frames, how="diagonal")


def asked(
    model: Forecaster, past: Past, outcome: Outcome, rows: NDArray[np.intp], horizon: int
) -> NDArray[np.float64]:
    """A model's chances, checked: one per row, each from 0 to 1.

    Raises
    ------
    DataError       the model failed, or gave what are no chances
    """
    where = (
        f"The model {model.name!r} could not forecast {outcome} within {count(horizon, 'year')} on "
        f"{past.as_of}"
    )
    try:
        chances = np.asarray(model.forecast(past, outcome, rows, horizon), np.float64)
    except DataError as error:  # too few cases, mostly, before the origin
        raise _failed(f"{where}: {error.message.rstrip('.')}", model.name, past) from error
    except DetenteError:
        raise
    except Exception as error:
        raise _failed(f"{where}: {type(error).__name__}: {error}", model.name, past) from error
    if chances.shape != (len(rows),):
        raise _failed(f"{where}: {len(rows)} pairs got {chances.shape} chances", model.name, past)
    bad = ~((chances >= 0) & (chances <= 1))
    if bad.any():
        worst = float(chances[bad][0])
        raise _failed(f"{where}: {int(bad.sum())} chances like {worst}", model.name, past)
    return chances


def _or_null(values: NDArray[np.int32]) -> pl.Series:
    """Years or treaties, null where 0 stands for none."""
    series = pl.Series(values)
    return series.set(series == 0, None)


def _failed(what: str, model: str, past: Past) -> DataError:
    return DataError(
        f"{what}. Begin at a later origin with --from, or leave the model out with --model.",
        model=model,
        as_of=past.as_of,
    )
