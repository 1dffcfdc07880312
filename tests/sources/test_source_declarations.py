"""What every source must say of itself; no data needed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from detente.dates import Lag
from detente.errors import UnknownSource
from detente.sources import registry
from detente.sources.declare import Absent, Source

SOURCES = registry.all_sources()
HAPPENS_OR_NOT = {
    *("atop_alliances", "atop_phases", "atop_members", "atop_dyads"),
    *("gml_dyads", "mid_disputes", "mid_participants", "mid_dyads"),
    *("mid_incidents", "mid_incident_participants", "icb_dyads", "kgd"),
    *("interstate_wars", "ucdp_conflicts", "tss", "td", "contiguity", "majors"),
    *("cow_states", "gw_states", "gw_system"),
    *("diplomatic_missions", "defence_agreements", "sanctions", "arms_transfers", "exercises"),
}
MIRROR_ONLY = {"un_two_votes", "trade_shares", "pew_favourability"}


@pytest.fixture(params=SOURCES, ids=lambda source: source.name)
def source(request: pytest.FixtureRequest) -> Source:
    return request.param


def test_a_declaration_is_complete(source):
    texts = (source.title, source.version, source.path, source.licence, source.cite, source.notes)
    assert all(text.strip() for text in texts)
    assert source.homepage.startswith(("https://", "http://"))
    assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)
    assert source.size > 0
    assert source.covers[0] <= source.covers[1]


def test_an_address_is_pinned_to_a_commit(source):
    if source.derived:
        assert source.name in MIRROR_ONLY
        assert "Derived from" in source.notes
        assert "mirror only" in source.notes
    else:
        pinned = r"https://raw\.githubusercontent\.com/[\w.-]+/[\w.-]+/[0-9a-f]{40}/[^ ]+"
        assert re.fullmatch(pinned, source.url)


def test_a_bibliography_entry_is_well_formed(source):
    entries = re.findall(r"^@(article|book|incollection|misc)\{(\w+),$", source.bibtex, re.M)
    assert entries
    assert source.bibtex.count("{") == source.bibtex.count("}")
    for field in ("author", "title"):
        assert len(re.findall(rf"^  {field} = ", source.bibtex, re.M)) == len(entries)


def test_absence_means_zero_only_where_events_are_listed(source):
    """A missing row is "no dispute" in a list of disputes, and unknown in a table of scores."""
    assert (source.absent is Absent.ZERO) == (source.name in HAPPENS_OR_NOT)


def test_rivalries_are_known_in_hindsight_and_treaties_on_their_day():
    lags = {source.name: source.lag for source in SOURCES}
    assert {n for n, lag in lags.items() if lag is Lag.HINDSIGHT} == {
        "tss",
        "td",
        "kgd",
        "peace_data",
    }
    assert lags["atop_members"] is Lag.ON_THE_DAY
    assert lags["nmc"] is Lag.YEAR_END


def test_coverage_ends_differ():
    """The ends that make joins of these sources dangerous."""
    ends = {source.name: source.covers[1] for source in SOURCES}
    assert ends["interstate_wars"] == 2007
    assert ends["gml_dyads"] == 2010
    assert ends["mid_dyads"] == ends["igo_memberships"] == 2014
    assert ends["contiguity"] == ends["majors"] == ends["cow_states"] == 2016
    assert ends["gw_states"] == 2017
    assert ends["atop_dyads"] == 2018
    assert ends["tss"] == ends["gw_system"] == 2020
    assert ends["nmc"] == 2022
    assert ends["ucdp_conflicts"] == ends["ideal_points"] == 2024
    assert ends["democracy"] == 2025


def test_names_are_unique_and_files_too():
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert len({source.sha256 for source in SOURCES}) == len(SOURCES)
    assert tuple(source.name for source in SOURCES) == registry.NAMES


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownSource) as caught:
        registry.get("nmcs")
    assert caught.value.suggestions == ("nmc",)
    assert "Nearest: nmc." in str(caught.value)
    assert "detente data list" in str(caught.value)


def test_part_of_a_name_suggests_the_sources_that_have_it():
    with pytest.raises(UnknownSource) as caught:
        registry.reader("IGO")
    assert set(caught.value.suggestions) == {"igo_memberships", "igo_organisations", "igo_dyads"}


def test_nonsense_suggests_nothing():
    with pytest.raises(UnknownSource) as caught:
        registry.get("zzzzzz")
    assert caught.value.suggestions == ()
    assert "Nearest" not in str(caught.value)


def test_declarations_load_without_the_heavy_readers():
    code = (
        "import sys; from detente.sources import registry; registry.all_sources(); "
        "print(sorted({'pandas', 'pyreadr', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
