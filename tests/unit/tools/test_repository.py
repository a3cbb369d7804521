"""The repository: pins agree, cards are there, nothing points into one machine."""

from __future__ import annotations

import re
import struct
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.paths import data_folder
from helpers.registry import REGISTRY
from tools.address import current, parse
from tools.repository import BLOCKS, FILES, filled, set_address

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def ranges() -> dict[str, Requirement]:
    """What pyproject.toml asks for, the trainer's own apart, by canonical name."""
    extras, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    lists = [PROJECT["project"]["dependencies"], *extras.values(), groups["book"], groups["dev"]]
    found = [Requirement(line) for lines in lists for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return {
        canonicalize_name(name): version for name, _, version in (x.partition("==") for x in lines)
    }


def test_every_direct_dependency_is_locked_within_its_range() -> None:
    versions = locked()
    outside = [n for n, r in ranges().items() if not r.specifier.contains(versions.get(n, "0"))]
    assert not outside


def test_only_the_lock_pins() -> None:
    assert not [n for n, r in ranges().items() if any(s.operator == "==" for s in r.specifier)]


def test_the_lock_names_versions_only() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)]


def test_npm_s_lock_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "browser" / "package-lock.json").read_text()


def test_every_folder_of_data_says_what_it_is() -> None:
    data = data_folder()
    folders = [data / c.location for c in REGISTRY.values() if c.source == "embedded"]
    for folder in [*folders, data / "hospital", data / "lay_terms", data / "growth"]:
        assert "icence" in (folder / "README.md").read_text(), folder


def test_no_file_is_over_50_mb() -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    assert not [n for n in names if n and (ROOT / n).stat().st_size > 50e6]


def conda() -> dict[str, Requirement]:
    """environment.yml's ranges, by the names that PyPI uses."""
    names = {"matplotlib-base": "matplotlib", "pytorch-cpu": "torch"}
    lines = re.findall(
        r"^ +- ([\w-]+[<>]=.*)$", (ROOT / "environment.yml").read_text(), re.MULTILINE
    )
    found = [Requirement(line) for line in lines]
    return {names.get(r.name, str(canonicalize_name(r.name))): r for r in found}


def test_binder_s_environment_has_pyproject_s_ranges() -> None:
    wanted = ranges()
    assert {n: str(r.specifier) for n, r in conda().items()} == {
        n: str(wanted[canonicalize_name(n)].specifier) for n in conda()
    }


def test_binder_s_environment_has_all_that_the_helpers_need() -> None:
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    needed = [*project["dependencies"], *extras]
    names = {str(canonicalize_name(Requirement(line).name)) for line in needed}
    assert names <= conda().keys()


def copied(target: Path) -> Path:
    """A folder with copies of the files that name the address."""
    for name in FILES:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((ROOT / name).read_bytes())
    return target


def contents(root: Path) -> dict[str, str]:
    return {name: (root / name).read_text(encoding="utf-8") for name in FILES}


def test_binder_gets_torch_without_cuda() -> None:
    """From conda-forge's package for processors alone; pip would bring CUDA with it."""
    conda_part, pip_part = (ROOT / "environment.yml").read_text().split("- pip:")
    assert "- pytorch-cpu" in conda_part
    assert not re.search(r"torch|sentence-transformers", pip_part)


def test_every_file_has_what_the_address_says() -> None:
    assert {name: filled(text, current()) for name, text in contents(ROOT).items()} == contents(
        ROOT
    )


def test_without_an_address_none_is_named(tmp_path: Path) -> None:
    set_address(None, copied(tmp_path))
    assert current(tmp_path) is None
    assert not [n for n, t in contents(tmp_path).items() if re.search(r"github\.(com|io)/", t)]
    assert "no public address yet" in contents(tmp_path)["book/citing.md"]


def test_every_block_is_in_some_file() -> None:
    found = [
        name for text in contents(ROOT).values() for name in re.findall(r"address: (\w+)", text)
    ]
    assert sorted(found) == sorted(BLOCKS)


@pytest.mark.parametrize(
    "url", ["https://github.com/some-one/a.book", "https://github.com/me/me.github.io/"]
)
def test_a_new_address_reaches_every_file(tmp_path: Path, url: str) -> None:
    new = parse(url)
    set_address(new, copied(tmp_path))
    assert current(tmp_path) == new
    assert not [name for name, text in contents(tmp_path).items() if new.url not in text]
    config = yaml.safe_load(contents(tmp_path)["book/_config.yml"])
    assert config["html"]["baseurl"] == new.site
    assert config["sphinx"]["config"]["notfound_urls_prefix"] == new.path
    assert config["launch_buttons"]["binderhub_url"] == "https://mybinder.org"


def test_an_address_that_is_removed_leaves_no_trace(tmp_path: Path) -> None:
    set_address(None, copied(tmp_path))
    before = contents(tmp_path)
    set_address(parse("https://github.com/me/book"), tmp_path)
    assert contents(tmp_path) != before
    set_address(None, tmp_path)
    assert contents(tmp_path) == before


def test_no_placeholder_is_left() -> None:
    run = subprocess.run(
        ["git", "grep", "-lI", "your" + "-org"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == ""


@pytest.mark.parametrize(
    "url", ["", "http://github.com/a/b", "https://github.com/a", "git@github.com:a/b"]
)
def test_an_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="want https://github"):
        parse(url)


def test_contributing_states_the_tried_versions() -> None:
    tried = PROJECT["tool"]["why-splade-works"]["supported"]
    stated = (ROOT / "CONTRIBUTING.md").read_text()
    assert not [n for n, (low, high) in tried.items() if f"| {n} | {low} | {high} |" not in stated]


@pytest.mark.parametrize("name", ["book", "weekly"])
def test_a_workflow_runs_only_commands_of_make(name: str) -> None:
    steps = re.findall(r"run: (.*)", (ROOT / f".github/workflows/{name}.yml").read_text())
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert steps
    assert all(s.startswith("make ") and s.split()[1] in targets for s in steps)


def test_the_social_picture_has_the_size_that_is_expected() -> None:
    picture = (ROOT / "book/_assets/social.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
