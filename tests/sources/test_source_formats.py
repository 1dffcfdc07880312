"""Readers of published formats, on files small enough to write here."""

from __future__ import annotations

from datetime import date

import pandas as pd
import polars as pl
import pyreadr
import pytest

from detente.errors import Unreadable
from detente.sources import formats


@pytest.fixture
def r_file(tmp_path):
    path = tmp_path / "members.rda"
    table = pd.DataFrame(
        {
            "CCode": [365.0, 369.0, None],
            "cinc": [0.25, None, 0.5],
            "name": ["Russia", None, "Côte d'Ivoire"],
            "vote": pd.Categorical(["no", "yes", None], categories=["yes", "no"]),
        }
    )
    pyreadr.write_rdata(str(path), table, df_name="members")
    return path


def test_r_data_become_typed_columns_with_nulls(r_file):
    frame = formats.whole(formats.r_data(r_file), but={"cinc"})
    assert frame.schema["ccode"] == pl.Int32
    assert frame["ccode"].to_list() == [365, 369, None]
    assert frame["cinc"].to_list() == [0.25, None, 0.5]
    assert frame["vote"].to_list()[:2] == ["no", "yes"]
    assert frame["name"].to_list()[2] == "Côte d'Ivoire"


def test_r_dates_become_dates(tmp_path):
    path = tmp_path / "spells.rds"
    table = pd.DataFrame({"start": [date(1949, 4, 4), date(1955, 5, 9)]})
    pyreadr.write_rds(str(path), table, dateformat="%Y-%m-%d")
    written = formats.r_data(path)["start"]
    assert written.cast(pl.String).to_list() == ["1949-04-04", "1955-05-09"]


@pytest.mark.parametrize("reader", [formats.r_data, formats.stata, formats.csv])
def test_a_file_of_another_kind_is_unreadable(tmp_path, reader):
    path = tmp_path / "wrong.dat"
    path.write_bytes(b"a,b\n1,2\n1,2,3,4\n")
    with pytest.raises(Unreadable, match=r"wrong\.dat has been fetched, but") as caught:
        reader(path)
    assert caught.value.path == path


def test_csv_is_utf8_but_for_single_lines(tmp_path):
    path = tmp_path / "leaders.csv"
    path.write_bytes(
        "Leader,Note\nKatrín Jakobsdóttir,\n".encode() + "DeRoburt,wrong…\n".encode("cp1252")
    )
    frame = formats.csv(path)
    assert frame.columns == ["leader", "note"]
    assert frame.rows() == [("Katrín Jakobsdóttir", None), ("DeRoburt", "wrong…")]


def test_stata_keeps_numbers_and_blanks_empty_text(tmp_path):
    path = tmp_path / "points.dta"
    table = pd.DataFrame({"Year": [1946.0, 1947.0], "score": [0.5, None], "iso": ["USA", ""]})
    table.to_stata(path, write_index=False)
    frame = formats.whole(formats.stata(path), but={"score"})
    assert frame["year"].to_list() == [1946, 1947]
    assert frame["score"].to_list() == [0.5, None]
    assert frame["iso"].to_list() == ["USA", None]


def test_a_fraction_is_never_cut_off():
    with pytest.raises(Unreadable, match="'share' holds fractions"):
        formats.whole(pl.DataFrame({"share": [1.0, 0.5]}))


def test_a_number_that_does_not_fit_is_never_wrapped():
    with pytest.raises(Unreadable, match="beyond 32 bits"):
        formats.whole(pl.DataFrame({"milex": [2.0**31]}))


def test_missing_codes_go_in_whole_numbers_only():
    """A longitude of -9 is a place, a day of -9 is unknown."""
    frame = pl.DataFrame({"day": [4, -9], "lng": [-9.0, 1.0]})
    assert formats.unmask(frame, {-9: None}).rows() == [(4, -9.0), (None, 1.0)]
    assert formats.unmask(frame, {}).rows() == frame.rows()


def test_mac_roman_names_are_set_right():
    frame = pl.DataFrame({"name": ["P\x99le europ\x8een", "Agency\xca", None]})
    right = formats.respelled(frame, ["name"], "mac_roman")["name"].to_list()
    assert right == ["Pôle européen", "Agency", None]
