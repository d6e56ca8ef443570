"""Photos are decoded and painted anew: what is kept has no place, no camera, no second content."""

from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

LONGEST_SIDE = 2_560
PIXELS = 80_000_000  # a JPEG is scaled down while it is decoded
PIXELS_DECODED_WHOLE = 40_000_000
QUALITY = 86


ENDINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


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
    _painted(source, "PNG", "RGBA").save(target, "PNG", optimize=True)


def _painted(source: IO[bytes], form: str, mode: str) -> Image.Image:
    """The first frame, upright, at most ``LONGEST_SIDE`` long, nothing but its pixels."""
    try:
        opened = Image.open(source, formats=[form])
    except Exception:  # the decoder raises whatever it comes across
        raise ValidationError("文件内容不是相应格式的图片，请核对后再传。") from None
    width, height = opened.size
    whole = form == "PNG" or bool(opened.info.get("progressive"))
    if width * height > (PIXELS_DECODED_WHOLE if whole else PIXELS):
        raise ValidationError("图片尺寸过大，请缩小到 4000 万像素以内再传。")
    try:
        if form == "JPEG":
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = upright.convert(mode)
    except Exception:  # damaged further on
        raise ValidationError("图片损坏或不完整，请重新导出后再传。") from None
    bare = Image.new(mode, flat.size)
    bare.paste(flat)
    return bare
