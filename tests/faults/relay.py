"""A small mail server that is slow on purpose, remembers what it accepted and can be away."""

import asyncio
import threading
import time
from collections import Counter
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import BytesParser


@dataclass(frozen=True)
class Mail:
    accepted_at: float
    message_id: str
    recipient: str
    subject: str


class Relay:
    """Accepts a message at half of ``delay`` and answers at its end: a sender may die in between."""

    def __init__(self, delay: float = 0.004) -> None:
        self.delay = delay
        self.mails: list[Mail] = []
        self.port = 0
        self._seen: dict[int, float] = {}
        self._links: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.come()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def come(self) -> None:
        self._call(self._listen())

    def go(self) -> None:
        """Away: nothing listens, every line is cut."""
        self._call(self._leave())

    def busy(self) -> list[int]:
        """Processes that have been talking within the last instant."""
        now = time.monotonic()
        return [pid for pid, seen in list(self._seen.items()) if now - seen < 0.02]

    def copies(self) -> Counter[str]:
        return Counter(mail.message_id for mail in self.mails)

    def _call(self, work) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _leave(self) -> None:
        self._server.close()
        for link in self._links:
            link.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._links.add(writer)
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._links.discard(writer)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient, pid = "", 0
        writer.write(b"220 relay\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                pid = int(line.removeprefix(b"ehlo pid"))
            self._seen[pid] = time.monotonic()
            if verb == b"RCPT":
                recipient = line.decode().split("<")[1].split(">")[0]
            if verb == b"DATA":
                writer.write(b"354 go\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(self.delay / 2)
                self._accept(content, recipient)
                await asyncio.sleep(self.delay / 2)
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            await writer.drain()
            if verb == b"QUIT":
                return

    def _accept(self, content: bytes, recipient: str) -> None:
        letter = BytesParser().parsebytes(content, headersonly=True)
        subject = str(make_header(decode_header(letter["Subject"])))
        subject = subject.removeprefix("【示例】")  # the stack is a demo
        self.mails.append(Mail(time.time(), letter["Message-ID"].strip(), recipient, subject))
