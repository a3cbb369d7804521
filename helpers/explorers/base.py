"""What every explorer is made of: controls, a view that refers to them, and an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from helpers.explorers.sentences import say
from helpers.records import Collection
from helpers.text import whole_characters

VIEWS = Path(__file__).parent / "views"
# What stands before each view's own file.
SHARED = ("drawing.js", "motion.js", "asking.js", "shown.js", "common.js")
MAX_CHARACTERS = 10_000


def source(*names: str) -> str:
    """Read a view's ES module: what all views share, then its own files, the last of which exports.

    >>> "export default" in source("bm25.js")
    True
    """
    parts = (*SHARED, *names)
    return "".join((VIEWS / part).read_text(encoding="utf-8") for part in parts)


class View(anywidget.AnyWidget):
    """Draws ``result``; on the published page it also asks the browser back end for it.

    ``controls`` refers to the ipywidgets models by name; ``choices`` holds the values behind the
    options of a Dropdown, because only the index of the chosen one reaches JavaScript. ``question``
    holds the controls' values that ``result`` answers: where they differ from what the controls
    hold now, the view marks the result as an earlier one. ``given`` is what an answer depends on
    beside the controls; the page is told it with every question.
    """

    _css = (VIEWS / "explorers.css").read_text(encoding="utf-8")
    controls = traitlets.Dict().tag(sync=True, **widgets.widget_serialization)
    choices = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)
    chosen: traitlets.List[Any] = traitlets.List().tag(
        sync=True
    )  # what the reader picked inside the view
    collection = traitlets.Unicode().tag(sync=True)  # whose files the page reads
    given = traitlets.Dict().tag(sync=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Explorer(widgets.VBox):
    """Controls above a view; any change of a control asks ``answer`` for a new result.

    ``answer`` is a pure function of the controls' values by name. Its ValueError becomes one
    plain sentence in the view, and the controls go on working. With ``chosen`` given, what the
    reader picks inside the view is one more value of that name. ``given`` is what ``answer`` knows
    already, for the page, whose own answers do not. Controls that ``grouped`` names stand together
    in a box of their own.
    """

    def __init__(
        self,
        view: type[View],
        controls: Mapping[str, Any],
        answer: Callable[..., Mapping[str, Any]],
        chosen: list[Any] | None = None,
        collection: Collection | None = None,
        given: Mapping[str, Any] | None = None,
        grouped: Sequence[str] = (),
    ) -> None:
        self._answer, self._named = answer, dict(controls)
        self._picks = chosen is not None
        choices = {
            name: [value for _, value in control.options]
            for name, control in controls.items()
            if isinstance(control, widgets.Dropdown)
        }
        name = collection.short_name if collection else "hospital"
        self.view = view(
            controls=dict(self._named),
            choices=choices,
            chosen=chosen or [],
            collection=name,
            given=dict(given or {}),
        )
        self._update()
        for control in self._named.values():
            control.observe(self._update, "value")
        self.view.observe(self._update, "chosen")
        super().__init__(_arranged(self._named, grouped, self.view))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shorten(', '.join(self._named), 64, placeholder=' ...')})"

    def set(self, **values: Any) -> Mapping[str, Any]:
        """Set controls by name, as a reader would, and return the view's new result."""
        for name, value in values.items():
            if name == "chosen":
                self.view.chosen = value
            else:
                self._named[name].value = value
        return dict(self.view.result)

    def share(self, name: str, control: Any) -> Explorer:
        """Take a control that is elsewhere, for several explorers, in place of the own one."""
        own = self._named[name]
        own.unobserve(self._update, "value")
        control.observe(self._update, "value")
        self._named[name] = control
        self.view.controls = dict(self._named)
        shown = self.trait_values()["children"]
        self.children = tuple(child for child in shown if child is not own)
        own.close()
        self._update()
        return self

    def _update(self, _change: object = None) -> None:
        values = {name: control.value for name, control in self._named.items()}
        picked = {"chosen": list(self.view.chosen)}
        try:
            result = dict(self._answer(**values, **(picked if self._picks else {})))
        except ValueError as error:
            result = {"error": str(error)}
        with self.view.hold_sync():
            self.view.result, self.view.question = result, values | picked


def _arranged(named: Mapping[str, Any], grouped: Sequence[str], view: View) -> list[Any]:
    alone = [control for name, control in named.items() if name not in grouped]
    if not grouped:
        return [*alone, view]
    box = widgets.HBox([named[name] for name in grouped])
    box.add_class("ws-switches")
    return [*alone, box, view]


def checked(text: str, name: str) -> str:
    """Check a text's length; a ValueError says how long it is and what is allowed.

    Half a character, which a browser may hand over, becomes U+FFFD.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(say("too_long", name=name, length=len(text), limit=MAX_CHARACTERS))
    return whole_characters(text)


def rounded(value: Any, decimals: int) -> Any:
    """Round every number in a result, however deep it is; -0.0 becomes 0.0.

    >>> rounded({"rows": [{"score": 0.12345, "n": 3}]}, 2)
    {'rows': [{'score': 0.12, 'n': 3}]}
    """
    if isinstance(value, float):
        return round(value, decimals) + 0.0
    if isinstance(value, dict):
        return {key: rounded(one, decimals) for key, one in value.items()}
    return [rounded(one, decimals) for one in value] if isinstance(value, list) else value
