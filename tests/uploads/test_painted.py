"""What one sees is what one gave: colours, turn and size of every kind of picture."""

import io
import struct
from functools import cache
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from collab_portal.lib.contents import kind_of, pictures
from tests.uploads import painted
from tests.uploads.painted import Sent, chunk, png
from tests.uploads.samples import picture

NUMBER = 308


@cache
def everything() -> list[Sent]:
    """Painted by the first test that looks, not by every process that collects."""
    return painted.everything()


def kept(content: bytes, form: str = "") -> Image.Image:
    target = io.BytesIO()
    jpeg = form == "JPEG" if form else content.startswith(b"\xff\xd8")
    (pictures.copy_jpeg if jpeg else pictures.copy_png)(io.BytesIO(content), target)
    return Image.open(target)


def distance(sent: Sent) -> float:
    """The mean over all places and colours."""
    shown = kept(sent.content)
    assert shown.size == sent.size
    width, height = shown.size
    found = shown.convert("RGB").load()
    places = [(x, y) for y in range(height) for x in range(width)]
    apart = sum(abs(a - b) for x, y in places for a, b in zip(found[x, y], sent.wanted[y][x], strict=True))
    return apart / (3 * len(places))


@pytest.mark.parametrize("number", range(0, NUMBER, 9))
def test_a_picture_looks_as_it_was_given(number):
    sent = everything()[number]

    assert distance(sent) <= sent.off, sent.name


@pytest.mark.thorough
def test_every_kind_of_picture_looks_as_it_was_given():
    assert len(everything()) == NUMBER

    assert [sent.name for sent in everything() if distance(sent) > sent.off] == []


@pytest.mark.parametrize(
    ("sent", "size"),
    [
        ((1_080, 12_000), (1_080, 12_000)),
        ((1_080, 20_000), (1_080, 20_000)),
        ((750, 9_000), (750, 9_000)),
        ((12_000, 1_080), (12_000, 1_080)),
        ((2_880, 14_400), (1_440, 7_200)),
        ((1_080, 30_000), (1_080, 30_000)),
        ((1_080, 37_000), (981, 33_624)),
        ((4_000, 3_000), (2_560, 1_920)),
        ((1_000, 3_000), (1_000, 3_000)),
        ((1_080, 3_230), (1_080, 3_230)),
        ((1_080, 3_250), (1_080, 3_250)),
        ((1_440, 3_120), (1_440, 3_120)),
        ((2_000, 5_900), (1_440, 4_248)),
        ((4_000, 2_250), (2_560, 1_440)),
        ((60, 40), (60, 40)),
    ],
)
def test_a_long_screenshot_keeps_its_width(sent, size):
    assert pictures.kept_size(*sent) == size


