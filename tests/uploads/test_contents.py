"""Files are told by their content, cleaned, and kept where no web server looks."""

import io
import stat
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from collab_portal.lib import uploads
from tests.uploads.samples import Sent, external, film, good, located_photo, office, picture, refused


def kept(name: str, content: bytes) -> uploads.Kept:
    return uploads.keep(Sent(name, content))


def stored(file: uploads.Kept) -> bytes:
    return uploads.path_of(file.key).read_bytes()


@pytest.mark.parametrize("name", good())
def test_every_allowed_kind_is_kept(name, folder):
    file = kept(name, good()[name])

    assert file.size == len(stored(file)) > 0
    assert uploads.open_whole(file.key, file.sha256).read() == stored(file)
    assert stat.S_IMODE(uploads.path_of(file.key).stat().st_mode) == 0o600


@pytest.mark.parametrize("case", refused())
def test_what_is_not_allowed_leaves_nothing(case, folder):
    name, content = refused()[case]

    with pytest.raises(ValidationError) as refusal:
        kept(name, content)

    assert all(message[0] >= "\u4e00" or message[0].isascii() for message in refusal.value.messages)
    assert [path for path in folder.glob("**/*") if path.is_file()] == []


def test_a_photo_loses_place_and_camera_and_whatever_hangs_on():
    file = kept("照片.jpg", located_photo() + b"<script>alert(1)</script>")

    picture_kept = Image.open(io.BytesIO(stored(file)))
    assert (dict(picture_kept.getexif()), picture_kept.info.get("exif")) == ({}, None)
    assert b"script" not in stored(file)


def test_a_large_photo_is_scaled_down_and_a_turned_one_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    file = kept("照片.jpg", picture(size=(5_000, 2_500), exif=exif))

    assert Image.open(io.BytesIO(stored(file))).size == (1_440, 2_880)


def test_a_film_loses_its_place_and_keeps_its_length():
    content = film(b"+31.23+121.47/")

    file = kept("录像.mp4", content)

    assert b"+31.23" not in stored(file)
    assert len(stored(file)) == len(content)


def test_a_text_may_link_to_the_web():
    link = external("https://www.gov.cn/", "hyperlink")

    assert kept("通知.docx", office(rels=link)).name == "通知.docx"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\报告.pdf", "报告.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("报告\u202efdp.exe.pdf", "报告fdp.exe.pdf"),
        ("a\x00.pdf", "a.pdf"),
        ("照片.JPEG", "照片.jpg"),
        ("名\u200b字\ufeff.pdf", "名字.pdf"),
        ("👨\u200d👩\u200d👧.pdf", "👨\u200d👩\u200d👧.pdf"),
        ("王\U00031350、𠮷田.pdf", "王\U00031350、𠮷田.pdf"),
    ],
)
def test_names_lose_what_misleads(sent, shown):
    content = picture() if shown.endswith("jpg") else good()["a.pdf"]

    assert kept(sent, content).name == shown


@given(st.text())
def test_any_name_becomes_a_plain_one(sent):
    name = uploads.plain_name(sent)

    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\\r\n\0"<>|?*:\u202e\u200b')
    assert name not in {".", ".."}


def test_limits_are_told(settings):
    settings.UPLOAD_LIMIT = 10

    with pytest.raises(ValidationError, match="不能超过"):
        kept("a.pdf", good()["a.pdf"])


def test_a_file_that_was_changed_is_not_opened():
    file = kept("a.pdf", good()["a.pdf"])
    uploads.path_of(file.key).write_bytes(b"something else")

    assert uploads.open_whole(file.key, file.sha256) is None
    uploads.discard(file.key)
    assert uploads.open_whole(file.key, file.sha256) is None


def test_halves_of_broken_uploads_are_removed(folder):
    file = kept("a.pdf", good()["a.pdf"])
    half = folder / f"{'0' * 40}.part"
    half.write_bytes(b"%PDF")

    assert list(uploads.lying(timezone.now() + timedelta(minutes=1))) == [file.key]
    assert not half.exists()


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "0" * 39, "G" * 40])
def test_a_key_is_never_a_path(key):
    with pytest.raises(ValueError, match="not a key"):
        uploads.path_of(key)
