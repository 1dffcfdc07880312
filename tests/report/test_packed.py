"""A long answer is packed inside the page, and a table's main row stands out."""

from __future__ import annotations

import re

import pytest

import detente
from detente import report
from detente.report.html import shell
from detente.report.html.tables import Column, table

pytest.importorskip("altair")
pytest.importorskip("htpy")

from pages import at, embedded, parsed, strangers, told


@pytest.fixture(scope="module")
def view(starter):
    return detente.assess("Bolivia", "Nepal", drivers=False, vintage=starter)


def test_a_short_answer_stands_as_it_is(view):
    page = report.page(view, draw=False)
    assert 'data-encoding="' not in page
    assert "base64" not in page


def test_a_long_answer_is_packed_always_alike_and_is_the_same_answer(view, monkeypatch):
    plain = parsed(report.page(view, draw=False))
    monkeypatch.setattr(shell, "PLAIN", 1000)
    page = report.page(view, draw=False)
    assert page == report.page(view, draw=False)
    tree = parsed(page)
    script = next(e for e in tree.iter("script") if e.get("id") == "assessment")
    assert script.get("data-encoding") == "gzip base64"
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", script.text)
    assert embedded(tree) == embedded(plain)
    for value, place, _ in told(tree):
        held = at(embedded(tree), place)
        assert value == str(len(held) if isinstance(held, list | dict) else held), place


def test_a_packed_page_says_how_it_is_read(view, monkeypatch):
    monkeypatch.setattr(shell, "PLAIN", 1000)
    tree = parsed(report.page(view, draw=False))
    code = " ".join("".join(e.itertext()) for e in tree.iter("code"))
    assert "gzip.decompress(base64.b64decode(text))" in code
    assert strangers(tree) == []


def test_the_main_row_of_a_table_is_bold():
    made = str(table([Column("who")], [["one"], ["two"]], bold=[1]))
    assert '<tr class="bold"><th scope="row">two</th></tr>' in made
    assert made.count("bold") == 1
