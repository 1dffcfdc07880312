"""Figures: what is drawn is what the frame holds, what is said is what is drawn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest

from detente import report
from detente.cli.app import main
from detente.errors import BadQuestion, OutputUnwritable
from detente.words import SCALE, chances, percent

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

WIDTHS = (360, 760)
OF_RECORD = (report.reliability, report.skill_by_era, report.decision_percentiles)
PAIRS = (("NATO", "Russia"), ("Brazil", "Nepal"))


@pytest.fixture(scope="session")
def drawn(record, assessed) -> dict[int, list[tuple[Any, str]]]:
    """Every figure with its SVG, by width."""
    return {
        width: [(figure, figure.svg()) for figure in every(record, assessed, width)]
        for width in WIDTHS
    }


def every(record, assessed, width: int) -> Iterator[Any]:
    yield from report.figures_of(record, width=width).values()
    for pair in PAIRS:
        for outcome in ("defence_pact", "dispute", "rivalry_end"):
            yield report.odds(assessed(*pair), outcome, width=width)


def values(figure) -> list[dict[str, Any]]:
    """All data of a chart, wherever it stands in the specification."""

    def walk(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if isinstance(part.get("values"), list):
                yield from (row for row in part["values"] if isinstance(row, dict))
            for inner in part.values():
                yield from walk(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from walk(inner)

    spec = figure.chart.to_dict()
    found = list(walk(spec))
    for rows in spec.get("datasets", {}).values():
        found += rows
    return found


def marks(figure) -> set[str]:
    text = json.dumps(figure.chart.to_dict())
    return set(re.findall(r'"mark": \{"type": "(\w+)"', text))


def texts(svg: str) -> str:
    return " ".join("".join(node.itertext()) for node in ElementTree.fromstring(svg).iter())


# ── pictures ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_compiles_and_is_no_wider_than_asked(drawn, width) -> None:
    for figure, svg in drawn[width]:
        root = ElementTree.fromstring(svg)
        assert float(root.attrib["width"]) <= width
        assert root.attrib["role"] == "img"
        assert figure.title in root.attrib["aria-label"]


def test_a_picture_asks_for_nothing_from_outside(drawn) -> None:
    for _, svg in drawn[760]:
        assert not re.findall(r"(?:href|src)=|url\((?!#)|@import", svg)
        assert set(re.findall(r"https?://[\w./]+", svg)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }


def test_every_figure_says_what_it_shows(drawn) -> None:
    for figure, _ in drawn[760]:
        assert len(figure.alt) > 20
        assert figure.caption.endswith(".")
        assert not figure.title.endswith(".")
        assert "None" not in figure.title + figure.alt + figure.caption
        assert "nan" not in (figure.title + figure.alt + figure.caption).split()


def test_a_figure_is_written_as_svg_png_and_csv(record, tmp_path: Path) -> None:
    figure = report.reliability(record)
    for suffix, start in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".csv", b"outcome,")):
        assert figure.save(tmp_path / f"a{suffix}").read_bytes().startswith(start)
    with pytest.raises(BadQuestion, match="neither"):
        figure.save(tmp_path / "a.gif")
    with pytest.raises(OutputUnwritable):
        figure.save(tmp_path / "nowhere" / "a.svg")


def test_a_notebook_shows_it_as_it_is(record) -> None:
    bundle = report.reliability(record)._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")


def test_a_page_may_invert_the_neutrals_and_set_the_title_itself(record) -> None:
    figure = report.skill_by_era(record)
    drawn = figure.svg(adaptive=True, bare=True)
    assert "var(--ink,#1a1a1a)" in drawn
    assert 'fill="#1a1a1a"' not in drawn
    assert "better than" in texts(figure.svg())
    assert "better than" not in texts(drawn)


# ── reliability ─────────────────────────────────────────────────────────────────────────


def test_reliability_draws_the_bins_of_the_frame(record) -> None:
    figure = report.reliability(record, model="hazard")
    bins = record.reliability.filter(model="hazard")
    drawn = {row["mean_p"]: row for row in values(figure) if "rate" in row}
    assert list(drawn) == bins["mean_p"].to_list()
    for row in bins.iter_rows(named=True):
        one = drawn[row["mean_p"]]
        assert one["shown"] == (row["rate"] if row["events"] else row["rate_high"])
    assert figure.data["n"].to_list() == bins["n"].to_list()


def test_reliability_states_the_bin_of_most_events(record) -> None:
    figure = report.reliability(record)
    assert "of 1% to 3.2%" in figure.title
    assert f"came true {percent(0.021)} of the time" in figure.title
    assert "84 of 4,000 pairs by year" in figure.caption
    assert "Rows are not cases: the 300 events come from 30 decisions under 15 treaties" in (
        figure.caption
    )
    assert "In 1 of 5 bins" in figure.caption
    assert "1 came true less often" in figure.caption


# ── skill by era ────────────────────────────────────────────────────────────────────────


def test_skill_draws_every_model_in_every_era_but_the_base_rate(record) -> None:
    figure = report.skill_by_era(record)
    drawn = [row for row in values(figure) if "number" in row]
    assert len(drawn) == 2 * 2 * len(("all", "1970–1988", "1989–2003"))
    assert {row["number"] for row in drawn} == {"+25", "+10", "1.20"}
    assert all(row["value"] == pytest.approx(25) for row in drawn if row["number"] == "+25")
    assert "hazard was 25% better than the base rate in log skill (+20 to +30)" in figure.title
    assert "ahead in 2 of 2 eras" in figure.title


def test_the_model_that_is_named_is_the_one_that_is_told_of(record) -> None:
    assert "reference was 10% better" in report.skill_by_era(record, model="reference").title
    assert "no model was better" in report.skill_by_era(record, model="base").title


# ── decisions ───────────────────────────────────────────────────────────────────────────


def test_decisions_stand_where_the_frame_says(record) -> None:
    figure = report.decision_percentiles(record, model="hazard")
    frame = record.decisions.filter(model="hazard")
    drawn = {row["year"]: row for row in values(figure) if "hit" in row}
    for row in frame.iter_rows(named=True):
        assert drawn[row["year"]]["percentile"] == row["percentile"]
        assert drawn[row["year"]]["rest"] == pytest.approx(1 - row["percentile"])
        assert drawn[row["year"]]["n_dyads"] == row["n_dyads"]
    held = frame["percentile"].to_numpy()
    for top in (0.99, 0.95, 0.90):
        assert percent(np.mean(held >= top)) in figure.title


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_decisions_do_not_lie_on_one_another(record, width) -> None:
    drawn = report.decision_percentiles(record, width=width).svg()
    names = re.findall(r'translate\(([\d.]+),([\d.]+)\)" [^>]*font-size="10px"[^>]*>([^<]+)', drawn)
    assert len(names) >= 4
    rows = sorted(float(y) for _, y, _ in names)
    assert len(set(rows)) == len(rows)


# ── odds ────────────────────────────────────────────────────────────────────────────────


def test_odds_draw_the_forecasts_of_the_answer(assessed) -> None:
    view = assessed("NATO", "Russia")
    figure = report.odds(view, "defence_pact")
    told = {
        (one.aggregation, one.horizon): one.p
        for one in view.outlook
        if one.outcome == "defence_pact"
    }
    drawn = {
        (row["aggregation"], row["horizon"]): row["p"]
        for row in values(figure)
        if "aggregation" in row
    }
    assert drawn
    assert all(told[key] == p for key, p in drawn.items())
    assert {way for way, _ in drawn} == {"lead", "share", "weighted"}
    assert len(figure.data) == len(told)


def test_the_title_states_the_ten_years_in_the_words_of_the_scale(assessed) -> None:
    view = assessed("NATO", "Russia")
    title = report.odds(view, "defence_pact").title
    (one,) = (
        f
        for f in view.outlook
        if (f.outcome, f.horizon, f.aggregation) == ("defence_pact", 10, "lead")
    )
    for number in chances(one.p, one.low, one.high):
        assert number in title
    assert "within ten years" in title
    assert "for the lead, United States–Russia" in title
    assert any(word in title.lower() for _, word in SCALE) or "Hard to tell" in title


def test_where_a_pact_is_in_force_a_new_dispute_is_asked_about(assessed) -> None:
    assert "militarised dispute" in report.odds(assessed("USA", "UK")).title


def test_a_few_horizons_are_drawn_as_points(assessed) -> None:
    view = assessed("Brazil", "Nepal")
    few = view.model_copy(
        update={
            "outlook": [one for one in view.outlook if one.horizon in (1, 5)],
            "question": view.question.model_copy(update={"horizons": [1, 5]}),
        }
    )
    figure = report.odds(few)
    assert "within five years" in figure.title
    assert figure.svg()


# ── nothing to draw, wrong questions, foreign text ──────────────────────────────────────


def test_where_nothing_is_there_a_sentence_stands_and_no_mark(record, empty, assessed) -> None:
    disputes = type(record)(
        record.scores.with_columns(
            outcome=pl.lit("dispute"), decisions=None, treaties=None, cluster=pl.lit("pair")
        ).cast(record.scores.schema),
        record.reliability.with_columns(outcome=pl.lit("dispute")),
        record.decisions.clear(),
        record.differences,
    )
    figures = [
        *(draw(empty) for draw in OF_RECORD),
        report.decision_percentiles(disputes, "dispute"),
        report.odds(assessed("USA", "UK"), "defence_pact"),
        report.odds(assessed("Brazil", "Nepal"), "rivalry_end"),
    ]
    for figure in figures:
        assert marks(figure) == {"text"}
        assert figure.alt in " ".join(texts(figure.svg()).split()) or len(figure.alt) > 60
    assert "in force" in figures[-2].title


def test_what_the_record_does_not_hold_is_a_wrong_question(record, assessed) -> None:
    for draw in OF_RECORD:
        for wrong in (("love", 1, None), ("defence_pact", 7, None), ("defence_pact", 1, "tarot")):
            with pytest.raises(BadQuestion):
                draw(record, *wrong)
    with pytest.raises(BadQuestion, match="It has"):
        report.odds(assessed("Brazil", "Nepal"), "love")


def test_foreign_names_stay_text(record, assessed) -> None:
    figure = report.decision_percentiles(record, model="hazard")
    drawn = figure.svg()
    assert "<script" not in drawn
    assert "\x07" not in drawn
    assert "=HYPERLINK" in texts(drawn)
    assert "'=HYPERLINK" in figure.csv()

    view = assessed("NATO", "Russia")
    bloc = view.question.a.model_copy(update={"code": '<img src=x onerror="1">\'; datum.x'})
    named = view.model_copy(update={"question": view.question.model_copy(update={"a": bloc})})
    drawn = report.odds(named, "defence_pact").svg()
    assert "<img" not in drawn
    assert "<img src=x" in texts(drawn)


def test_every_figure_of_a_record_has_a_name_for_a_file(record) -> None:
    assert list(report.figures_of(record)) == [
        "defence_pact-1y-reliability",
        "defence_pact-1y-skill",
        "defence_pact-1y-decisions",
    ]


# ── what is imported when ───────────────────────────────────────────────────────────────


def test_altair_is_imported_only_when_a_figure_is_made() -> None:
    code = (
        "import sys, detente, detente.report as r; r.odds, r.figures_of, r.reliability; "
        "assert not {'altair', 'vl_convert'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ── from the command ────────────────────────────────────────────────────────────────────


def test_a_back_test_leaves_its_figures_in_a_folder(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "pictures"
    asked = "backtest --from 2003 --to 2004 --model base,reference --jobs 1 --figures"
    with pytest.raises(SystemExit) as ended:
        main([*asked.split(), str(folder)])
    assert ended.value.code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        f"defence_pact-1y-{kind}.{suffix}"
        for kind in ("decisions", "reliability", "skill")
        for suffix in ("csv", "png", "svg")
    ]
    assert "origins 2003–2004" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_said_before_the_work(tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as ended:
        main(["backtest", "--figures", str(tmp_path / "file" / "pictures")])
    assert ended.value.code == 1
    assert "cannot be made" in capsys.readouterr().err
