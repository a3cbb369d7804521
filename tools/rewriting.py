"""Put other strings into a notebook's assignments, as a tinkerer would: ``query = "..."``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.notebooks import Notebook, code_cells


def constants(code: str, name: str) -> Iterator[ast.Constant]:
    """The strings that a cell's top level assigns to a name, alone or in a tuple.

    >>> [c.value for c in constants("query, k = 'heart', 3", "query")]
    ['heart']
    """
    for node in parsed(code):
        if isinstance(node, ast.Assign):
            for left, right in pairs(node.targets[0], node.value):
                named = isinstance(left, ast.Name) and left.id == name
                if named and isinstance(right, ast.Constant) and isinstance(right.value, str):
                    yield right


def parsed(code: str) -> list[ast.stmt]:
    """A cell's statements; none where it has a magic."""
    try:
        return ast.parse(code).body
    except SyntaxError:
        return []


def pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """What is assigned to what: itself, or a tuple's parts one by one."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]


def assigned(code: str, name: str, value: str) -> str | None:
    """The code with another string assigned to a name; None where it assigns none.

    >>> assigned('query = "heart"  # yours', "query", "gout")
    "query = 'gout'  # yours"
    """
    for found in constants(code, name):
        lines = code.encode().split(b"\n")  # columns are counted in bytes
        assert found.end_lineno is not None  # noqa: S101 - what was parsed has an end
        first, last = found.lineno - 1, found.end_lineno - 1
        tail = lines[last][found.end_col_offset :]
        lines[first : last + 1] = [lines[first][: found.col_offset] + repr(value).encode() + tail]
        return b"\n".join(lines).decode()
    return None


def rewrite(notebook: Notebook, **values: str) -> list[str]:
    """Put strings into the first cells that assign these names; returns names that none assigns."""
    left = []
    for name, value in values.items():
        for cell in code_cells(notebook):
            if (code := assigned(cell.source, name, value)) is not None:
                cell.source = code
                break
        else:
            left.append(name)
    return left


def model_of(notebook: Notebook) -> str:
    """The model that a notebook names in ``MODEL``; empty where it names none."""
    found = (c for cell in code_cells(notebook) for c in constants(cell.source, "MODEL"))
    return next((str(constant.value) for constant in found), "")
