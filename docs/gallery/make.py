"""The pictures of this folder, from a back-test of 1970 to 2017 and one answer (about a minute).

Run it as `python docs/gallery/make.py`.
"""

from __future__ import annotations

from pathlib import Path

import detente
from detente import report, store
from detente.evaluate.run import backtest

HERE = Path(__file__).parent


def main() -> None:
    """Write every picture."""
    starter = store.vintage("starter")
    found = backtest(starter, first=1970, models=["base", "reference", "hazard"], jobs=2)
    for name, figure in report.figures_of(found.record, data=found.vintage).items():
        figure.save(HERE / f"{name.replace('_', '-')}.svg")
    view = detente.assess("NATO", "Russia", horizons=range(1, 21), vintage=starter)
    report.odds(view, "defence_pact").save(HERE / "nato-russia-odds.svg")


if __name__ == "__main__":
    main()
