"""The command that makes the page of an answer again."""

from __future__ import annotations

import re
import shlex

import pytest

import detente

QUESTIONS = [
    ("NATO", "RUS", {}),
    ("East Germany", "USA", {"as_of": "2010-06-30"}),
    ("France", "West Germany", {"as_of": 1950}),
    ("France", "Germany", {"as_of": 1950}),
    ("USSR", "NATO", {"as_of": "1975-12-31"}),
    ("Soviet Union", "China", {}),
    ("Warsaw Pact", "USA", {"as_of": "2000-12-31"}),
    ("EEC", "Soviet Union", {"as_of": "1975-12-31"}),
    ("South Vietnam", "Suriname", {"as_of": "1990-06-30"}),
    ("North Yemen", "SAU", {"as_of": "1975-12-31"}),
    ("Czechoslovakia", "Poland", {"as_of": "2020-06-30"}),
    ("Kosovo", "Serbia", {}),
    ("Türkiye", "Côte d'Ivoire", {"as_of": "2022-03-01"}),
    ('O\'Brien "& Söhne"; $(date)', "DEU", {"blocs": ['O\'Brien "& Söhne"; $(date)=RUS,BLR']}),
    ("-Lien", "DEU", {"blocs": ["-Lien=RUS,BLR"], "horizons": [3, 7]}),
    ("FIN", "RUS", {"given": ["Finland in NATO from 2027"], "as_of": "2014-02-28"}),
]


def again(command):
    """The question a command puts, its words parted as a shell would."""
    words = shlex.split(command)
    assert words[:2] == ["detente", "report"]
    sides, asked, ended = [], {"blocs": [], "given": []}, False
    rest = iter(words[2:])
    for word in rest:
        if ended or not word.startswith("-"):
            sides.append(word)
        elif word == "--":
            ended = True
        else:
            value = next(rest)
            match word:
                case "--as-of":
                    asked["as_of"] = value
                case "--horizon":
                    asked["horizons"] = value
                case "--bloc":
                    asked["blocs"].append(value)
                case "--given":
                    asked["given"].append(value)
                case "-o":
                    assert re.fullmatch(r"[a-z0-9-]+\.html", value)
                case _:
                    raise AssertionError(word)
    a, b = sides
    return a, b, asked


@pytest.mark.parametrize(("a", "b", "asked"), QUESTIONS)
def test_it_puts_the_same_question(starter, a, b, asked):
    view = detente.assess(a, b, **asked, vintage=starter, drivers=False)
    one, two, same = again(view.provenance.command)
    repeated = detente.assess(one, two, **same, vintage=starter, drivers=False)
    given = {"question": {"as_of_given"}}
    assert repeated.model_dump(exclude=given) == view.model_dump(exclude=given)


def test_it_is_short_where_the_question_is(ask):
    assert (
        ask("NATO", "Russia").provenance.command
        == "detente report NATO RUS --as-of 2026-06-01 -o nato-rus.html"
    )


def test_a_file_of_blocs_is_named(starter, tmp_path):
    path = tmp_path / "my blocs.csv"
    path.write_text("bloc,state\nLIEN,RUS\nLIEN,BLR\n")
    view = detente.assess("LIEN", "DEU", blocs=[path], vintage=starter, drivers=False)
    assert shlex.quote(str(path)) in view.provenance.command
    assert "--bloc-file" in view.provenance.command
