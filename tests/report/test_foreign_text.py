"""What a user calls a bloc stays text: in the page, in its pictures, and in its tables."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pages import embedded, parsed

import detente
from detente.assessment.schema import Assessment
from detente.report import page, page_figures

CODE = '=HYPERLINK("http://x.example")<b>&\''
NAME = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'{{7*7}}"
RULE = '"><svg onload=alert(3)> @SUM(A1)'
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def view(tmp_path_factory, starter) -> Assessment:
    """A bloc of one's own with a hostile name, and Russia."""
    blocs: Path = tmp_path_factory.mktemp("blocs") / "own.json"
    blocs.write_text(
        json.dumps(
            [{"bloc": CODE, "name": NAME, "admission_rule": RULE, "members": ["POL", "UKR", "LTU"]}]
        )
    )
    return detente.assess(CODE, "Russia", blocs=[blocs], drivers=False, vintage=starter)


@pytest.fixture(scope="module")
def tree(view):
    return parsed(page(view))


def test_markup_in_a_name_makes_no_element(tree):
    """Two scripts are the page's own: the data and the sorting of tables."""
    assert len(list(tree.iter("script"))) == 2
    assert list(tree.iter("img")) == []
    assert [e for e in tree.iter() if isinstance(e.tag, str) and "onload" in e.attrib] == []
    assert list(tree.iter("b")) == []


def test_the_name_is_read_as_it_was_given(tree, view):
    assert CODE in "".join(next(tree.iter("h1")).itertext())
    assert embedded(tree)["question"]["a"]["name"] == NAME
    assert view.question.a.admission == RULE


def test_pictures_hold_it_as_text(view):
    """Each is well-formed XML without a script or a handler."""
    for name, figure in page_figures(view).items():
        for width_of in (figure.svg(), figure.svg(adaptive=True, bare=True)):
            drawn = ElementTree.fromstring(width_of)
            for element in drawn.iter():
                assert element.tag.rsplit("}")[-1] in DRAWN, (name, element.tag)
                assert not [key for key in element.attrib if key.startswith("on")], name


DRAWN = {"svg", "g", "path", "rect", "circle", "line", "text", "tspan", "defs", "pattern"}
DRAWN |= {"clipPath", "style", "title"}


def test_no_cell_of_a_table_is_a_formula(view):
    for name, figure in page_figures(view).items():
        for row in csv.reader(StringIO(figure.csv())):
            for cell in row:
                number = cell.lstrip("-").replace(".", "").replace("e-", "").isdigit()
                assert number or not cell.startswith(FORMULA), (name, cell)


def test_the_file_is_named_by_letters_and_digits_alone(view):
    from detente.report.document import file_name

    assert file_name(view) == "hyperlink-http-x-example-b-rus.html"
