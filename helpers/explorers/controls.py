"""The ipywidgets controls that the explorers share, each with its label before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

STYLE = {"description_width": "7.5em"}
LAYOUT = {"width": "min(100%, 38em)"}
SWITCH = {"width": "auto"}
RELEASED: dict[str, Any] = {"continuous_update": False, "style": STYLE, "layout": LAYOUT}


def text_box(value: str, description: str) -> widgets.Text:
    """A line of free text that answers at every keystroke."""
    return widgets.Text(value, description=description, style=STYLE, layout=LAYOUT)


def combobox(
    value: str, options: Sequence[str], description: str, each_key: bool = False
) -> widgets.Combobox:
    """A line of free text with a list to choose from; answers on leaving it, or at every key."""
    return widgets.Combobox(
        value=value,
        options=list(options),
        description=description,
        continuous_update=each_key,
        style=STYLE,
        layout=LAYOUT,
    )


def dropdown(options: list[tuple[str, Any]], value: object, description: str) -> widgets.Dropdown:
    """A choice of (label, value) pairs."""
    return widgets.Dropdown(
        options=options, value=value, description=description, style=STYLE, layout=LAYOUT
    )


def checkbox(description: str, value: bool = True) -> widgets.Checkbox:
    """A switch, on at first unless told otherwise."""
    return widgets.Checkbox(value, description=description, indent=False, layout=SWITCH)


def slider(
    value: float, low: float, high: float, step: float, description: str
) -> widgets.FloatSlider:
    """A number that answers on release."""
    return widgets.FloatSlider(
        value=value,
        min=low,
        max=high,
        step=step,
        description=description,
        **RELEASED,
    )


def int_slider(value: int, low: int, high: int, description: str) -> widgets.IntSlider:
    """A whole number that answers on release."""
    return widgets.IntSlider(
        value=value,
        min=low,
        max=high,
        description=description,
        **RELEASED,
    )
