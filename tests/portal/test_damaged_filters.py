"""A value that a filter does not understand is named beside its field; the file is of what is shown."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.operations.exports import ask_export
from activities.exports import ACTIVITIES
from collab_portal.lib.forms import FilterForm
from tests.factories import (
    make_activity,
    make_document,
    make_honour,
    make_pairing,
    make_resolution,
    make_resource,
    make_user,
)

pytestmark = pytest.mark.django_db
BAD = "坏&"
PAGES = [
    ("activities:list", {}),
    ("commons:documents", {}),
    ("commons:honours", {}),
    ("commons:labels", {}),
    ("commons:resources", {}),
    ("experience:list", {}),
    ("experience:adoptions", {}),
    ("experience:cases", {}),
    ("insights", {}),
    ("notifications:inbox", {}),
    ("notifications:ledger", {"is_rotation_admin": True}),
    ("organizations:agreements", {}),
    ("organizations:alliances", {}),
    ("organizations:branches", {}),
    ("organizations:pairings", {}),
    ("rotation:resolutions", {}),
    ("search", {}),
    ("accounts:people", {"platform_role": "system"}),
    ("accounts:security", {"platform_role": "auditor"}),
    ("accounts:audit", {"platform_role": "auditor"}),
]


def form_of(response) -> FilterForm:
    found = [value for context in response.context for value in context.flatten().values()]
    return next(value for value in found if isinstance(value, FilterForm))


@pytest.mark.parametrize(("page", "duty"), PAGES)
def test_the_page_says_beside_the_field_which_value_it_left_out(client, page, duty):
    person = make_user(None, role="member", **duty) if "platform_role" in duty else make_user(**duty)
    client.force_login(person)
    names = form_of(client.get(reverse(page))).fields

    response = client.get(reverse(page), dict.fromkeys(names, BAD))

    errors, html = form_of(response).errors, unescape(response.content.decode())
    assert errors
    assert [name for name, said in errors.items() if said[0] not in html] == []
    assert all(said[0].startswith(f"未采用“{BAD}”：") for said in errors.values())


@pytest.mark.parametrize(
    ("page", "query", "make"),
    [
        ("activities:list", {"since": "昨天", "area": "alliance2", "mode": "online"}, None),
        ("activities:list", {"kind": "聚会", "x": "1"}, make_activity),
        ("activities:totals", {"committee": "nobody"}, make_activity),
        ("commons:documents", {"committee": "nobody"}, make_document),
        ("commons:honours", {"year": "去年"}, make_honour),
        ("commons:resources", {"on": "2026-02-30"}, make_resource),
        ("insights", {"quarter": "5", "x": "1"}, lambda: make_activity(confirmed=True)),
        ("organizations:branches", {"parent": "甲"}, make_pairing),
        ("organizations:pairings", {"committee": "nobody"}, make_pairing),
        ("rotation:resolutions", {"state": "lost"}, make_resolution),
    ],
)
def test_the_file_is_of_what_the_page_shows(client, page, query, make):
    """The link leaves out what the page left out, and never leads to a refusal."""
    if make:
        make()
    client.force_login(make_user())

    html = client.get(reverse(page), query).content.decode()

    links = [unescape(link) for link in re.findall(r'href="([^"]*export[^"]*)"', html)]
    assert links or not make
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_a_file_made_meanwhile_is_asked_for_with_a_filter_that_is_understood():
    person, now = make_user(), timezone.now()

    with pytest.raises(ValidationError) as refused:
        ask_export(ACTIVITIES, actor=person, query="since=昨天&x=1", file_format="xlsx", now=now)

    assert refused.value.messages == ["没有“x”这个参数。", "自：未采用“昨天”：请填写日期，例如 2026-03-01。"]
