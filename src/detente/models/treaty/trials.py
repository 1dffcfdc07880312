"""How each way to fit a process did at earlier origins, and so what it weighs at a later one.

Every way was fitted on what was known at the end of each year from 1952 on and forecast the
decisions of the next; `trials.csv` beside this module holds what each lost. At an origin only
years that were over count, and the weights are those of Bayes' rule on their forecasts, taken
to the power of one over the design effect: states that join one treaty in a year decided
together, and tell less than as many separate cases. Nothing that came later has a say.

References
----------
Dawid (1984), JRSS A 147: 278–292 (prequential forecasts). Raftery, Madigan & Hoeting (1997),
JASA 92: 179–191 (model averaging). Grünwald & van Ommen (2017), Bayesian Analysis 12: 1069–1103
(likelihoods taken to a power below one).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from io import StringIO

import numpy as np

from detente.models.past import Past
from detente.models.treaty.family import FAMILIES, Process, Variant
from detente.models.treaty.samples import Sample, sample

FILE = "trials.csv"
FIRST_TRIAL = 1952
LEAST_WEIGHT = 0.005  # of the heaviest; what weighs less is left out

Losses = Mapping[tuple[str, str], Mapping[int, float]]  # process, variant → year → loss


def weights(process: Process, year: int, effect: float) -> dict[Variant, float]:
    """What each way to fit a process weighs on what was known at the end of a year; they sum to 1.

    Parameters
    ----------
    effect : design effect of the process's decisions, at least 1
    """
    losses = trials()
    lost = np.array(
        [
            sum(loss for at, loss in losses[process, one.name].items() if at < year)
            for one in FAMILIES[process]
        ]
    )
    share = np.exp((lost.min() - lost) / effect)
    share[share < LEAST_WEIGHT] = 0.0
    share /= share.sum()
    return {
        one: float(weight) for one, weight in zip(FAMILIES[process], share, strict=True) if weight
    }


def loss(rows: Sample, variant: Variant, year: int) -> float:
    """Log loss of a way to fit, on the decisions of the year after one, in nats."""
    asked = rows.of(year)
    x = rows.x[asked][:, variant.columns(rows.process)]
    odds = rows.fit(variant, year).log_odds(x, rows.offset[asked])
    return float(rows.weight[asked] @ (np.logaddexp(0, odds) - rows.came[asked] * odds))


@lru_cache(maxsize=1)
def trials() -> Losses:
    """The losses on record."""
    return read(files(__package__).joinpath(FILE).read_text("utf-8"))


def read(text: str) -> Losses:
    """Losses from the text of `trials.csv`."""
    losses: dict[tuple[str, str], dict[int, float]] = {}
    for row in csv.DictReader(StringIO(text)):
        own = losses.setdefault((row.pop("process"), row.pop("variant")), {})
        own.update({int(year): float(value) for year, value in row.items() if value})
    return losses


def written(losses: Losses) -> str:
    """Losses as the text of `trials.csv`: a row for each way, a column for each year."""
    years = sorted({year for own in losses.values() for year in own})
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["process", "variant", *years])
    for (process, variant), own in losses.items():
        table.writerow([process, variant, *(f"{own[year]:.4f}" for year in years)])
    return out.getvalue()


def tried(past: Past, years: Iterable[int]) -> Losses:
    """What every way lost in these years, each fitted on the years before."""
    losses: dict[tuple[str, str], dict[int, float]] = {}
    for process, variants in FAMILIES.items():
        rows = sample(past, process)
        for one in variants:
            losses[process, one.name] = {year: loss(rows, one, year) for year in years}
    return losses


def known_years(past: Past) -> range:
    """Years that can be tried: from `FIRST_TRIAL` to the last whose next year is known."""
    return range(FIRST_TRIAL, past.register.end)
