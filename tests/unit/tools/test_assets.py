"""tools/assets.py: what the site is made from, and when it is made again."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.paths import data_folder
from tools import assets


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    source, stamp = tmp_path / "a.js", tmp_path / "made" / ".made"
    source.write_text("1")
    assert assets.changed(stamp, [source])
    assets.finish(stamp, [source])
    assert not assets.changed(stamp, [source])
    source.write_text("2")
    assert assets.changed(stamp, [source])


def test_the_vocabulary_s_line_number_is_the_id() -> None:
    path = data_folder() / "models/bert-uncased-wordpiece/tokenizer.json"
    ids = json.loads(path.read_text())["model"]["vocab"]
    assert {term: i for i, term in enumerate(assets.vocabulary().split("\n"))} == ids
