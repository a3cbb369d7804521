"""helpers/scale/milvus/connection.py: what cannot be opened says why."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.scale.milvus import connection, open_engine

pytestmark = pytest.mark.engine

HOLD = """
import sys
from helpers.scale.milvus import open_engine
engine = open_engine(sys.argv[1], "a-model", "a-checksum")
print("open", flush=True)
sys.stdin.read()
"""


def test_examples() -> None:
    assert doctest.testmod(connection).failed == 0


def test_no_server_there() -> None:
    with pytest.raises(ValueError, match="no Milvus server answered within"):
        open_engine("http://127.0.0.1:9", "m", "c")


def test_neither_file_nor_address() -> None:
    with pytest.raises(ValueError, match=r"want a file that ends in \.db, or an address"):
        open_engine("documents", "m", "c")


def test_no_folder_for_the_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no folder"):
        open_engine(tmp_path / "none" / "a.db", "m", "c")


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "a.db"
    other.write_text("precious")
    with pytest.raises(ValueError, match="not a Milvus file"):
        open_engine(other, "m", "c")
    assert other.read_text() == "precious"


def test_a_folder_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    (tmp_path / "a.db" / "precious").touch()
    with pytest.raises(ValueError, match="not a Milvus file"):
        open_engine(tmp_path / "a.db", "m", "c")
    assert [f.name for f in (tmp_path / "a.db").iterdir()] == ["precious"]


def test_a_file_that_another_process_has_open(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(ValueError, match="another process has it open"):
        open_engine(path, "a-model", "a-checksum")
    holder.communicate("")
    open_engine(path, "a-model", "a-checksum").close()


def test_a_closed_file_is_free_for_another_process(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    open_engine(path, "a-model", "a-checksum").close()
    made = subprocess.run(
        [sys.executable, "-c", HOLD, path], input="", capture_output=True, text=True, check=True
    )
    assert made.stdout == "open\n"
