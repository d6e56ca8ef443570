"""Pictures made to be slow or large to open: nothing but the picture reaches the decoder, one at a time."""

import io
import struct
import warnings
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from collab_portal.lib import bounds
from collab_portal.lib.contents import pictures
from collab_portal.lib.contents.bare import BrokenError, CrowdedError, bare
from tests.uploads.samples import picture

EMPTY = b"\xff\xe5\x00\x02"  # a part of a JPEG that says nothing


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(extra: bytes = b"", **options) -> bytes:
    """With something between its head and its picture."""
    content = picture("PNG", **options)
    return content[:33] + extra + content[33:]


def jpeg(extra: bytes = b"", **options) -> bytes:
    content = picture("JPEG", **options)
    return content[:2] + extra + content[2:]


def progressive(passes: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """So many passes over the picture, the last of them again and again."""
    content = picture("JPEG", size, progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * (passes - content.count(b"\xff\xda")) + content[-2:]


def declared(width: int, height: int) -> bytes:
    """A PNG that says it is that large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND")


def stripped(content: bytes, form: str) -> bytes:
    with bare(io.BytesIO(content), form).file as file:
        return file.read()


def kept(content: bytes) -> Image.Image:
    target = io.BytesIO()
    copy = pictures.copy_jpeg if content.startswith(b"\xff\xd8") else pictures.copy_png
    copy(io.BytesIO(content), target)
    return Image.open(target)


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(3_000_000))),
        chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(3_000_000))),
        chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(3_000_000))),
        chunk(b"eXIf", b"II*\0" + b"\xff" * 100_000),
        chunk(b"acTL", struct.pack(">II", 1_000_000, 0)),
    ],
    ids=["packed text", "international text", "profile", "exif", "animation"],
)
def test_what_hangs_on_a_png_never_reaches_the_decoder(extra):
    assert stripped(png(extra), "PNG") == stripped(png(), "PNG")
    assert kept(png(extra)).size == (64, 48)


@pytest.mark.parametrize(
    "extra",
    [EMPTY * 100, b"\xff\xe1\xff\xff" + b"Exif\0\0II*\0".ljust(65_533, b"\xff"), b"\xff\xe2\x00\x08MPF\0ab"],
    ids=["empty parts", "exif", "several pictures"],
)
def test_what_hangs_on_a_jpeg_never_reaches_the_decoder(extra):
    assert stripped(jpeg(extra), "JPEG") == stripped(jpeg(), "JPEG")
    assert kept(jpeg(extra)).size == (64, 48)


def test_a_picture_is_the_same_without_what_hung_on():
    content = picture("JPEG", (64, 48), comment=b"a" * 500)

    assert kept(content).tobytes() == kept(picture("JPEG", (64, 48))).tobytes()
    assert (
        Image.open(io.BytesIO(stripped(content, "JPEG"))).tobytes()
        == Image.open(io.BytesIO(content)).tobytes()
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_of_any_kind_keeps_its_pixels(mode):
    file = io.BytesIO()
    Image.linear_gradient("L").convert(mode).save(file, "PNG")

    assert kept(file.getvalue()).tobytes() == Image.open(file).convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_any_kind_keeps_its_colours(mode):
    file = io.BytesIO()
    Image.linear_gradient("L").convert(mode).save(file, "JPEG")
    content = file.getvalue()

    assert Image.open(io.BytesIO(stripped(content, "JPEG"))).tobytes() == Image.open(file).tobytes()


@pytest.mark.parametrize(("turn", "corner"), [(1, 0), (2, 1), (3, 3), (4, 2), (5, 0), (6, 1), (7, 3), (8, 2)])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_turned_picture_is_set_upright(turn, corner, form):
    upright = Image.new("RGB", (64, 64), "white")
    upright.paste("black", (0, 0, 32, 32))
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = turn
    upright.save(file, form, exif=exif)

    shown = kept(file.getvalue()).convert("L")

    corners = [shown.getpixel(place) < 128 for place in ((8, 8), (56, 8), (8, 56), (56, 56))]
    assert corners == [place == corner for place in range(4)]


def test_an_animated_png_is_refused_rather_than_cut_to_its_first_picture():
    file = io.BytesIO()
    frames = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in range(0, 200, 10)]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])

    with pytest.raises(ValidationError, match="动图不收：要留动作请录成 MP4"):
        kept(file.getvalue())


@pytest.mark.parametrize("content", [png(chunk(b"tEXt") * 40), jpeg(EMPTY * 40)], ids=["png", "jpeg"])
def test_a_picture_of_too_many_parts_is_refused_before_it_is_decoded(content, monkeypatch):
    monkeypatch.setattr(bounds, "PICTURE_PARTS", 30)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("decoded"))

    with pytest.raises(ValidationError, match="过于复杂"):
        kept(content)


def test_a_jpeg_of_very_many_passes_is_refused_before_it_is_decoded(monkeypatch):
    assert kept(progressive(bounds.PICTURE_PASSES)).size == (64, 48)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("decoded"))

    with pytest.raises(ValidationError, match="过于复杂"):
        kept(progressive(bounds.PICTURE_PASSES + 1))


def test_passes_are_counted_in_the_picture_alone():
    inside = b"\xff\xe1" + struct.pack(">H", 2 + 600) + b"\xff\xda" * 300
    behind = b"\xff\xda" * 300

    assert bare(io.BytesIO(jpeg(inside) + behind), "JPEG").passes == 1


@pytest.mark.parametrize("pieces", [3, 7, 64])
def test_a_picture_is_the_same_in_whatever_pieces_it_is_read(pieces, monkeypatch):
    content = picture("JPEG", (64, 48), progressive=True, quality=100)
    whole = stripped(content, "JPEG")
    monkeypatch.setattr("collab_portal.lib.contents.bare.CHUNK", pieces)

    assert stripped(content, "JPEG") == whole


@pytest.mark.parametrize("size", [(8_000, 5_001), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_by_the_head_alone_and_without_a_warning(size, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("decoded"))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValidationError, match="4000 万像素"):
            kept(declared(*size))


def test_a_jpeg_of_several_passes_is_held_to_what_fits_into_memory(monkeypatch):
    monkeypatch.setattr(bounds, "PICTURE_WHOLE", 64 * 48 - 1)

    assert kept(jpeg()).size == (64, 48)
    with pytest.raises(ValidationError, match="尺寸过大"):
        kept(progressive(12))


def test_a_large_picture_waits_for_another_and_a_small_one_does_not(monkeypatch):
    monkeypatch.setattr(bounds, "PICTURE_SMALL", 64 * 48)
    monkeypatch.setattr(bounds, "PICTURE_WAIT", 0.01)

    with pictures.turn:
        assert kept(jpeg()).size == (64, 48)
        with pytest.raises(ValidationError, match="请稍后再传"):
            kept(jpeg(size=(64, 49)))
    assert kept(jpeg(size=(64, 49))).size == (64, 49)


def test_a_refused_picture_lets_the_next_one_in(monkeypatch):
    monkeypatch.setattr(bounds, "PICTURE_SMALL", 0)
    monkeypatch.setattr(bounds, "PICTURE_WAIT", 0.01)
    torn = png()[:-30]

    for _ in range(2):
        with pytest.raises(ValidationError, match=r"格式|损坏"):
            kept(torn)
    assert kept(png()).size == (64, 48)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"GIF89a", "PNG"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT"), "PNG"),
        (png(chunk(b"IHDR", bytes(13))), "PNG"),
        (png()[:-20], "PNG"),
        (b"GIF89a", "JPEG"),
        (b"\xff\xd8\xff\xe0\x00\x01", "JPEG"),
        (b"\xff\xd8\xff\xd8", "JPEG"),
        (jpeg()[:200], "JPEG"),
    ],
)
def test_what_does_not_hold_together_is_broken(content, form):
    with pytest.raises(BrokenError):
        bare(io.BytesIO(content), form)


def test_parts_within_the_bound_are_no_crowd(monkeypatch):
    monkeypatch.setattr(bounds, "PICTURE_PARTS", 5)

    with pytest.raises(CrowdedError):
        bare(io.BytesIO(png(chunk(b"tEXt") * 5)), "PNG")
    assert bare(io.BytesIO(png(chunk(b"tEXt") * 2)), "PNG").width == 64
