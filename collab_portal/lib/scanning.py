"""The virus scanner, if there is one: clamd, asked over its socket (``CLAMAV``)."""

import socket
from contextlib import suppress
from time import monotonic
from typing import IO

from django.conf import settings

from collab_portal.lib import bounds

CHUNK = 64 * 1024


class ScannerAwayError(Exception):
    """Nobody answered, or not in time."""


class NoVerdictError(ScannerAwayError):
    """An answer that is no verdict: the file is longer than the scanner takes, or it is out of order."""


def is_on() -> bool:
    return settings.CLAMAV is not None


def scan(file: IO[bytes]) -> str:
    """The name of the virus in ``file``, read from its beginning; empty when there is none.

    Raises ``ScannerAwayError`` or ``NoVerdictError``.
    """
    until = monotonic() + bounds.SCAN_SECONDS
    try:
        with _connected() as line:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may have said why it hung up
                _send(file, line, until)
            answer = _answer(line, until)
    except OSError as error:
        raise ScannerAwayError(str(error)) from error
    if answer == "stream: OK":
        return ""
    name = answer.removeprefix("stream: ").removesuffix(" FOUND")
    if not answer.endswith(" FOUND") or not name:
        raise (NoVerdictError if answer else ScannerAwayError)(answer or "no answer")
    return name


def _send(file: IO[bytes], line: socket.socket, until: float) -> None:
    line.sendall(b"zINSTREAM\0")
    file.seek(0)
    while piece := file.read(CHUNK):
        _wait(line, until)
        line.sendall(len(piece).to_bytes(4) + piece)
    line.sendall(bytes(4))


def _wait(line: socket.socket, until: float) -> None:
    """Whatever comes next is waited for as long as is left of all the time there is."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("too slow")
    line.settimeout(left)


def _connected() -> socket.socket:
    if not settings.CLAMAV:
        raise ConnectionError("no scanner is set")
    kind, address = settings.CLAMAV
    if kind == "tcp":
        return socket.create_connection(address, timeout=bounds.SCAN_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(bounds.SCAN_SECONDS)
        line.connect(address)
    except BaseException:
        line.close()
        raise
    return line


def _answer(line: socket.socket, until: float) -> str:
    """Up to its end, a NUL."""
    said = b""
    while b"\0" not in said and len(said) < bounds.SCAN_ANSWER:
        _wait(line, until)
        piece = line.recv(bounds.SCAN_ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
