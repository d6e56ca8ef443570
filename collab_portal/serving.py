"""The gunicorn worker that serves the portal: threads are for requests that have arrived.

gunicorn's own threaded worker gives each connection a thread, which then waits for what comes. Threads are
few: forty people who send half a form stop everybody else. Here the one loop that watches all connections
collects the head of a request and its small body, and lets go whoever is late; that costs no thread. A large
body is read while the application asks for it, which judges it by its length first: in threads of its own,
and no slower than ``bounds.BODY_RATE``. Whoever still sends after the answer is waited for in the loop too.
"""

import re
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from selectors import EVENT_READ
from typing import Any

import structlog
from gunicorn.http.body import LengthReader
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

from collab_portal import embedded
from collab_portal.environment import Environment
from collab_portal.lib import bounds

_env = Environment(embedded.PROJECT)
BODY_SECONDS = _env.number("BODY_TIMEOUT", bounds.BODY_SECONDS, 3_600) or bounds.BODY_SECONDS
HEADER_SECONDS = _env.number("HEADER_TIMEOUT", bounds.HEADER_SECONDS, 3_600) or bounds.HEADER_SECONDS
PIECE = 64 * bounds.KB  # of one read
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]*)", re.IGNORECASE)
JUDGED_FIRST = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)
_WORDS = "提交超时，内容没有收全，未作处理。请检查网络后重试。\n".encode()
LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_WORDS), _WORDS)
)
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
log = structlog.get_logger("portal.requests")


def body_time(received: int) -> float:
    """Seconds that a body may take of which ``received`` bytes are here: it must go on arriving."""
    return BODY_SECONDS + received / bounds.BODY_RATE


class NoBodyError(BaseException):
    """The rest of a body is late or will never come. No page can be made of that: it passes all handlers."""

    def __init__(self, received: int, *, late: bool) -> None:
        super().__init__(received)
        self.received, self.late = received, late


