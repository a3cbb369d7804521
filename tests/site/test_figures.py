"""Figures on the built page: the right one for the width, in the theme's colours, on paper."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.site.watching import Watched

PAGE = "01_hospital_search.html"
STYLE = "(node, name) => getComputedStyle(node)[name]"


@pytest.mark.parametrize(("width", "shown"), [(1280, "ws-wide"), (599, "ws-narrow")])
def test_a_figure_is_the_one_for_the_width(
    browser: Browser, address: str, width: int, shown: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = Watched(context.new_page(), address).open(PAGE)
    figures = page.locator(".ws-figure > svg:visible")
    assert figures.count() == page.locator(".ws-figure").count() > 2
    for figure in figures.all():
        assert figure.get_attribute("class") == shown
        assert len(figure.get_attribute("aria-label") or "") > 40
    context.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_figures_follow_the_dark_theme_and_are_printed_black_on_white(
    browser: Browser, address: str, media: Literal["screen", "print"]
) -> None:
    context = browser.new_context(color_scheme="dark")
    page = Watched(context.new_page(), address).open(PAGE)
    page.emulate_media(media=media)
    printed = media == "print"
    text = page.locator(".ws-figure > svg:visible text").first
    assert (text.evaluate(STYLE, "fill") == "rgb(0, 0, 0)") == printed
    ground = page.locator("body").evaluate(STYLE, "backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == printed
    for box in page.locator(".ws-figure, .ws-figure > svg").all():
        assert box.evaluate(STYLE, "backgroundColor") == "rgba(0, 0, 0, 0)"
        assert box.evaluate(STYLE, "borderTopWidth") == "0px"
    context.close()


def test_no_id_stands_twice(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = Watched(context.new_page(), address).open(PAGE)
    ids = page.locator(".ws-figure [id]").evaluate_all("nodes => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids)) > 0
    context.close()