@pytest.mark.parametrize("width", [600, 1_080, 1_440, 2_000, 3_024])
def test_no_picture_is_kept_smaller_than_a_shorter_one_without_need(width):
    """No step anywhere: one row of pixels more takes no column of what is read."""
    found = [pictures.kept_size(width, height) for height in range(600, 40_000_000 // width, 7)]

    for (wide, high), (next_wide, next_high) in pairwise(found):
        assert 0.99 * wide <= next_wide <= wide
        assert high <= next_high + 1
    assert min(wide for wide, _ in found) >= 0.75 * min(width, 1_440)


def test_the_letters_of_a_long_screenshot_stay_sharp():
    """Lines of one pixel each: halved, they would be grey."""
    row = b"\x00" * 1_080
    rows = [row if y % 2 else b"\xff" * 1_080 for y in range(8_000)]

    shown = kept(png((1_080, 8_000), 8, 0, rows)).convert("L")

    assert shown.size == (1_080, 8_000)
    assert {shown.getpixel((500, y)) for y in range(4_000, 4_100)} == {0, 255}


def test_a_photo_of_a_long_strip_is_decoded_at_the_size_it_keeps():
    assert kept(picture("JPEG", (1_080, 12_000))).size == (1_080, 12_000)


def test_a_scan_of_one_bit_is_scaled_to_greys():
    """Every other pixel is black: greys, where picking pixels would leave stripes or nothing."""
    rows = [b"\xaa" * 640 for _ in range(300)]

    shown = kept(png((5_120, 300), 1, 0, rows)).convert("L")

    assert shown.size == (5_120, 300)  # a strip; and of a page:
    shown = kept(png((5_120, 5_000), 1, 0, rows[:1] * 5_000)).convert("L")
    assert (shown.width, 100 < shown.getpixel((1_000, 1_000)) < 155) == (2_560, True)


def test_what_shows_through_stays_so_and_is_white_where_it_cannot():
    rows = [b"\xff\x00\x00\x00" * 20 + b"\x00\x00\xff\xff" * 20 for _ in range(20)]
    content = png((40, 20), 8, 6, rows)

    assert [kept(content).getpixel(place) for place in ((5, 5), (30, 5))] == [
        (255, 0, 0, 0),
        (0, 0, 255, 255),
    ]
    as_jpeg = kept(content, "JPEG")
    assert min(as_jpeg.getpixel((5, 5))) >= 250


@pytest.mark.parametrize(
    ("depth", "kind", "clear", "other"),
    [
        (16, 0, struct.pack(">H", 0x8000), struct.pack(">H", 0x8001)),
        (16, 2, struct.pack(">3H", 0x8000, 0x1234, 5), struct.pack(">3H", 0xFFFF, 0, 0)),
        (8, 0, struct.pack(">H", 0x80), b"\x81"),
        (8, 2, struct.pack(">3H", 0x80, 1, 5), b"\x80\x01\x06"),
    ],
)
def test_one_colour_may_show_through_at_any_depth(depth, kind, clear, other):
    shown = clear if depth == 16 else clear[1::2]
    content = png((2, 1), depth, kind, [shown + other], chunk(b"tRNS", clear))

    stored = kept(content)

    assert [stored.getpixel((place, 0))[3] for place in (0, 1)] == [0, 255]


def test_a_table_may_show_through():
    table = chunk(b"PLTE", bytes((255, 0, 0, 0, 255, 0))) + chunk(b"tRNS", b"\x00")

    shown = kept(png((4, 1), 8, 3, [b"\0\1\0\1"], table))

    assert [shown.getpixel((x, 0))[3] for x in range(4)] == [0, 255, 0, 255]


def test_a_picture_is_taken_by_its_content_whatever_it_is_called():
    assert kept(picture("PNG"), "JPEG").format == "JPEG"
    assert kept(picture("JPEG"), "PNG").format == "PNG"
    assert kind_of("JFIF", io.BytesIO(picture("JPEG"))) == kind_of("jpg", io.BytesIO(picture("JPEG")))


def webp(mode: str = "RGB", colour: object = (200, 40, 90), **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (40, 24), colour).save(target, "WEBP", **options)
    return target.getvalue()


def test_a_webp_is_kept_as_what_shows_it_best():
    photo, exact, clear = webp(), webp(lossless=True), webp("RGBA", (200, 40, 90, 0), lossless=True)

    assert [kind_of("webp", io.BytesIO(each))[0] for each in (photo, exact, clear)] == ["jpg", "png", "png"]
    assert kind_of("jpg", io.BytesIO(exact))[0] == "png"
    for each in (photo, exact):
        shown = kept(each).convert("RGB")
        assert shown.size == (40, 24)
        assert max(abs(a - b) for a, b in zip(shown.getpixel((20, 12)), (200, 40, 90), strict=True)) <= 4
    assert kept(clear).getpixel((1, 1))[3] == 0


def test_a_webp_is_turned_as_it_says_and_its_colours_are_those_of_its_profile():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    sent = webp(exif=exif, icc_profile=painted.profile(b"RGB ", 2.2, painted.SPACES["p3"]))

    shown = kept(sent, "PNG")

    assert shown.size == (24, 40)
    assert b"Camera" not in sent[:12] + kept(sent, "JPEG").fp.getvalue()  # type: ignore[union-attr]
    red, green, _, _ = shown.getpixel((12, 20))
    assert red > 206  # of the wider space it is a stronger red
    assert green < 40


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
def test_a_webp_that_is_cut_short_is_damaged(share, lossless):
    target = io.BytesIO()
    Image.effect_noise((60, 60), 80).convert("RGB").save(target, "WEBP", lossless=lossless)
    content = target.getvalue()

    with pytest.raises(ValidationError, match="图片损坏"):
        kept(content[: max(int(len(content) * share), 16)])


def test_a_webp_that_moves_is_answered_with_what_to_do():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])

    with pytest.raises(ValidationError, match="录成 MP4"):
        kept(target.getvalue())


def test_a_webp_whose_parts_say_different_sizes_is_measured_by_the_largest():
    """Else a decoder would make a picture that nobody counted."""
    sent = bytearray(webp("RGBA", (1, 2, 3, 4)))
    assert sent[12:16] == b"VP8X"
    sent[24:30] = (16_383).to_bytes(3, "little") * 2

    with pytest.raises(ValidationError, match="尺寸过大"):
        kept(bytes(sent))


HEIC = struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic"
GIF = b"GIF89a\x01\0\x01\0\0\0\0;"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEIC, "兼容性最佳"),
        (GIF, "录成 MP4"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "图片损坏或不完整"),
        (b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\x02" + bytes(9), "录成 MP4"),
        (struct.pack(">I", 24) + b"ftypavif\0\0\0\0", "不收 AVIF 图片"),
        (b"BM\x10\0\0\0", "不收 BMP 图片"),
        (b"II*\0\x08\0\0\0", "不收 TIFF 图片"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "不收 JXL 图片"),
        (b"8BPS\0\1", "不收 PSD 图片"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "不收 SVG 图片，请导出为 PNG"),
        (picture("PNG")[:-40], "图片损坏或不完整"),
        (picture("JPEG")[:-40], "图片损坏或不完整"),
        (b"hello", "文件内容不是相应格式的图片"),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_of_another_kind_is_answered_with_what_to_do(content, said, form):
    with pytest.raises(ValidationError, match=said):
        kept(content, form)


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("heic", "兼容性最佳"),
        ("HEIF", "兼容性最佳"),
        ("gif", "动图"),
        ("tif", "TIFF"),
        ("svg", "PNG"),
    ],
)
def test_an_ending_of_another_kind_is_answered_with_what_to_do(ending, said):
    with pytest.raises(ValidationError, match=said):
        kind_of(ending, io.BytesIO(b"..."))
