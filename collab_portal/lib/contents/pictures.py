"""Photos are decoded and painted anew: what is kept has no place, no camera, no second content."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageFile, ImageMath

from collab_portal.lib import bounds
from collab_portal.lib.contents import known
from collab_portal.lib.contents.bare import ALPHA, AnimatedError, Bare, BrokenError, CrowdedError, Form, bare

LONGEST_SIDE = 2_560
# A screenshot of many screens is read by its width, that of a phone: 1,080 × 30,000 stays as it is.
SHORT_SIDE, LARGEST_AREA = 1_440, 33_000_000
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
HEAD = 512  # bytes
SAVE_ANEW = "请用看图软件打开，另存为 JPG 或 PNG 后再传。"
ADVICE = {
    "heic": "这是苹果手机的 HEIC 照片：请在手机“设置→相机→格式”选“兼容性最佳”后重拍，"
    "或在电脑上另存为 JPG 后再传。",
    "gif": "动图不收：要留动作请录成 MP4 再传，只要画面请另存为 PNG 或 JPG。",
    **{kind: f"不收 {kind.upper()} 图片，{SAVE_ANEW}" for kind in ("avif", "bmp", "tiff", "jxl", "jp2")},
    **{kind: f"不收 {kind.upper()} 图片，{SAVE_ANEW}" for kind in ("psd", "ico", "wmf")},
}
ADVICE |= {"heif": ADVICE["heic"], "tif": ADVICE["tiff"], "svg": "不收 SVG 图片，请导出为 PNG 后再传。"}
DAMAGED = "图片损坏或不完整，请重新导出后再传。"
NO_PICTURE = "文件内容不是相应格式的图片（JPG 或 PNG），请核对后再传。"
SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}  # of ICC, by the mode of the picture
DEEP = "RGB;16B"  # of three colours of 16 bits, the upper eight are read
SRGB = ImageCms.createProfile("sRGB")
BLACKS = ImageCms.Flags.BLACKPOINTCOMPENSATION
turn = BoundedSemaphore()  # whoever has it may hold one large picture in the memory of this process


def ending_of(head: bytes) -> str:
    """As what a picture is kept, whatever it was called: ``jpg``, ``png``, or empty if it is none of ours.

    WebP is painted anew: as JPEG what it holds like a photo, else, or if it shows through, as PNG.
    """
    if known.by_bytes(head) == "webp":
        shows_through = head[12:16] == b"VP8X" and head[20:21] and head[20] & ALPHA
        return "png" if head[12:16] == b"VP8L" or shows_through else "jpg"
    return next((ending for magic, ending in ENDINGS.items() if head.startswith(magic)), "")


def _form_of(head: bytes) -> Form:
    """What has to be read; a JPEG if nothing else, which then says what is wrong."""
    if known.by_bytes(head) == "webp":
        return "WEBP"
    return "PNG" if ending_of(head) == "png" else "JPEG"


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of a picture that was kept."""
    with Image.open(path) as opened:
        return opened.size


def copy_jpeg(source: IO[bytes], target: IO[bytes]) -> None:
    """What shows through is white, as on the page."""
    painted = _painted(source)
    if painted.mode == "RGBA":
        paper = Image.new("RGBA", painted.size, "white")
        painted = Image.alpha_composite(paper, painted)
    painted.convert("RGB").save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)


def copy_png(source: IO[bytes], target: IO[bytes]) -> None:
    _painted(source).convert("RGBA").save(target, "PNG", compress_level=PACKING)


def _painted(source: IO[bytes]) -> Image.Image:
    """Upright, small enough, in sRGB, nothing but its pixels; told by its content, whatever its name says."""
    source.seek(0)
    head = source.read(HEAD)
    form = _form_of(head)
    try:
        copy = bare(source, form)
    except CrowdedError:
        raise ValidationError("图片的内部结构过于复杂，请另存为普通的 JPG 或 PNG 后再传。") from None
    except AnimatedError:
        raise ValidationError(ADVICE["gif"]) from None
    except BrokenError:
        raise ValidationError(DAMAGED if ending_of(head) else advice(head) or NO_PICTURE) from None
    with copy.file:
        _must_fit(copy, form)
        with _alone(copy.width * copy.height):
            return _decoded(copy, form)


