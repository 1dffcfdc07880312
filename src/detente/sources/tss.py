"""Strategic rivalries after Thompson, Sakuwa and Suhas, 1494–2020."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import peacesciencer
from detente.sources.works import GPL2

TSS = Source(
    name="tss",
    title="Thompson–Sakuwa–Suhas strategic rivalries",
    version="2021",
    rows=Unit("rivalry spell", "cow"),
    covers=(1494, 2020),
    path="peacesciencer/tss_rivalries.rda",
    url=peacesciencer("tss_rivalries.rda"),
    sha256="7d4aabe829ed3f3d32cc16cb1cf4c4fa11588e6823a2c19d73678e29c6879f6f",
    size=3604,
    homepage="https://doi.org/10.1007/978-981-16-6671-1",
    lag=Lag.HINDSIGHT,
    absent=Absent.ZERO,
    licence=f"not stated by its authors: cite; {GPL2}",
    cite="Thompson, Sakuwa & Suhas (2021), Analyzing Strategic Rivalries in World Politics: Types of "
    "Rivalry, Regional Variation, and Escalation/De-escalation, Springer.",
    bibtex="""@book{thompson2021rivalries,
  author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, Prashant Hosur},
  title = {Analyzing Strategic Rivalries in World Politics: Types of Rivalry, Regional Variation, and Escalation/De-escalation},
  publisher = {Springer},
  year = {2021}
}""",
    notes="`end` 2020 means still running when the coding stopped (56 rivalries), not an end. None "
    "is coded as beginning after 2015. A pair can be rivals more than once: the USA and "
    "Russia in 1918–1920, 1945–1989 and from 2007. Rivalries outlive states: some codes stand "
    "for states that the lists do not have in those years (Germany 255 before 1955).",
)


def read(path: Path) -> Frame:
    """One row per rivalry; columns `tssr_id, rivalry, ccode1, ccode2, start, end` (years) and 1 or
    null for its kinds: `positional, spatial, ideological, interventionary, principal, aprin`."""
    return formats.whole(formats.r_data(path))
