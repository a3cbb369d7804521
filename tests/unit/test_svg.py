"""helpers/svg.py: what is let through, how ids and colours are written."""

from __future__ import annotations

import re

import pytest

from helpers import svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def document(inside: str) -> str:
    return f'{HEAD} width="252pt" height="72pt" viewBox="0 0 252 72">{inside}</svg>'


def cleaned(inside: str, prefix: str = "a") -> str:
    return svg.written(svg.parsed(document(inside)), prefix)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>* {fill: red}</style>",
        '<image href="http://else.where/x.png"/>',
        "<foreignObject><p>text</p></foreignObject>",
        '<a href="javascript:alert(1)"><path d="M 0 0"/></a>',
        "<metadata>made by</metadata>",
        '<animate attributeName="href"/>',
    ],
)
def test_what_does_not_draw_is_left_out(inside: str) -> None:
    assert cleaned(inside) == cleaned("")


@pytest.mark.parametrize(
    "attribute",
    [
        'onclick="alert(1)"',
        'class="hidden"',
        'style="fill: url(http://else.where/x)"',
        'style="fill: url(x)"',
        'style="fill: u\\72l(x)"',
        'style="position: fixed"',
        'clip-path="url(http://else.where/x)"',
        'xlink:href="http://else.where/x"',
        'href="javascript:alert(1)"',
    ],
)
def test_attributes_that_do_not_draw_are_left_out(attribute: str) -> None:
    assert cleaned(f'<use {attribute} x="1"/>') == cleaned('<use x="1"/>')


def test_a_point_becomes_a_pixel() -> None:
    root = svg.parsed(document(""))
    assert [root.get(name) for name in ("width", "height")] == ["252", "72"]


def test_the_root_has_a_ground_and_an_ink_where_no_page_says_so() -> None:
    assert "color: var(--ws-ink, #1b1f24); background: var(--ws-ground, #fff)" in cleaned("")


def test_colours_are_the_page_s() -> None:
    found = cleaned('<path d="M 0 0" style="fill: #009e73; stroke: #010101; stroke-width: 2"/>')
    assert "fill: var(--ws-splade, #009E73); stroke: currentColor; stroke-width: 2" in found


@pytest.mark.parametrize("font", ["font: 12px 'DejaVu Sans'", "font-size: 12px"])
def test_text_stays_and_loses_only_its_font(font: str) -> None:
    made = f'<text style="{font}; text-anchor: end" x="1">a &lt;b&gt; $c$</text>'
    kept = '<text style="font-size: 12px; text-anchor: end" x="1">a &lt;b&gt; $c$</text></svg>'
    assert cleaned(made).endswith(kept)


def test_numbers_have_two_decimals() -> None:
    assert 'd="M 0.12 -3.5 L 7 0"' in cleaned('<path d="M 0.1249 -3.50\nL 7.0 -0.001 "/>')


def test_ids_that_nothing_names_are_dropped_and_the_others_numbered() -> None:
    inside = (
        '<g id="axes_1"><defs><path id="m12" d="M 0 0"/></defs><use xlink:href="#m12"/></g>'
        '<clipPath id="p1"><rect x="1"/></clipPath><path clip-path="url(#p1)" id="q"/>'
    )
    found = cleaned(inside, "fig")
    assert re.findall(r' id="([^"]*)"', found) == ["fig-0", "fig-1"]
    assert 'href="#fig-0"' in found
    assert 'clip-path="url(#fig-1)"' in found


def test_reading_it_again_changes_nothing() -> None:
    inside = '<path id="m" d="M 1.239 0" style="fill: #0072b2"/><use href="#m" x="1"/>'
    once = cleaned(inside)
    assert svg.written(svg.parsed(once), "a") == once


@pytest.mark.parametrize("text", ["", "<svg", "<p>text</p>", '<svg xmlns="else"/>'])
def test_what_is_no_svg_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="an SVG document is needed"):
        svg.parsed(text)
