"""tools/facts.py: what it writes is what is committed, and what JavaScript can read."""

from __future__ import annotations

import doctest
from typing import Any, Literal, TypedDict

import pytest

from tools import facts


class Inner(TypedDict):
    """For the test."""

    word: str | None


class Outer(TypedDict):
    """For the test."""

    inner: list[Inner]
    by_name: dict[str, list[float]]
    body: dict[str, Any]
    step: Literal["one", "two"]


def test_examples() -> None:
    assert doctest.testmod(facts).failed == 0


def test_what_is_committed_is_not_stale() -> None:
    facts.main(["--check"])


def test_a_typed_dict_becomes_an_interface() -> None:
    assert facts.interface(Outer) == (
        "  interface Outer {\n"
        "    inner: Inner[];\n"
        "    by_name: Record<string, number[]>;\n"
        "    body: Record<string, unknown>;\n"
        '    step: "one" | "two";\n'
        "  }\n"
    )


def test_a_typed_dict_of_another_module_goes_by_its_namespace() -> None:
    assert facts.type_script(list[Inner], "elsewhere") == "test_facts.Inner[]"


def test_a_type_without_a_rule_is_named() -> None:
    with pytest.raises(ValueError, match=r"set\[str\].*no rule for this type"):
        facts.type_script(set[str])


def test_stale_files_are_named(tmp_path: Any) -> None:
    path = tmp_path / "facts.js"
    assert facts.stale({path: "new"}) == ["facts.js"]
    path.write_text("new")
    assert facts.stale({path: "new"}) == []
