"""A calendar's secret link: one for programs that subscribe, one to copy, each shown once."""

import re

import pytest
from django.urls import reverse

from collab_portal.templatetags.portal import webcal
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "for_programs"),
    [
        ("https://portal.example.cn/a.ics?token=x", "webcals://portal.example.cn/a.ics?token=x"),
        ("http://127.0.0.1:8000/a.ics?token=http://", "webcal://127.0.0.1:8000/a.ics?token=http://"),
    ],
)
def test_programs_are_asked_by_the_way_that_keeps_the_secret(address, for_programs):
    assert webcal(address) == for_programs


@pytest.mark.parametrize(
    ("url", "arguments"), [("rotation:subscription", []), ("organizations:calendar-link", ["jiangsu"])]
)
def test_the_link_opens_in_a_program_or_is_copied(client, settings, url, arguments):
    settings.SITE_URL = "https://portal.example.cn"
    client.force_login(make_user("jiangsu", role="admin"))
    page = reverse(url, args=arguments)

    made = client.post(page, follow=True).content.decode()

    copied = re.search(
        r'id="feed-link" type="text" readonly value="(https://portal\.example\.cn/[^"]+)"', made
    )
    assert copied
    assert f'href="webcals{copied[1].removeprefix("https")}"' in made
    assert "webcal" not in client.get(page).content.decode()
