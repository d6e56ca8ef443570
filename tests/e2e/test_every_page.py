"""Every page a person can reach by links: it answers, is accessible, fits a phone, and asks nobody else."""

from collections import Counter

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.e2e.inspection import Inspection, is_download

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

MOST_PAGES = 60
OF_EACH_KIND = 2
NOT_PAGES = ("/accounts/logout/", "/experience/feed/", "/static/", "/api/", "/healthz", "/readyz", "/metrics")
START = ["/", "/my/", "/search/?q=党建", "/accounts/login/"]


def name_of(path: str) -> str | None:
    """The URL pattern behind ``path``; None for what is no page of ours."""
    if path.startswith(NOT_PAGES):
        return None
    try:
        return resolve(path.split("?")[0]).view_name
    except Resolver404:
        return None


def walk(inspection: Inspection, start: list[str], each: int) -> tuple[dict[str, list[str]], Counter[str]]:
    """Follow links, ``each`` addresses of a URL pattern at most. Faults by address, visits by pattern."""
    waiting, faults, visits = list(start), {}, Counter[str]()
    seen = set()
    while waiting and sum(visits.values()) < MOST_PAGES:
        path = waiting.pop(0)
        name = name_of(path)
        if path in seen or name is None or visits[name] >= each:
            continue
        seen.add(path)
        visits[name] += 1
        try:
            found = inspection.look(path)
        except Error as error:
            if not is_download(error):
                raise
            continue
        if found:
            faults[path] = found
        waiting += inspection.links()
    return faults, visits


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("username", "each", "must_reach"),
    [
        (None, 1, {"home", "account_login"}),
        ("jiangsu-member", 1, {"home", "my-work", "organizations:list", "activities:list"}),
        ("jiangsu-staff", 2, {"activities:log", "activities:detail", "rotation:home", "experience:write"}),
        ("secretary", 1, {"rotation:plan", "rotation:home", "notifications:ledger"}),
    ],
    ids=["visitor", "member", "staff", "secretary"],
)
def test_every_page_is_sound(portal, page, sign_in, username, each, must_reach):
    if username:
        sign_in(username)
    start = START if username else [path for path in START if path != "/my/"]

    faults, visits = walk(Inspection(page, portal), start, each)

    assert faults == {}
    assert must_reach - set(visits) == set()
