"""The pictures of this folder, from the stored track record and one answer.

Run it as `python docs/gallery/make.py`.
"""

from __future__ import annotations

from pathlib import Path

import detente
from detente import report, store
from detente.evaluate.stored import stored_record

HERE = Path(__file__).parent


def main() -> None:
    """Write every picture."""
    starter = store.vintage("starter")
    models = ["base", "reference", "hazard", "decisions"]
    record = stored_record().select(["defence_pact"], [1], models)
    for name, figure in report.figures_of(record, data=starter.id).items():
        figure.save(HERE / f"{name.replace('_', '-')}.svg")
    view = detente.assess("NATO", "Russia", horizons=range(1, 21), vintage=starter)
    report.odds(view, "defence_pact").save(HERE / "nato-russia-odds.svg")


if __name__ == "__main__":
    main()
