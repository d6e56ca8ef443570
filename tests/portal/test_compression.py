"""Pages go out compressed and padded; files as they are."""

import gzip

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from collab_portal.middleware import CompressedText

TEXT = "两省机关同学一课。" * 100


def sent(response, encoding="gzip, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": encoding})
    return CompressedText(lambda _: response)(request)


@pytest.mark.django_db
def test_a_page_goes_out_compressed(client):
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content).decode().startswith("<!doctype html>")


def test_who_takes_no_gzip_gets_the_text():
    answer = sent(HttpResponse(TEXT), encoding="identity")

    assert answer.content.decode() == TEXT
    assert not answer.has_header("Content-Encoding")


def test_the_length_tells_nothing_of_what_is_in_it():
    lengths = {len(sent(HttpResponse(TEXT)).content) for _ in range(50)}

    assert len(lengths) > 10


@pytest.mark.parametrize("kind", ["text/calendar", "application/atom+xml; charset=utf-8", "application/json"])
def test_feeds_and_data_are_text_too(kind):
    answer = sent(HttpResponse(TEXT, content_type=kind, headers={"ETag": '"a"'}))

    assert answer["Content-Encoding"] == "gzip"
    assert answer["ETag"] == 'W/"a"'


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_what_is_packed_already_stays(kind):
    assert not sent(HttpResponse(TEXT, content_type=kind)).has_header("Content-Encoding")


def test_a_file_keeps_its_length(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)

    answer = sent(FileResponse((tmp_path / "a.csv").open("rb"), filename="a.csv"))

    assert answer["Content-Length"] == str(len(TEXT.encode()))
    assert b"".join(answer).decode() == TEXT


def test_styles_and_scripts_are_packed_once_for_all():
    from collab_portal import settings as written

    assert (
        written.STORAGES["staticfiles"]["BACKEND"]
        == "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
    order = settings.MIDDLEWARE.index
    assert order("whitenoise.middleware.WhiteNoiseMiddleware") < order(
        "collab_portal.middleware.CompressedText"
    )
