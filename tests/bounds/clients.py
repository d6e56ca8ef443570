"""Clients that send little, late or too much, and a real gunicorn for them to sit on."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from signal import SIGTERM

from tests.portal.processes import eventually, run

LISTENER = "tests.bounds.listener"
PORTAL = "collab_portal.wsgi"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Server:
    """gunicorn as the portal starts it; ``said`` is its log, there after it has ended."""

    def __init__(self, application: str, folder: Path, **environment: object) -> None:
        self.port = free_port()
        self.said = ""
        place = {"PORT": self.port, "VAR_DIR": folder}
        self.process = run(
            *("-m", "gunicorn", "-c", "python:collab_portal.gunicorn", application), **place | environment
        )

    def healthy(self, patience: float = 2) -> bool:
        """Whether ``/healthz`` answers within ``patience`` seconds."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)) as link:
            try:
                link.request("GET", "/healthz")
                return link.getresponse().status == 200
            except (OSError, http.client.HTTPException):
                return False

    def connect(self, text: str = "") -> socket.socket:
        """A connection on which ``text`` has been sent."""
        link = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        link.sendall(text.encode())
        return link

    def end(self) -> None:
        self.process.send_signal(SIGTERM)
        try:
            self.said = self.process.communicate(timeout=20)[0]
        finally:
            self.process.kill()


@contextmanager
def serving(application: str, folder: Path, **environment: object) -> Iterator[Server]:
    server = Server(application, folder, **environment)
    try:
        assert eventually(server.healthy, 60)
        yield server
    finally:
        server.end()


def posting(length: int, path: str = "/read", **headers: object) -> str:
    """The head of a request with a body of ``length`` bytes."""
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n{more}\r\n"


def answer(link: socket.socket) -> str:
    """Everything that comes until the other side hangs up."""
    parts = []
    with suppress(ConnectionResetError):
        while part := link.recv(65536):
            parts.append(part)
    return b"".join(parts).decode()


def drip(link: socket.socket, text: str, pause: float, seconds: float) -> float:
    """Send ``text`` byte for byte; how many seconds it took until the other side had enough."""
    begun = time.monotonic()
    link.settimeout(pause)
    for character in text:
        link.sendall(character.encode())
        try:
            if link.recv(65536):
                break
        except TimeoutError:
            pass
        if time.monotonic() - begun > seconds:
            break
    return time.monotonic() - begun
