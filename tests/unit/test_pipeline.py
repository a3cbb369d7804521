"""helpers/pipeline.py: six stations in their order, and which of them are lit."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from helpers.pipeline import STATIONS, pipeline


def names(figure: Figure, weight: str) -> list[str]:
    texts = figure.axes[0].texts
    return [text.get_text() for text in texts if text.get_fontweight() == weight]


@pytest.mark.parametrize("lit", STATIONS)
def test_the_lit_station_alone_is_bold(lit: str) -> None:
    assert names(pipeline(lit).wide, "bold") == [lit]


def test_several_stations_may_be_lit() -> None:
    assert names(pipeline(("weights", "score")).wide, "bold") == ["weights", "score"]


def test_without_one_none_is_lit() -> None:
    assert names(pipeline().wide, "normal") == list(STATIONS)


def test_a_phone_has_the_same_stations() -> None:
    assert names(pipeline().narrow, "normal") == list(STATIONS)


def test_another_station_is_refused_with_those_that_there_are() -> None:
    allowed = "allowed are text, pieces, logits, weights, postings, score"
    with pytest.raises(ValueError, match=f"lit='head': {allowed}"):
        pipeline(("text", "head"))
