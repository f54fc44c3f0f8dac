"""A small web server on this machine that can break off, and knows which bytes were asked for."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FileServer(ThreadingHTTPServer):
    """Serves bytes by name; remembers for each request its name and its Range header."""

    daemon_threads = True

    def __init__(self, files, *, ranges=True, lengths=True):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files, self.ranges, self.lengths = files, ranges, lengths
        self.requests = []
        self.breaks = []  # for each of the next answers, after how many bytes it breaks off

    def url(self, name):
        """Where the file is to be had."""
        return f"http://127.0.0.1:{self.server_port}/{name}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name, wanted = self.path.removeprefix("/"), self.headers.get("Range")
        self.server.requests.append((name, wanted))
        content = self.server.files.get(name)
        if content is None:
            self.send_error(404)
            return
        start = 0
        if wanted and self.server.ranges:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        if self.server.lengths:
            self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        stop = start + self.server.breaks.pop(0) if self.server.breaks else None
        self.wfile.write(content[start:stop])

    def log_message(self, *_):
        """Be silent."""


@contextmanager
def serving(files, **options):
    """Run a server while the block runs."""
    with FileServer(files, **options) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
