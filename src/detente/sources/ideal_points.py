"""Ideal points of states from their votes in the UN General Assembly, by calendar year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

IDEAL_POINTS = Source(
    name="ideal_points",
    title="UN General Assembly ideal points",
    version="2025-07",
    rows=Unit("state-year", "cow"),
    covers=(1946, 2024),
    path="unga_idealpoints/IdealpointsJuly2025.dta",
    url=github(
        "lucasbuildsapps/Masterthesis",
        "5298218d5b57e5b09223b124b25c03dc37ed646e",
        "IdealpointsJuly2025.dta",
    ),
    sha256="fea7fa9414e3643586dbdf95baa1100ceb418e56684d79d801a146cad79443ce",
    size=1331515,
    homepage="https://doi.org/10.7910/DVN/LEJUQZ",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"idealpointfp": "latent score, positive on the side of the USA"},
    licence="Harvard Dataverse: CC0 by default, its terms page was not read; none stated in the "
    "repository of the file",
    cite="Bailey, Strezhnev & Voeten (2017), Estimating Dynamic State Preferences from United Nations "
    "Voting Data, Journal of Conflict Resolution 61(2): 430–456.",
    bibtex="""@article{bailey2017idealpoints,
  author = {Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik},
  title = {Estimating Dynamic State Preferences from {United Nations} Voting Data},
  journal = {Journal of Conflict Resolution},
  year = {2017},
  volume = {61},
  number = {2},
  pages = {430--456},
  doi = {10.1177/0022002715595700}
}""",
    notes="`…fp` rests on votes on whole resolutions and runs to 2024; `…all` (every vote) and "
    "`…legacy` run to 2023. Fitted on all years at once, so the point of a year has seen the "
    "votes of later ones: it describes, and enters no forecast. Seventeen rows have neither "
    "name nor ISO code, and no `…fp` score.",
)


def read(path: Path) -> Frame:
    """One row per state-year.

    Columns `ccode, iso3c, countryname, year, idealpointfp, idealpointall, idealpointlegacy`; votes
    and quantiles of the posterior for the first, `nvotesfp, qofp, q5fp, q10fp, q50fp, q90fp,
    q95fp, q100fp`, and the second, `nvotesall, qoall, q5all, q10all, q50all, q90all, q95all,
    q100all`; votes for the third, `nvoteslegacy`.
    """
    frame = formats.stata(path)
    scores = [name for name in frame.columns if name.startswith(("idealpoint", "q"))]
    return formats.whole(frame, but=scores)
