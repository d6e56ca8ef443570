"""A small application under the portal's worker: reads a body, or answers without having read it."""

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    reads = environ["PATH_INFO"] == "/read"
    words = b"%d bytes\n" % len(environ["wsgi.input"].read()) if reads else b"unread\n"
    start_response("200 OK", [("Content-Length", str(len(words)))])
    return [words]
