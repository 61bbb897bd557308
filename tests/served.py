"""The built book as a web server gives it: compressed, and under the policy that goes with it."""

import gzip
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".csv", ".txt"}
LEVEL = 6  # what servers take


@cache
def sent(path: Path) -> bytes:
    """Return a file as it travels: what is compressed already is sent as it is."""
    content = path.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if path.suffix in COMPRESSED else content


class _Handler(SimpleHTTPRequestHandler):
    headers_too: ClassVar[dict[str, str]] = {}

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = sent(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        for name, value in self.headers_too.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder: Path, headers: dict[str, str] | None = None):
    """Serve a folder on this machine, and give its address."""
    handler = type("Handler", (_Handler,), {"headers_too": headers or {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