class BodyReader(SocketUnreader):  # type: ignore[misc]
    """Reads what an application asks for of a large body, and counts how long that is waited for."""

    def begin(self, data: bytes) -> None:
        """Start with what has arrived of a request, in bytes."""
        self.unread(data)
        self.received, self.waited = len(data), 0.0

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next bytes. Raises NoBodyError when they are late or the other side is gone."""
        begun = time.monotonic()
        try:
            self.sock.settimeout(max(0.001, min(BODY_SECONDS, body_time(self.received) - self.waited)))
            data: bytes = super().chunk(size_hint)
        except TimeoutError:
            raise NoBodyError(self.received, late=True) from None
        except OSError:
            raise NoBodyError(self.received, late=False) from None
        self.sock.settimeout(bounds.SEND_SECONDS)
        if not data:
            raise NoBodyError(self.received, late=False)
        self.waited += time.monotonic() - begun
        self.received += len(data)
        return data


class JudgedRequest(Request):  # type: ignore[misc]
    """A request whose connection ends with it when nobody read the body and the rest is not here yet."""

    def should_close(self) -> bool:
        return bool(super().should_close()) or not self.is_here()

    def is_here(self) -> bool:
        """Whether all of the body that is still unread has arrived."""
        reader = self.body.reader
        if isinstance(reader, LengthReader):
            return bool(reader.length <= len(self.unreader.buf.getvalue()))
        return reader.parser is None


class Parser(RequestParser):  # type: ignore[misc]
    """Requests of one connection, read with bounds."""

    mesg_class = JudgedRequest

    def __init__(self, cfg: Any, sock: socket.socket, client: Any) -> None:
        super().__init__(cfg, sock, client)
        self.unreader = BodyReader(sock)


@dataclass
class Arrival:
    """A request on its way in. ``until``: when it is late (monotonic seconds)."""

    until: float
    data: bytearray = field(default_factory=bytearray)
    length: int | None = None  # of the whole request, as soon as its head is here
    is_large: bool = False
    is_too_long: bool = False  # its head

    def take(self, data: bytes) -> None:
        """Add what has come, and find out how much more to wait for."""
        searched = max(0, len(self.data) - 3)
        self.data += data
        if self.length is not None:
            return
        end = self.data.find(b"\r\n\r\n", searched)
        if end >= 0:
            self._understand(end + 4)
        self.is_too_long = (end if end >= 0 else len(self.data)) > bounds.HEAD

    def _understand(self, head: int) -> None:
        written = LENGTH.search(self.data, 0, head)
        digits = bytes(written[1]).lstrip(b"0") if written else b""
        body = int(digits or 0) if len(digits) < 12 else None
        asks = JUDGED_FIRST.search(self.data, 0, head) is not None
        self.is_large = asks or body is None or body > bounds.STRANGER_BODY
        self.length = head if body is None or self.is_large else head + body
        self.until = time.monotonic() + body_time(0)

    def is_whole(self) -> bool:
        """Whether a thread may have it: nothing more is waited for in the loop."""
        return self.length is not None and len(self.data) >= self.length


@dataclass
class Farewell:
    """An answered connection, not closed yet: a reset would take the answer from whoever still sends."""

    until: float  # monotonic seconds
    room: int = bounds.BODY  # bytes that are still thrown away


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Waits for slow clients without a thread."""

    uploads: ThreadPoolExecutor

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        if cfg.is_ssl or cfg.http2_cleartext != "off":
            raise RuntimeError("TLS and HTTP/2 belong to the proxy in front.")
        super().check_config(cfg, log)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[Any, Arrival] = {}
        self.leaving: dict[Any, Farewell] = {}

    def init_process(self) -> None:
        self.uploads = self.get_thread_pool()
        super().init_process()  # runs until the end

    def enqueue_req(self, conn: Any) -> None:
        """A connection is new, or has something to say again: listen until that is a request."""
        arrival = self.arriving[conn] = Arrival(time.monotonic() + HEADER_SECONDS)
        self._watch(conn, self.receive)
        if conn.parser is not None:
            arrival.take(conn.parser.unreader.take_buffered())
        if not self.go_on(conn):
            self.receive(conn)

    def receive(self, conn: Any) -> None:
        arrival, data = self.arriving[conn], self._read(conn)
        if data is None:
            return
        if not data:
            self.drop(conn)
            return
        arrival.take(data)
        self.go_on(conn)

    def go_on(self, conn: Any) -> bool:
        """Whether the request has come to its end in the loop: it is whole, or its head is too long."""
        arrival = self.arriving[conn]
        if arrival.is_too_long:
            self.turn_away(conn, TOO_LONG)
        elif arrival.is_whole():
            self.hand_over(conn)
        else:
            return False
        return True

    def hand_over(self, conn: Any) -> None:
        """Give a request to a thread."""
        arrival = self.arriving.pop(conn)
        self.poller.unregister(conn.sock)
        if conn.parser is None:
            conn.parser, conn.initialized = Parser(self.cfg, conn.sock, conn.client), True
        conn.parser.unreader.begin(bytes(arrival.data))
        pool = self.uploads if arrival.is_large else self.tpool
        pool.submit(self.handle, conn).add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def handle(self, conn: Any) -> Any:
        """In a thread: answer one request; whether the connection goes on."""
        try:
            return super().handle(conn)
        except NoBodyError as error:
            if error.late:
                log.warning("body_timeout", received=error.received)
                with suppress(OSError):
                    conn.sock.sendall(LATE)
            return False

    def handle_request(self, req: Any, conn: Any) -> Any:
        conn.sock.settimeout(bounds.SEND_SECONDS)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            log.warning("answer_timeout")
            return False

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:
        """What is unread is here already (``JudgedRequest``): throwing it away takes no time."""
        return bool(keepalive and conn.parser.finish_body())

    def finish_request(self, conn: Any, done: "Future[Any]") -> None:
        """Back in the loop: on to the next request, or good-bye."""
        if done.cancelled() or done.exception() or not done.result():
            self.bid_farewell(conn)
        else:
            super().finish_request(conn, done)

    def bid_farewell(self, conn: Any) -> None:
        """Close after the other side has, or soon (RFC 9112, 9.6)."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self._watch(conn, self.throw_away)
        except (OSError, ValueError):
            self.drop(conn)
        else:
            self.leaving[conn] = Farewell(time.monotonic() + bounds.FAREWELL_SECONDS)

    def throw_away(self, conn: Any) -> None:
        farewell, data = self.leaving[conn], self._read(conn)
        farewell.room -= len(data or b"")
        if data == b"" or farewell.room < 0:
            self.drop(conn)

    def murder_pending(self) -> None:
        """Each second: let go who is late (the name is gunicorn's)."""
        now = time.monotonic()
        for conn in [conn for conn, arrival in self.arriving.items() if arrival.until < now]:
            self.tell_late(conn)
        for conn in [conn for conn, farewell in self.leaving.items() if farewell.until < now]:
            self.drop(conn)

    def tell_late(self, conn: Any) -> None:
        arrival = self.arriving[conn]
        if not arrival.data:  # a browser keeps a connection for later
            self.drop(conn)
            return
        log.warning("body_timeout" if arrival.length else "head_timeout", received=len(arrival.data))
        self.turn_away(conn, LATE)

    def turn_away(self, conn: Any, answer: bytes) -> None:
        with suppress(OSError):
            conn.sock.send(answer)
        del self.arriving[conn]
        self.poller.unregister(conn.sock)
        self.bid_farewell(conn)

    def drop(self, conn: Any) -> None:
        """Close at once."""
        self.arriving.pop(conn, None)
        self.leaving.pop(conn, None)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _watch(self, conn: Any, call: Callable[[Any], None]) -> None:
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, EVENT_READ, lambda _: call(conn))

    @staticmethod
    def _read(conn: Any) -> bytes | None:
        """What is there: nothing yet is None, and the end is empty."""
        try:
            data: bytes = conn.sock.recv(PIECE)
        except BlockingIOError:
            return None
        except OSError:
            return b""
        return data
