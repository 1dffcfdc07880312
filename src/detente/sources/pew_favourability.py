"""Pew Global Attitudes: what publics think of other states."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit

PEW_FAVOURABILITY = Source(
    name="pew_favourability",
    title="Favourable views of other states",
    version="1",
    rows=Unit("public, year and target", "iso3"),
    covers=(2002, 2023),
    path="pew/pew_favourability_country_wave_derived.csv",
    url=None,
    sha256="7f920ad3c100035085b1e0c7d51721f9e6db474007b17ea073ba6254717e240c",
    size=190088,
    homepage="https://www.pewresearch.org/global/",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    units={"favourable": "share of respondents, 0–1", "n": "respondents"},
    licence="Pew Research Center: cite; the answers of respondents may not be passed on, so only "
    "shares are kept",
    cite="Pew Research Center, Global Attitudes Survey 2002–2023.",
    bibtex="""@misc{pew2023attitudes,
  author = {{Pew Research Center}},
  title = {Global Attitudes Survey, 2002--2023},
  year = {2023},
  howpublished = {https://www.pewresearch.org/global/}
}""",
    notes="Derived from the answers of 617,345 respondents harmonised in the repository "
    "worldregio/pew_opi, so no address yields this file: it exists in a mirror only. Weighted; "
    "don't-knows and refusals stay in the base; several samples of a year are pooled. Within "
    "about two points of what Pew published. Targets are ISO 3166 codes, and EU and UN; the "
    "publics include PSE and PLS (Palestinian territories). Russia was last surveyed in 2019.",
)


def read(path: Path) -> Frame:
    """One row per year, public and target; columns `year, respondent_iso3, target, n, favourable,
    unfavourable, very_favorable, somewhat_favorable, somewhat_unfavorable, very_unfavorable, dk,
    refused`."""
    frame = formats.csv(path)
    shares = [name for name in frame.columns if frame[name].dtype.is_float()]
    return formats.whole(frame, but=shares)
