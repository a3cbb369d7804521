"""Reaching Milvus: a file on disk or an address, with errors in plain words."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from milvus_lite.server_manager import server_manager_instance as files
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException

SCHEMES = ("http://", "https://", "tcp://", "unix:")
SECONDS = 5.0  # to wait for a server's first answer
TOKEN = "MILVUS_TOKEN"  # noqa: S105 - the name of the variable that holds it

LOGGERS = ("pymilvus", "milvus_lite")
_opened: Counter[str] = Counter()  # files by path: one is let go when the last to use it closes


def is_address(uri: str) -> bool:
    """Whether the engine is a server or a cluster; else it is a file on disk.

    >>> is_address("http://localhost:19530"), is_address("hospital.db")
    (True, False)
    """
    return uri.startswith(SCHEMES)


def connect(uri: str) -> MilvusClient:
    """A client for a file that ends in .db (made when missing) or for a server's address.

    A server's token is taken from the environment variable ``MILVUS_TOKEN``. Raises ValueError
    when there is no server, no folder for the file, no Milvus file at that path, or another
    process has it open.
    """
    if not is_address(uri):
        check_file(uri)
    try:
        with quiet():
            client = MilvusClient(uri, token=os.environ.get(TOKEN, ""), timeout=SECONDS)
    except MilvusException as error:
        raise ValueError(f"uri={uri!r}: {_why_not(uri)} ({error.message})") from None
    _opened[uri] += 1
    return client


def _why_not(uri: str) -> str:
    if is_address(uri):
        return f"no Milvus server answered within {SECONDS:.0f} seconds"
    return "the file cannot be opened: another process has it open, or it is damaged"


def check_file(uri: str) -> None:
    """Raise ValueError unless the path is a Milvus file, or one can be made there."""
    path = Path(uri)
    if path.suffix != ".db":
        raise ValueError(f"uri={uri!r}: want a file that ends in .db, or an address, http://...")
    if not path.parent.is_dir():
        raise ValueError(f"uri={uri!r}: there is no folder {str(path.parent)!r}")
    # Milvus Lite's file is a folder with a lock in it
    if path.is_file() or (path.is_dir() and any(path.iterdir()) and not (path / "LOCK").exists()):
        raise ValueError(f"uri={uri!r}: what is there is not a Milvus file; want another path")


def disconnect(client: MilvusClient, uri: str) -> None:
    """Close the client; a file is written out and let go, so that others can open it."""
    client.close()
    _opened[uri] -= 1
    if not is_address(uri) and _opened[uri] == 0:
        files.release_server(uri)


@contextmanager
def plainly(uri: str) -> Iterator[None]:
    """Turn what Milvus raises into a ValueError that names the engine."""
    try:
        with quiet():
            yield
    except MilvusException as error:
        raise ValueError(f"uri={uri!r}: the engine refused: {error.message}") from None


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Milvus from printing the traceback of what it then raises; only while we ask it."""
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    try:
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
