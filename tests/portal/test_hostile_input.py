"""Every form of every page, filled with what nobody sane would type: a refusal or a record, never a 5xx.

Forms are read from the pages themselves, so a new form is tested without being named here.
"""

from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import urlencode, urljoin

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import resolve

from collab_portal.lib import bounds
from collab_portal.lib.http import largest_body
from tests.permissions.table import urls
from tests.permissions.test_matrix import app_of, path_of
from tests.permissions.world import Browser, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.timeout(300)]

URLS = urls()
VALUES = {
    "nothing": "",
    "NUL": "前\x00后",
    "long": "长" * 3_000,
    "number beyond any column": "9" * 40,
    "negative": "-1",
    "not a number": "NaN",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "templates": "{{ 7 }} %s {0.__class__} ${7}",
    "rare characters": "𠮷👨\u200d👩\u200d👧\u202e\ufffe",
    "impossible date": "2999-13-45",
    "far date": "9999-12-31",
    "another's key": "2147483647",
}
ALONE = (
    "NUL",
    "number beyond any column",
    "far date",
    "rare characters",
)  # one field odd, the others as found
SKIPPED = {"account_logout", "api:openapi-view", "metrics"}


class Forms(HTMLParser):
    """The forms of a page: (method, action, {field: value as the page has it})."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get").upper(), given.get("action", ""), {}))
            self._inside = True
        elif self._inside and tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self.found[-1][2].setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


class Inputs(HTMLParser):
    """Where the forms of a page with an editor, and those with a file, are sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.editors: set[str] = set()
        self.files: set[str] = set()
        self._action = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._action = given.get("action") or ""
        elif tag == "textarea" and any(name.startswith("data-django-prose-editor") for name in given):
            self.editors.add(self._action)
        elif tag == "input" and given.get("type") == "file":
            self.files.add(self._action)


def assert_takes_enough(path: str, page: str) -> None:
    """A long text or a file is not refused for its size by the view that it is sent to."""
    inputs = Inputs(page)
    wanted = {
        **dict.fromkeys(inputs.editors, bounds.BODY),
        **dict.fromkeys(inputs.files, settings.UPLOAD_LIMIT),
    }
    for action, least in wanted.items():
        target = urljoin(path, action).partition("?")[0]
        assert largest_body(resolve(target).func) >= least, target


def forms_of(html: str) -> list[tuple[str, str, dict[str, str]]]:
    parser = Forms()
    parser.feed(html)
    return parser.found


class Sender(Browser):
    """Sends a form as a signed-in person, rolled back afterwards."""

    def page(self, path: str, user) -> str:
        self._as(user)
        response = self.generic("GET", path)
        streamed = getattr(response, "streaming", False)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return response.content.decode() if response.status_code == 200 and is_page and not streamed else ""

    def send(self, method: str, path: str, user, fields: dict[str, str]) -> int:
        self._as(user)
        cache.clear()
        body = urlencode(fields)
        with transaction.atomic():
            if method == "GET":
                response = self.generic("GET", f"{path.split('?')[0]}?{body}")
            else:
                response = self.generic(
                    "POST", path, body.encode(), content_type="application/x-www-form-urlencoded"
                )
            transaction.set_rollback(True)
        return response.status_code

    def _as(self, user) -> None:
        if user and user.pk not in self.sessions:
            self.sign_in(user)
        self.cookies.clear()
        if user:
            self.cookies["sessionid"] = self.sessions[user.pk]


def collect(world: World, sender: Sender, name: str):
    """Each distinct form that any actor sees at this URL, with the first actor who does."""
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for relation in ("-", "own", "party"):
        try:
            path = path_of(name, app_of(name), relation, world)
        except (LookupError, TypeError):
            continue
        for user in world.actors.values():
            page = sender.page(path, user)
            assert_takes_enough(path, page)
            for method, action, fields in forms_of(page):
                target = urljoin(path, action)
                key = (method, target, frozenset(fields))
                if fields and key not in seen and not target.startswith("/accounts/logout"):
                    seen.add(key)
                    yield method, target, user, fields


@pytest.mark.parametrize("name", sorted(set(URLS) - SKIPPED))
def test_no_form_answers_with_a_server_error(name: str) -> None:
    world, sender = make_world(), Sender()
    sender.raise_request_exception = False
    sender.handler.raise_request_exception = False
    broken = []

    for method, target, user, fields in collect(world, sender, name):
        for label, value in VALUES.items():
            everything = {
                key: value if key != "csrfmiddlewaretoken" else given for key, given in fields.items()
            }
            if sender.send(method, target, user, everything) >= 500:
                broken.append(f"{method} {target} as {user}, every field {label}: {sender.error!r}")
        for field, label in zip(fields, cycle(ALONE), strict=False):
            if sender.send(method, target, user, {**fields, field: VALUES[label]}) >= 500:
                broken.append(f"{method} {target} as {user}, {field} {label}: {sender.error!r}")

    assert not broken, "\n".join(["", *broken])
