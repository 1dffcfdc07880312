"""The intergovernmental organisations themselves: names, years, kinds."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import igo_r
from detente.sources.works import COW_TERMS, IGO3

IGO_ORGANISATIONS = Source(
    name="igo_organisations",
    title="COW intergovernmental organisations",
    version="3.0",
    rows=Unit("organisation-year"),
    covers=(1816, 2014),
    path="igo/igo_year_format3.rda",
    url=igo_r("igo_year_format3.rda"),
    sha256="7fb22534081f6383dca740c7f7ae26ce587125d98fcc1b6fdcfa96eac34a9113",
    size=214610,
    homepage="https://correlatesofwar.org/data-sets/igos/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence=f"{COW_TERMS}; the repository of the file is under GPL-3 or later",
    cite=IGO3.cite,
    bibtex=IGO3.bibtex,
    notes="The columns of single states are left out; igo_memberships has them. `ioname` in lower "
    "case is `igo` there. Names are in Mac Roman in the file and are set right here. `dead`, "
    "`integrated` and `replaced` mark the year in which an organisation ended.",
)


def read(path: Path) -> Frame:
    """One row per organisation and year.

    Columns `ioname, orgname, year, sdate, deaddate, dead, integrated, replaced, longorgname,
    ionum, igocode, version, accuracyofpre1965membershipdates, sourcesandnotes, imputed,
    political, social, economic`.
    """
    frame = formats.whole(formats.r_data(path), but={"version"})
    first, after = frame.columns.index("afghanistan"), frame.columns.index("sdate")
    organisations = frame.drop(frame.columns[first:after])
    return formats.respelled(organisations, ["orgname", "longorgname"], "mac_roman")
