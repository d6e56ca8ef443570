"""Photos are decoded and painted anew: what is kept has no place, no camera, no second content."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image

from collab_portal.lib import bounds
from collab_portal.lib.contents.bare import Bare, BrokenError, CrowdedError, Form, bare

LONGEST_SIDE = 2_560
QUALITY = 86
PACKING = 4  # of 9: a photo of 2,560 × 2,560 takes 1 s and 3.2 MB; with 9, 22 s and 2.4 MB
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ENDINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
turn = BoundedSemaphore()  # whoever has it may hold one large picture in the memory of this process


def ending_of(head: bytes) -> str:
    """What a pasted picture is, whatever it was called: ``jpg``, ``png``, or empty."""
    return next((ending for magic, ending in ENDINGS.items() if head.startswith(magic)), "")


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of a picture that was kept."""
    with Image.open(path) as opened:
        return opened.size


def copy_jpeg(source: IO[bytes], target: IO[bytes]) -> None:
    _painted(source, "JPEG", "RGB").save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)


def copy_png(source: IO[bytes], target: IO[bytes]) -> None:
    _painted(source, "PNG", "RGBA").save(target, "PNG", compress_level=PACKING)


def _painted(source: IO[bytes], form: Form, mode: str) -> Image.Image:
    """The first frame, upright, at most ``LONGEST_SIDE`` long, nothing but its pixels."""
    try:
        copy = bare(source, form)
    except CrowdedError:
        raise ValidationError("图片的内部结构过于复杂，请另存为普通的 JPG 或 PNG 后再传。") from None
    except BrokenError:
        raise ValidationError("文件内容不是相应格式的图片，请核对后再传。") from None
    with copy.file:
        _must_fit(copy, form)
        with _alone(copy.width * copy.height):
            return _decoded(copy, form, mode)


def _must_fit(copy: Bare, form: Form) -> None:
    """A JPEG of one pass is scaled down while it is decoded; any other is in memory as a whole."""
    whole = form == "PNG" or copy.passes > 1
    if copy.width * copy.height > (bounds.PICTURE_WHOLE if whole else bounds.PICTURE_SCALED):
        raise ValidationError("图片尺寸过大，请缩小到 4000 万像素以内再传。")


@contextmanager
def _alone(pixels: int) -> Iterator[None]:
    """Large pictures wait for each other, but not for ever."""
    if pixels <= bounds.PICTURE_SMALL:
        yield
        return
    if not turn.acquire(timeout=bounds.PICTURE_WAIT):
        raise ValidationError("正在处理的大图较多，请稍后再传。")
    try:
        yield
    finally:
        turn.release()


def _decoded(copy: Bare, form: Form, mode: str) -> Image.Image:
    """Made small before anything else is done to it: turning and converting cost by the pixel."""
    try:
        with Image.open(copy.file, formats=[form]) as opened:
            if form == "JPEG":
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = opened.convert(mode)
    except Exception:  # the decoder raises whatever it comes across
        raise ValidationError("图片损坏或不完整，请重新导出后再传。") from None
    upright = flat.transpose(TURNS[copy.turn]) if copy.turn in TURNS else flat
    painted = Image.new(mode, upright.size)
    painted.paste(upright)
    return painted
