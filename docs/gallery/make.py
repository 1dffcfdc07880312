"""The pictures and the page of this folder, from the stored track record and one answer.

Run it as `make gallery`.
"""

from __future__ import annotations

from pathlib import Path

import detente
from detente import report, store
from detente.evaluate.stored import stored_record

HERE = Path(__file__).parent


def main() -> None:
    """Write every picture, and the page."""
    starter = store.vintage("starter")
    models = ["base", "reference", "hazard", "decisions"]
    record = stored_record().select(["defence_pact"], [1], models)
    for name, figure in report.figures_of(record, data=starter.id).items():
        figure.save(HERE / f"{name.replace('_', '-')}.svg")
    view = detente.assess("NATO", "Russia", horizons=range(1, 21), vintage=starter)
    report.odds(view, "defence_pact").save(HERE / "nato-russia-odds.svg")
    view = detente.assess("NATO", "Russia", vintage=starter)
    report.timeline(view).save(HERE / "nato-russia-timeline.svg")
    (HERE / "nato-russia.html").write_text(report.page(view), encoding="utf-8")


if __name__ == "__main__":
    main()
