"""Arms delivered from one state to another, in SIPRI's trend-indicator value."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

ARMS_TRANSFERS = Source(
    name="arms_transfers",
    title="SIPRI arms transfers by pair and year",
    version="360info e00d2d3",
    rows=Unit("directed dyad-year"),
    covers=(1950, 2021),
    path="sipri/sipri-exports-processed.csv",
    url=github(
        "360-info/report-arms-trade",
        "e00d2d3e57d1d6dd409f60fc367e088cce34c86e",
        "data/sipri-exports-processed.csv",
    ),
    sha256="07bb55395106ab6bda65d6379bef8ffbfbc036a8ce8e607f0759baf5496f1958",
    size=2_271_565,
    homepage="https://www.sipri.org/databases/armstransfers",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    units={"value": "million TIV"},
    licence="SIPRI: free for non-commercial use with citation; large-scale republication needs "
    "permission",
    cite="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute; as "
    "tabulated by 360info (2022).",
    bibtex="""@misc{sipri_arms,
  author = {{Stockholm International Peace Research Institute}},
  title = {{SIPRI} Arms Transfers Database},
  year = {2022},
  howpublished = {https://www.sipri.org/databases/armstransfers}
}""",
    notes="Fetched only, never carried in the package. The Federal Republic of Germany is not in "
    "this copy before 1991, neither as supplier nor as recipient. 0 is a delivery of less than "
    "half a million TIV. Names ending in * are rebels, in ** organisations; the codes published "
    "beside the names are left out, for Serbia has none.",
)


def read(path: Path) -> Frame:
    """One row per supplier, recipient and year; columns `supplier, recipient, year, value`."""
    frame = formats.csv(path).select("supplier", "recipient", "year", "value")
    return formats.whole(frame)
