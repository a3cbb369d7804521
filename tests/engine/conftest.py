"""An engine in a file, and one behind a server of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from helpers.records import Document
from helpers.scale.milvus import Engine, open_engine
from helpers.scale.milvus.schema import KEY

WIDTH = 50
NAME = "a_collection"


def documents(*ids: str, department: str = "") -> list[Document]:
    return [Document(i, f"Title {i}", f"text of {i}", department) for i in ids]


def vectors(*rows: dict[int, float]) -> csr_matrix:
    cells = [(i, term, weight) for i, row in enumerate(rows) for term, weight in row.items()]
    made = np.zeros((len(rows), WIDTH), dtype=np.float32)
    for at, term, weight in cells:
        made[at, term] = weight
    return csr_matrix(made)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Milvus Lite behind its own server: the protocol and the network of a real one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder)]
    server = subprocess.Popen([*run, "--host", "127.0.0.1", "--port", str(port)])
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"no server at {port}")


@pytest.fixture(scope="package", params=["file", "server"])
def uri(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("engine")
    if request.param == "file":
        path = str(folder / "documents.db")
        with open_engine(path, "a-model", "a-checksum", NAME):  # else each test opens it anew
            yield path
        return
    with serving(folder / "data") as address:
        yield address


@pytest.fixture
def engine(uri: str) -> Iterator[Engine]:
    """A collection without documents; making a new one each time would take a second."""
    with open_engine(uri, "a-model", "a-checksum", NAME) as opened:
        with opened._asking() as client:
            client.delete(opened.name, filter=f'{KEY} != ""')
        yield opened
