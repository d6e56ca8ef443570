"""Whatever a notice, a letter or a line of 我的工作 points at stands on the page that answers."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from collab_portal.desk import awaiting
from notifications.models import Delivery, Notification

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("portal")]
IDS = re.compile(r'\sid="([^"]+)"')


def told() -> Iterator[tuple[User, str]]:
    """Each person with each address that a notice or letter gave to that person."""
    for row in Notification.objects.select_related("recipient"):
        yield row.recipient, row.url
    for letter in Delivery.objects.exclude(url="").exclude(recipient=None).select_related("recipient"):
        yield letter.recipient, letter.url


def asked() -> Iterator[tuple[User, str]]:
    for person in User.objects.filter(is_active=True):
        for _, lines in awaiting(person, timezone.now()):
            yield from ((person, line.url) for line in lines)


def dead(links: set[tuple[User, str]]) -> list[tuple[str, str]]:
    """Those whose fragment is no element of the page that answers."""
    pages: dict[tuple[User, str], set[str]] = {}
    found = []
    for person, url in sorted(links, key=lambda link: (link[0].pk, link[1])):
        page, _, fragment = url.partition("#")
        if not fragment:
            continue
        if (person, page) not in pages:
            client = Client()
            client.force_login(person)
            answer = client.get(page, follow=True)
            pages[person, page] = (
                set(IDS.findall(answer.content.decode())) if answer.status_code == 200 else set()
            )
        if fragment not in pages[person, page]:
            found.append((person.username, url))
    return found


def test_every_notice_and_letter_leads_to_what_it_names():
    links = set(told())
    assert sum("#" in url for _, url in links) >= 100

    assert dead(links) == []


def test_every_line_of_ones_work_leads_to_what_it_names():
    links = set(asked())
    assert sum("#" in url for _, url in links) >= 10

    assert dead(links) == []
