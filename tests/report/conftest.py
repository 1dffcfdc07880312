"""A small track record with round numbers, and answers from the starter tables."""

from __future__ import annotations

import polars as pl
import pytest

import detente
from detente import store
from detente.assessment.schema import Assessment
from detente.evaluate.record import SCHEMAS
from detente.evaluate.scored import TrackRecord
from detente.store import Vintage

MODELS = {"base": 0.0, "reference": 0.10, "hazard": 0.25}
ERAS = {"all": (1970, 2017, 30), "1970–1988": (1970, 1988, 16), "1989–2003": (1989, 2003, 14)}
NASTY = '=HYPERLINK("x") <script>alert(1)</script> & "Pact" \x07'


def scores() -> pl.DataFrame:
    rows = []
    for model, skill in MODELS.items():
        for part, (first, last, decisions) in ERAS.items():
            for score, value in {"log_skill": skill, "total": 1.2, "auc": 0.9}.items():
                rows.append(
                    {
                        "outcome": "defence_pact",
                        "horizon": 1,
                        "model": model,
                        "part": part,
                        "score": score,
                        "value": value,
                        "low": value - 0.05,
                        "high": value + 0.05,
                        "cluster": "treaty",
                        "decision_low": value - 0.04,
                        "decision_high": value + 0.04,
                        "first": first,
                        "last": last,
                        "rows": 1000 * decisions,
                        "events": 10 * decisions,
                        "pairs": 9 * decisions,
                        "decisions": decisions,
                        "treaties": decisions // 2,
                    }
                )
    return pl.DataFrame(rows, schema=SCHEMAS["scores"])


def reliability() -> pl.DataFrame:
    bins = (  # low, high, n, events, mean, rate, low, high
        (0.0001, 0.000316, 4000, 0, 0.0002, 0.0, None, 0.002),
        (0.001, 0.00316, 20000, 40, 0.002, 0.002, 0.001, 0.003),
        (0.01, 0.0316, 4000, 84, 0.018, 0.021, 0.009, 0.03),
        (0.1, 0.316, 100, 8, 0.2, 0.08, 0.02, 0.15),
        (0.316, 1.0, 10, 3, 0.5, 0.3, float("nan"), float("nan")),
    )
    rows = [("defence_pact", 1, model, *numbers) for model in MODELS for numbers in bins]
    return pl.DataFrame(rows, schema=SCHEMAS["reliability"], orient="row")


def decisions() -> pl.DataFrame:
    rows = [
        (
            "defence_pact",
            1,
            model,
            1971 + at,
            3000 + at,
            NASTY if at == 0 else f"Treaty of {1971 + at}" if at % 2 else "Some Treaty",
            "foundation" if at % 2 else "accession",
            1 + 5 * at,
            1,
            1 - 0.0005 * 1.27**at,
            0.01,
            0.002,
        )
        for model in MODELS
        for at in range(30)
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["decisions"], orient="row")


@pytest.fixture(scope="session")
def record() -> TrackRecord:
    return TrackRecord(
        scores(), reliability(), decisions(), pl.DataFrame(schema=SCHEMAS["differences"])
    )


@pytest.fixture(scope="session")
def empty() -> TrackRecord:
    return TrackRecord(**{name: pl.DataFrame(schema=schema) for name, schema in SCHEMAS.items()})


@pytest.fixture(scope="session")
def starter() -> Vintage:
    """The tables inside the package, whatever the cache of this machine holds."""
    return store.vintage("starter")


@pytest.fixture(scope="session")
def assessed():
    """Answers by the two names, over horizons 1 to 20."""
    held: dict[tuple[str, str], Assessment] = {}
    starter = store.vintage("starter")

    def answer(one: str, two: str) -> Assessment:
        if (one, two) not in held:
            held[one, two] = detente.assess(one, two, horizons=range(1, 21), vintage=starter)
        return held[one, two]

    return answer