def advice(head: bytes) -> str:
    """What to do with a picture of another kind, told by its first bytes; empty if it is of no known kind."""
    return ADVICE.get(known.by_bytes(head), "")


def _must_fit(copy: Bare, form: Form) -> None:
    """A JPEG of one pass is scaled down while it is decoded; any other is in memory as a whole."""
    whole = form != "JPEG" or copy.passes > 1
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


def kept_size(width: int, height: int) -> tuple[int, int]:
    """As large as it may stay: by its long side, or by its short side and its area where that leaves more.

    Without a step: of two equally wide pictures the longer is kept no wider and no shorter.
    """
    short, long = sorted((width, height))
    by_width = min(SHORT_SIDE / short, (LARGEST_AREA / (width * height)) ** 0.5)
    scale = min(1.0, max(LONGEST_SIDE / long, by_width))
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _decoded(copy: Bare, form: Form) -> Image.Image:
    """Made small before anything else is done to it: turning and converting cost by the pixel."""
    try:
        with Image.open(copy.file, formats=[form]) as opened:
            size = kept_size(*opened.size)
            if form == "JPEG":
                opened.draft(None, size)
            flat = _in_colours(
                _plain(opened).resize(size, Image.Resampling.LANCZOS, reducing_gap=2), copy.profile
            )
    except Exception:  # the decoder raises whatever it comes across
        raise ValidationError(DAMAGED) from None
    upright = flat.transpose(TURNS[copy.turn]) if copy.turn in TURNS else flat
    painted = Image.new(upright.mode, upright.size)
    painted.paste(upright)
    return painted


def _plain(opened: Image.Image) -> Image.Image:
    """Eight bits a colour, colours instead of their numbers in a table, so that it can be scaled."""
    clear = opened.info.get("transparency")
    if opened.mode.startswith("I"):  # 16 bits of grey; converting would cut them off at 255
        grey = opened.point(lambda value: value / 256).convert("L")
        return grey if clear is None else _showing_through(opened, grey, clear)
    is_deep = isinstance(opened, ImageFile.ImageFile) and any(tile.args == DEEP for tile in opened.tile)
    if is_deep and isinstance(clear, tuple):
        opened.info["transparency"] = tuple(value >> 8 for value in clear)  # as its colours are read
    if "transparency" in opened.info:
        return opened.convert("RGBA")
    if opened.mode in {"1", "P"}:
        return opened.convert("L" if opened.mode == "1" else "RGB")
    opened.load()
    return opened


def _showing_through(deep: Image.Image, grey: Image.Image, clear: int) -> Image.Image:
    """``grey`` without the one shade of ``deep`` that is none."""
    seen = ImageMath.lambda_eval(lambda given: (given["deep"] != clear) * 255, deep=deep.convert("I"))
    flat = grey.convert("LA")
    flat.putalpha(seen.convert("L"))
    return flat


def _in_colours(painted: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB, which is what a picture without a profile is taken for; one that cannot be read is none."""
    alpha = painted.getchannel("A") if painted.mode in {"LA", "RGBA"} else None
    colours = painted.convert(painted.mode[:-1]) if alpha else painted
    try:
        meaning = ImageCms.ImageCmsProfile(BytesIO(profile)) if profile else None
        if meaning and meaning.profile.xcolor_space.strip() == SPACES[colours.mode]:
            made = ImageCms.profileToProfile(colours, meaning, SRGB, outputMode="RGB", flags=BLACKS)
            colours = made or colours
    except (ImageCms.PyCMSError, OSError):
        pass
    flat = colours.convert("RGB")
    if alpha:
        flat.putalpha(alpha)
    return flat
