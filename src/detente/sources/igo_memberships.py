"""Which states belonged to which intergovernmental organisations."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import igo_r
from detente.sources.works import COW_TERMS, IGO3

IGO_MEMBERSHIPS = Source(
    name="igo_memberships",
    title="COW memberships in intergovernmental organisations",
    version="3.0",
    rows=Unit("state-year in an organisation", "cow"),
    covers=(1816, 2014),
    path="igo/state_year_format3.rda",
    url=igo_r("state_year_format3.rda"),
    sha256="dc39e159f7153c71cf3168e0733da0d079fead8ccf5df20fe4dde019544d7e7e",
    size=201592,
    homepage="https://correlatesofwar.org/data-sets/igos/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    missing={-9: None},
    units={"membership": "1 full member, 2 associate, 3 observer"},
    licence=f"{COW_TERMS}; the repository of the file is under GPL-3 or later",
    cite=IGO3.cite,
    bibtex=IGO3.bibtex,
    notes="Before 1965 the project recorded memberships every five years and filled the years "
    "between (`imputed` and the note on accuracy in igo_organisations say where). The file "
    "has a column for each of 534 organisations; here it is long and holds memberships only. "
    "Left out are the cells for no member, for an organisation that did not exist, and "
    "138,874 for unknown, so a row that is not here means no member or unknown.",
)


def read(path: Path) -> Frame:
    """One row per state, year and organisation it belonged to; columns `ccode, year, igo,
    membership`, where `igo` is the organisation's short name in lower case."""
    wide = formats.unmask(formats.whole(formats.r_data(path)), IGO_MEMBERSHIPS.missing)
    long = wide.drop("state").unpivot(
        index=["ccode", "year"], variable_name="igo", value_name="membership"
    )
    return long.filter(long["membership"] >= 1)
