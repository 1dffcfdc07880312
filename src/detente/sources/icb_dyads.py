"""International crises between two states, year by year."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit, github

ICB_DYADS = Source(
    name="icb_dyads",
    title="ICB dyadic crises",
    version="15",
    rows=Unit("dyadic crisis-year", "cow"),
    covers=(1918, 2020),
    path="icb/icbdy_v15.csv",
    url=github(
        "hilangoe/CyberCrises",
        "21c047a73a403d806dc25a0eaa5b52f7f6dd93e0",
        "_data/_raw/icbdy_v15.csv",
    ),
    sha256="4a4305d2a522d5a76ec228b515c8b90f6841c1dc555469c6fa6633f4bbf354c5",
    size=102882,
    homepage="https://sites.duke.edu/icbdata/data-collections/",
    lag=Lag.YEAR_END,
    absent=Absent.ZERO,
    missing={9999: None},
    licence="ICB: free with citation; the repository of the file states no terms",
    cite="Hewitt (2003), Dyadic Processes and International Crises, Journal of Conflict Resolution "
    "47(5): 669–692; Brecher, Wilkenfeld, Beardsley, James & Quinn (2023), International Crisis "
    "Behavior Data Codebook, Version 15.",
    bibtex="""@article{hewitt2003dyadic,
  author = {Hewitt, J. Joseph},
  title = {Dyadic Processes and International Crises},
  journal = {Journal of Conflict Resolution},
  year = {2003},
  volume = {47},
  number = {5},
  pages = {669--692}
}

@misc{brecher2023icb,
  author = {Brecher, Michael and Wilkenfeld, Jonathan and Beardsley, Kyle and James, Patrick and Quinn, David},
  title = {International Crisis Behavior Data Codebook, Version 15},
  year = {2023},
  howpublished = {https://sites.duke.edu/icbdata}
}""",
    notes="`actnuma` and `actnumb` point to the actor's row in the file of crisis actors and are "
    "missing (9999) where a state was an adversary and not itself in crisis. Ten pairs were twice "
    "in one crisis in a year (Hungary and Czechoslovakia over King Karl in 1921), or are listed "
    "twice. Germany is 260 after 1990, where the list of states has 255. Violence is not in this "
    "file.",
)


def read(path: Path) -> Frame:
    """One row per crisis, pair of opponents and year; columns `crisno, year, crisname, statea,
    namea, actnuma, stateb, nameb, actnumb, trgyrdy, trgmody, trgdady` (when it began for the
    pair), `trmyrdy, trmmody, trmdady` (when it ended), `ongoing` (1 after the first year),
    `crdynum` (number of the dyadic crisis)."""
    return formats.unmask(formats.whole(formats.csv(path)), ICB_DYADS.missing)
