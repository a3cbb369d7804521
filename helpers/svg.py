"""Matplotlib's SVG made fit for a page: little of it is kept, and its colours are the page's.

What matplotlib writes is a document of its own: fixed colours, a style sheet that would hold for
the whole page, ids that come again in every figure. Here only what draws is let through, element
by element and property by property, so that the same reading also makes a stored figure safe to
put into a page. Colours become CSS variables with a fallback: the page says what they are, light
or dark, and where no page does (an image in JupyterLab is a document of its own) the fallback
holds: dark ink on white.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

INK = "#010101"  # what matplotlib draws where the page's own colour of text is meant
ORIGINAL, EXPANSION = "#0072B2", "#D55E00"  # a word that a text has; one that a model adds
LEXICAL, SPLADE = "#5B6675", "#009E73"
LOST = "#9AA4B2"  # below zero, cut, lost; always hollow
THEMED = {
    INK: "currentColor",
    ORIGINAL: f"var(--ws-original, {ORIGINAL})",
    EXPANSION: f"var(--ws-expansion, {EXPANSION})",
    LEXICAL: f"var(--ws-lexical, {LEXICAL})",
    SPLADE: f"var(--ws-splade, {SPLADE})",
    LOST: f"var(--ws-lost, {LOST})",
}
ROOT = (
    "color: var(--ws-ink, #1b1f24); background: var(--ws-ground, #fff); font-family: "
    "var(--pst-font-family-base, system-ui, sans-serif); stroke-linejoin: round"
)
SPACE = "http://www.w3.org/2000/svg"
ELEMENTS = {f"{{{SPACE}}}{n}" for n in "g defs clipPath path rect use text tspan".split()}
GEOMETRY = {"d", "x", "y", "width", "height", "viewBox", "transform"}
PROPERTIES = {
    *("fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-opacity", "stroke-width"),
    *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
    *("font-size", "font-style", "font-weight", "text-anchor"),
}
SAFE = re.compile(r"[\w\s#%.,()-]+")  # no address can be written with these
INSIDE = re.compile(r"url\(#[\w-]+\)")  # a place in the same document
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def parsed(text: str) -> ET.Element:
    """Read an SVG document, matplotlib's or one that ``written`` wrote, and keep what draws.

    Scripts, style sheets, links, images, event handlers and every other thing that is not in this
    module's lists are left out. Raises ValueError where ``text`` is no SVG document.
    """
    try:
        root = ET.fromstring(text)  # noqa: S314 - our own figures; entities of others do not load
    except ET.ParseError as problem:
        raise ValueError(f"text={text[:40]!r}: an SVG document is needed ({problem})") from problem
    if root.tag != f"{{{SPACE}}}svg":
        raise ValueError(f"text={text[:40]!r}: an SVG document is needed, not <{root.tag}>")
    _keep(root)
    _number(root, "i")
    for side, length in zip(("width", "height"), root.get("viewBox", "").split()[2:], strict=False):
        root.set(side, length)  # one unit is one pixel, where matplotlib writes points
    root.set("style", ROOT)
    return root


def written(root: ET.Element, prefix: str) -> str:
    """Write the document, its ids as ``prefix-0``, ``prefix-1`` and so on."""
    _number(root, prefix)
    ET.register_namespace("", SPACE)
    return ET.tostring(root, encoding="unicode")


def _keep(element: ET.Element) -> None:
    """Drop what is not in the lists from an element and all below it."""
    attributes = dict(element.attrib)
    element.attrib.clear()
    for name, value in attributes.items():
        short = name.rpartition("}")[2]
        if kept := _attribute(short, value):
            element.set(short, kept)
    element.tail = None
    if element.tag not in (f"{{{SPACE}}}text", f"{{{SPACE}}}tspan"):
        element.text = None
    children = list(element)
    element[:] = []
    for child in children:
        if child.tag in ELEMENTS:
            _keep(child)
            bare = child.tag == f"{{{SPACE}}}g" and not child.attrib
            element.extend(list(child) if bare else [child])


def _attribute(name: str, value: str) -> str:
    """The value that an attribute keeps; empty where it is dropped."""
    if name == "style":
        return "; ".join(_styles(value))
    if name == "clip-path":
        return value if INSIDE.fullmatch(value) else ""
    if name == "href":
        return value if value.startswith("#") else ""
    if name == "id":
        return value
    if name not in GEOMETRY or (name == "transform" and value.startswith("rotate(-0 ")):
        return ""
    return NUMBER.sub(_rounded, " ".join(value.split()))


def _rounded(found: re.Match[str]) -> str:
    """A number to two decimals: a hundredth of a pixel, on which machines agree."""
    value = f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if value == "-0" else value


def _styles(text: str) -> Iterator[str]:
    """The properties that draw, in the page's colours and, for text, in its fonts."""
    for declaration in text.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":  # older matplotlib: "12px 'DejaVu Sans', ..."
            name, value = "font-size", next(iter(re.findall(r"[\d.]+px", value)), "")
        safe = SAFE.fullmatch(value) and "url(" not in INSIDE.sub("", value)
        if name in PROPERTIES and safe:
            yield f"{name}: {_themed(value)}"


def _themed(value: str) -> str:
    return next((own for key, own in THEMED.items() if value.lower() == key.lower()), value)


def _number(root: ET.Element, prefix: str) -> None:
    """Ids that something refers to, numbered in their order; the others are dropped."""
    text = " ".join(value for e in root.iter() for value in e.attrib.values())
    named = [e.get("id", "") for e in root.iter() if e.get("id")]
    used = [name for name in named if re.search(rf"#{re.escape(name)}(?![\w-])", text)]
    new = {f"#{name}": f"#{prefix}-{number}" for number, name in enumerate(used)}
    for element in root.iter():
        if f"#{element.get('id')}" in new:
            element.set("id", new[f"#{element.get('id')}"][1:])
        else:
            element.attrib.pop("id", None)
        for key in ("href", "clip-path", "style"):
            if "#" in (value := element.get(key, "")):
                element.set(key, re.sub(r"#[\w-]+", lambda m: new.get(m[0], m[0]), value))
