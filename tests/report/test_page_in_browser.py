"""The page in a browser: readable for everyone, quiet, whole on a phone and on paper."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.report import page

PHONE, DESK = 360, 1100
SECTIONS = ["answer", "history", "odds", "analogues", "agreement", "sight"]  # those with pictures


def chromium() -> str:
    """The browser of this machine; a user without one is told, CI must have one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "needs Chromium: on Debian, apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator:
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory, starter) -> Path:
    written = tmp_path_factory.mktemp("page") / "nato-russia.html"
    written.write_text(page(detente.assess("NATO", "Russia", vintage=starter)), encoding="utf-8")
    return written


class Heard:
    """What a browser said and asked for while a page was open."""

    def __init__(self) -> None:
        self.console: list[str] = []
        self.requests: list[str] = []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def width(request) -> int:
    return request.param


@pytest.fixture
def opened(browser, file, width) -> Iterator:
    """The page from disk, and what was heard of it."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    heard = Heard()
    tab.on("console", lambda message: heard.console.append(message.text))
    tab.on("pageerror", lambda error: heard.console.append(str(error)))
    tab.on("request", lambda request: heard.requests.append(request.url))
    tab.goto(file.as_uri())
    yield tab, heard
    context.close()


def test_no_request_leaves_the_file_and_the_console_is_silent(opened, file):
    tab, heard = opened
    tab.wait_for_timeout(300)
    assert heard.console == []
    assert [url for url in heard.requests if not url.startswith("data:")] == [file.as_uri()]


def test_nothing_scrolls_sideways(opened, width):
    tab, _ = opened
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_machine_finds_no_barrier(opened):
    """The rules of axe-core for WCAG 2 A and AA, contrast among them."""
    from axe_playwright_python.sync_playwright import Axe

    tab, _ = opened
    found = Axe().run(tab).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


def test_the_dark_page_has_no_barrier_either(browser, file):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme="dark", viewport={"width": DESK, "height": 900})
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    found = Axe().run(tab).response["violations"]
    context.close()
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_has_a_picture_with_ink_in_it(opened, section):
    """Pixels other than the paper's: an empty frame has none."""
    tab, _ = opened
    pictures = tab.locator(f"#{section} figure .picture:visible")
    assert pictures.count() >= 1
    for at in range(pictures.count()):
        shot = pixels(pictures.nth(at).screenshot())
        inked = (np.abs(shot.astype(int) - 255).max(axis=2) > 24).mean()
        assert inked > 0.004, (section, at)


def pixels(png: bytes) -> np.ndarray:
    """A screenshot as rows, columns and three colours."""
    from PIL import Image

    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def test_only_the_picture_for_the_width_is_shown(opened, width):
    tab, _ = opened
    shown = tab.locator(".picture.narrow:visible").count()
    assert (shown > 0) == (width == PHONE)


def test_a_long_table_is_sorted_by_a_click(browser, file):
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    tab = context.new_page()
    tab.goto(file.as_uri())
    table = tab.locator("#agreement table.sortable").first
    folded = tab.locator("#agreement details").filter(has=tab.locator("table.sortable"))
    folded.locator("summary").first.click()
    head = table.locator("thead th").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    names = [text.strip() for text in table.locator("tbody tr > :first-child").all_inner_texts()]
    assert names == sorted(names)
    head.locator("button").click()
    again = [text.strip() for text in table.locator("tbody tr > :first-child").all_inner_texts()]
    assert again == names[::-1]
    context.close()


def test_without_scripts_everything_can_still_be_read(browser, file):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    for section in SECTIONS:
        assert tab.locator(f"#{section}").inner_text().strip()
        assert tab.locator(f"#{section} figure svg").count() >= 1
    assert tab.locator("#agreement table.sortable tbody tr").count() == 32
    context.close()


A4 = (210 - 2 * 15, 297 - 2 * 16)  # millimetres between the margins of the style sheet
PIXEL = 25.4 / 96  # millimetres


def test_it_prints_on_a4_without_a_chart_cut(browser, file):
    """As many leaves as the text is long, some more for charts kept whole; none higher than one."""
    context = browser.new_context(viewport={"width": round(A4[0] / PIXEL), "height": 1000})
    tab = context.new_page()
    tab.emulate_media(media="print")
    tab.goto(file.as_uri())
    printed = tab.pdf(prefer_css_page_size=True)
    leaves = len(re.findall(rb"/Type\s*/Page[^s]", printed))
    long = tab.evaluate("document.documentElement.scrollHeight") * PIXEL / A4[1]
    assert long - 1 <= leaves <= 1.4 * long + 1
    heights = tab.locator("figure:visible .picture:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert max(heights) * PIXEL < A4[1]
    context.close()
