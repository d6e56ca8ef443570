"""What browsers and search engines ask beside the pages."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from collab_portal.templatetags.portal import iso
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["favicon.ico", "apple-touch-icon.png"])
def test_the_mark_is_found_where_browsers_look(client, path):
    assert client.get(f"/{path}")["Location"].endswith(f"/img/{path}")


def test_the_mark_has_the_sizes_that_screens_ask_for():
    with Image.open(finders.find("img/favicon.ico")) as small:
        assert small.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    with Image.open(finders.find("img/apple-touch-icon.png")) as large:
        assert (large.size, large.has_transparency_data) == ((180, 180), False)


def test_every_page_says_what_it_is(client):
    client.force_login(make_user("jiangsu"))
    for page in ("/", "/experience/", "/rotation/"):
        assert (
            '<meta name="description" content="长江流域机关党建协作平台' in client.get(page).content.decode()
        )


def test_moments_are_written_as_html_takes_them():
    assert iso(datetime(2026, 11, 23, 6, 0, 1, 123_456, tzinfo=UTC)) == "2026-11-23T14:00:01+08:00"
    assert (iso(date(2026, 11, 23)), iso(None)) == ("2026-11-23", "")


def test_the_name_of_a_place_on_the_river_begins_with_what_is_seen(client):
    text = client.get("/").content.decode()

    names = re.findall(r'class="river-place river-[a-z]+" href="[^"]*" aria-label="([^"]*)"', text)
    assert all(re.fullmatch(r"\S+ (?:当前牵头|下一轮)", name) for name in names)


@pytest.mark.parametrize("contact", ["mailto:security@example.cn", "https://example.cn/security"])
def test_who_finds_a_weakness_learns_whom_to_tell(client, settings, contact, time_machine):
    time_machine.move_to(datetime(2026, 11, 30, tzinfo=UTC))
    settings.SECURITY_CONTACT, settings.SITE_URL = contact, "https://portal.example.cn"

    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines()[:2] == [
        f"Contact: {contact}",
        "Expires: 2027-05-29T00:00:00Z",
    ]


def test_nobody_is_named_where_nobody_was_set(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404


def test_programs_that_keep_passwords_find_where_one_is_changed(client):
    assert client.get("/.well-known/change-password")["Location"] == "/accounts/password/change/"
