"""Files that people send: checked by content, cleaned, kept under a random name outside any web root.

``keep`` writes a file or nothing; ``deliver`` is the only way out, after its sum was checked: as a
download, or, for a picture painted anew, to be shown. Rows that say whose a file is, and who may have
it, belong to the apps.
"""

import hashlib
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import IO, Any, NamedTuple, TypeAlias

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header

from collab_portal.lib import leaving, portions
from collab_portal.lib.contents import kind_of
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.visible import visible

log = structlog.get_logger("portal.uploads")
Upload: TypeAlias = "UploadedFile[Any]"
NAME_LIMIT, NAME_BYTES = 120, 200
KEY = re.compile(r"[0-9a-f]{40}")
UNPRINTABLE = {"Cc", "Cs", "Co", "Zl", "Zp"}
SANDBOX = "default-src 'none'; sandbox"


class Kept(NamedTuple):
    """A file on disk: ``key`` finds it, ``name`` is what people call it, ``size`` in bytes."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str


def keep(upload: Upload) -> Kept:
    """Check an uploaded file and keep it. Raises ``ValidationError``; then nothing is left behind.

    Streams from disk to disk: memory does not grow with the file.
    """
    written = str(upload.name or "")
    refuse_markings(written)
    stem, _, extension = plain_name(written).rpartition(".")
    if not upload.size:
        raise ValidationError("文件是空的。")
    if upload.size > settings.UPLOAD_LIMIT:
        raise ValidationError(f"单个文件不能超过 {settings.UPLOAD_LIMIT // 2**20} MB。")
    must_leave_room(upload.size)
    source: IO[bytes] = upload.file  # type: ignore[assignment]
    ending, kind = kind_of(extension if stem else "", source)
    size, sha256, key = _write(lambda target: kind.copy(source, target))
    return Kept(key, f"{stem}.{ending}", kind.media_type, size, sha256)


def must_leave_room(size: int) -> None:
    """Refuse (``ValidationError``) while there is still room for everything else that has to be written."""
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(root()).free < settings.UPLOAD_SPARE + size:
        log.error("upload_refused_disk_full", spare=settings.UPLOAD_SPARE)
        raise ValidationError("服务器磁盘空间不足，暂不接收文件，文字仍可保存。请告知系统管理员。")


def keep_made(name: str, media_type: str, write: Callable[[IO[bytes]], Any]) -> Kept:
    """Keep a file that the portal made itself (a report, the rows an import refused)."""
    size, sha256, key = _write(write)
    return Kept(key, plain_name(name), media_type, size, sha256)


def _write(fill: Callable[[IO[bytes]], Any]) -> tuple[int, str, str]:
    """All of it under its final name, or nothing: size, sum, key."""
    key = secrets.token_hex(20)
    final, draft = path_of(key), root() / f"{key}.part"
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with draft.open("w+b") as target:
            os.chmod(draft, 0o600)
            fill(target)
            target.flush()
            os.fsync(target.fileno())
            size = target.seek(0, 2)
            target.seek(0)
            sha256 = hashlib.file_digest(target, "sha256").hexdigest()
        final.parent.mkdir(exist_ok=True, mode=0o700)
        draft.replace(final)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return size, sha256, key


def deliver(
    request: Any, *, key: str, name: str, media_type: str, sha256: str, shown: bool = False
) -> FileResponse | HttpResponse:
    """The file as a download that no browser runs or shows as a page; 409 if it is not what was kept.

    A part of it where one is asked for. ``shown``: a picture, which a page may show; nothing in it can run.
    """
    file = open_whole(key, sha256)
    if file is None:
        return TemplateResponse(request, "409.html", status=409)
    tag = f'"{sha256}"'
    response = portions.answer(
        file, portions.asked(request, os.fstat(file.fileno()).st_size, tag), media_type
    )
    response.headers["ETag"], response.headers["Accept-Ranges"] = tag, "bytes"
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "inline"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return leaving.kept(response)


def open_whole(key: str, sha256: str) -> IO[bytes] | None:
    """The file, from its beginning, if it still is what was kept; a missing or changed one is logged."""
    try:
        file = path_of(key).open("rb")
    except OSError as error:
        log.error("stored_file_missing", key=key, error=str(error))
        return None
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        log.error("stored_file_changed", key=key)
        return None
    file.seek(0)
    return file


def root() -> Path:
    return Path(settings.UPLOAD_DIR)


def path_of(key: str) -> Path:
    """Where a file lies. Keys are ours alone: anything else is a mistake, never a path."""
    if not KEY.fullmatch(key):
        raise ValueError("not a key")
    return root() / key[:2] / key


def discard(key: str) -> None:
    """Forget a file; twice is once."""
    path_of(key).unlink(missing_ok=True)


def lying(before: datetime) -> Iterator[str]:
    """Keys of all files written before a moment; halves of broken uploads go on the way."""
    limit = before.timestamp()
    for path in root().glob("**/*"):
        with suppress(OSError):
            if not path.is_file() or path.stat().st_mtime >= limit:
                continue
            if path.suffix == ".part":
                path.unlink()
            elif KEY.fullmatch(path.name):
                yield path.name


def plain_name(written: str) -> str:
    """The last part of a path, without what turns, hides or breaks a line; short enough for any disk."""
    last = PureWindowsPath(written.replace("/", "\\")).name
    text = visible(unicodedata.normalize("NFC", last))
    text = "".join(letter for letter in text if unicodedata.category(letter) not in UNPRINTABLE)
    text = re.sub(r'[<>:"|?*\\/]', "_", " ".join(text.split())).strip(" .")
    stem, dot, extension = text.rpartition(".")
    if not stem:
        return text[:NAME_LIMIT] or "未命名"
    extension = extension[:10]
    stem = stem[: NAME_LIMIT - len(extension) - 1].encode()[:NAME_BYTES].decode(errors="ignore").rstrip(" .")
    return f"{stem or '未命名'}{dot}{extension}"
