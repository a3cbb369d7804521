"""training/experiments/runs.py: ways differ in what they change, and in nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from training.experiments import runs, starts, without

OPTIONS = argparse.Namespace(
    data=Path("text"), base=Path("base"), mlm=Path("mlm"), out=Path("out"), steps=120, threads=1
)


def options(way: str, ways: runs.Ways, seed: int = 0) -> dict[str, object]:
    """What a run is given, but for its folder."""
    made = vars(runs.settings(OPTIONS, way, seed, ways[way]).options)
    return {name: value for name, value in made.items() if name != "out"}


@pytest.mark.parametrize(
    ("way", "changed"),
    [
        ("no_names", {"sources"}),
        ("no_names_pairs_alone", {"sources", "lexical", "table", "dense"}),
    ],
)
def test_a_way_changes_what_its_name_says(way: str, changed: set[str]) -> None:
    ours, recipe = options(way, without.WAYS), options("recipe", without.WAYS)
    assert {name for name in ours if ours[name] != recipe[name]} == changed


@pytest.mark.parametrize("start", starts.WAYS)
def test_starts_differ_in_the_start_alone(start: str) -> None:
    ours, first = options(start, starts.WAYS), options("mlm", starts.WAYS)
    assert {name for name in ours if ours[name] != first[name]} <= {"start"}


def test_runs_have_folders_of_their_own() -> None:
    made = [
        runs.settings(OPTIONS, way, seed, without.WAYS[way]).options.out
        for way in without.WAYS
        for seed in (0, 1)
    ]
    assert len(set(made)) == len(made)


def test_a_run_that_has_not_begun_has_no_looks(tmp_path: Path) -> None:
    assert runs.log_of(argparse.Namespace(out=tmp_path)) == []


def test_only_looks_are_read_from_a_log(tmp_path: Path) -> None:
    (tmp_path / "splade.log.jsonl").write_text('{"step": 0, "dev_rr": 0.5}\n{"step": 1}\n')
    assert runs.log_of(argparse.Namespace(out=tmp_path)) == [{"step": 0, "dev_rr": 0.5}]
