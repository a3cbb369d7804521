"""A folder of files behind a local server, for tests and measurements of the built book."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word, many over one connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and content in one packet

    def log_message(self, *args: object) -> None:
        """Say nothing."""


COMPRESSED = (".html", ".js", ".css", ".json", ".txt", ".svg")


@functools.cache
def compressed(path: Path) -> bytes:
    """A file as a host of static pages sends it."""
    return gzip.compress(path.read_bytes(), compresslevel=6)


class Static(Quiet):
    """Serves as a host of static pages does: texts compressed, the rest of a file on request."""

    def do_GET(self) -> None:
        """Send a text as gzip, the rest of a file where that is asked for, all else as it is."""
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range")
        if asked and path.is_file():
            return self._rest(path, int(asked.removeprefix("bytes=").removesuffix("-")))
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().do_GET()
        return self._send(200, path, compressed(path), {"Content-Encoding": "gzip"})

    def _rest(self, path: Path, start: int) -> None:
        content = path.read_bytes()
        place = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        self._send(206, path, content[start:], place)

    def _send(self, status: int, path: Path, content: bytes, headers: dict[str, str]) -> None:
        about = {
            "Content-Type": self.guess_type(str(path)),
            "Content-Length": str(len(content)),
            **headers,
        }
        self.send_response(status)
        for name, value in about.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a folder's server, which ends with the block."""
    made = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
