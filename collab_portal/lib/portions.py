"""Part of a file, for whoever goes on with a broken download or jumps within a film (RFC 9110, 14)."""

import re
from typing import IO, Final, NamedTuple

from django.http import FileResponse, HttpRequest, HttpResponse

# One range alone is served.
ONE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})", re.IGNORECASE)


class Portion(NamedTuple):
    """Of a file of ``whole`` bytes those from ``start`` to before ``end``; none where it has none of them."""

    start: int
    end: int
    whole: int

    @property
    def is_empty(self) -> bool:
        return self.start >= self.end


def asked(request: HttpRequest, whole: int, tag: str) -> Portion | None:
    """The portion that is asked for; None for all: of another file than ``tag``, or in no known form."""
    found = ONE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not found or not any(found.groups()):
        return None
    if request.headers.get("If-Range", tag).strip() != tag:
        return None
    first, last = found.groups()
    if not first:
        return Portion(max(whole - int(last), 0) if int(last) else whole, whole, whole)
    if last and int(last) < int(first):
        return None
    return Portion(int(first), min(int(last) + 1, whole) if last else whole, whole)


def answer(file: IO[bytes], portion: Portion | None, media_type: str) -> FileResponse | HttpResponse:
    """The file, or its portion (206); 416 for one it has not."""
    if portion is None:
        return FileResponse(file, content_type=media_type)
    if portion.is_empty:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{portion.whole}"})
    file.seek(portion.start)
    length = portion.end - portion.start
    response = FileResponse(Limited(file, length), content_type=media_type, status=206)
    response.headers["Content-Range"] = f"bytes {portion.start}-{portion.end - 1}/{portion.whole}"
    response.headers["Content-Length"] = str(length)
    return response


class Limited:
    """Reads so many bytes from where a file stands."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()
