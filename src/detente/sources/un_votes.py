"""Votes of states in the UN General Assembly, sessions 1 to 74."""

from __future__ import annotations

from pathlib import Path

from detente.dates import Lag
from detente.sources import formats
from detente.sources.declare import Absent, Frame, Source, Unit
from detente.sources.origins import unvotes
from detente.sources.works import VOETEN

UN_VOTES = Source(
    name="un_votes",
    title="UN General Assembly votes",
    version="2021",
    rows=Unit("vote of a state", "iso2"),
    covers=(1946, 2019),
    path="unvotes/un_votes.rda",
    url=unvotes("un_votes.rda"),
    sha256="cf814a48bc536e8f87f8e027942ac515fe6aae9d63cd71dd88ed718b14887e87",
    size=262083,
    homepage="https://doi.org/10.7910/DVN/LEJUQZ",
    lag=Lag.YEAR_END,
    absent=Absent.UNKNOWN,
    licence="Harvard Dataverse: cite; the repository of the file is under MIT",
    cite=VOETEN.cite,
    bibtex=VOETEN.bibtex,
    notes="No dates here: join un_roll_calls on `rcid`. Only yes, no and abstain: absent members "
    "and states that were not yet members look alike. Three names have no code (Federal "
    "Republic of Germany, Yemen Arab Republic, Zanzibar): join states by `country`.",
)


def read(path: Path) -> Frame:
    """One row per state and roll call; columns `rcid, country, country_code` (ISO 3166, two letters)
    and `vote` (yes, no, abstain)."""
    return formats.whole(formats.r_data(path))
