"""Photos are decoded and painted anew: what is kept has no place, no camera, no second content."""

from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

LONGEST_SIDE = 2_560
PIXELS = 80_000_000  # a JPEG is scaled down while it is decoded
PIXELS_DECODED_WHOLE = 40_000_000
QUALITY = 86


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
