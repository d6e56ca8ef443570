"""The world each URL is tried in: who is there, what there is, and one browser for all."""

import re
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import leaving
from organizations.models import Committee
from tests.permissions.actors import HOME, LEAD, PARTNER, STRANGER, make_actors

WRITE = re.compile(r'(?:^|;\s*)\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
TRAIL = "accounts_securityevent"
NOT_BUSINESS = {"django_session", "usersessions_usersession", TRAIL}


@dataclass
class World:
    """What ``objects_<app>.kwargs(url, relation, world)`` builds with.

    Relations are seen from 江苏 (``home``), to which the business actors belong:
    ``own`` belongs to ``home``; ``party`` belongs to ``partner`` (浙江) and ``home`` takes part in it;
    ``other`` belongs to ``stranger`` (安徽) and ``home`` has nothing to do with it.
    """

    actors: dict[str, User | None]
    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def home(self) -> Committee:
        return Committee.objects.get(slug=HOME)

    @cached_property
    def partner(self) -> Committee:
        return Committee.objects.get(slug=PARTNER)

    @cached_property
    def stranger(self) -> Committee:
        return Committee.objects.get(slug=STRANGER)

    @cached_property
    def lead(self) -> Committee:
        """The committee whose turn it is now (湖北)."""
        return Committee.objects.get(slug=LEAD)

    def owner(self, relation: str) -> Committee:
        """Whose the object is: ``home`` for own, ``partner`` for party, ``stranger`` for other."""
        return {"own": self.home, "party": self.partner, "other": self.stranger}[relation]

    def user(self, name: str) -> User:
        """An actor who is signed in (never ``anon``)."""
        user = self.actors[name]
        assert user is not None
        return user

    def leads(self, committee: Committee) -> None:
        """Make ``committee`` the lead: ``lead_staff`` moves there (its turn is the caller's to create)."""
        User.objects.filter(pk=self.user("lead_staff").pk).update(committee=committee)


@dataclass(frozen=True)
class Answer:
    """What an actor got: ``cell`` as the table writes it, and the business tables that were written to.

    ``file``: whether it was one to keep; ``is_open``: said to be every reader's; ``traced``: left a row.
    """

    cell: str
    wrote: list[str]
    error: BaseException | None = None
    file: bool = False
    is_open: bool = False
    traced: bool = False


class Browser(RequestFactory):
    """Sends a request through the whole middleware stack, rolled back afterwards.

    Unlike ``django.test.Client`` it keeps no template contexts, and one handler serves everybody.
    """

    def __init__(self) -> None:
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.sessions: dict[int, str] = {}
        self.error: BaseException | None = None
        self.file = self.is_open = False
        got_request_exception.connect(self._remember)

    def _remember(self, **kwargs: Any) -> None:
        self.error = sys.exc_info()[1]

    def request(self, **request: Any) -> HttpResponseBase:
        return self.handler(self._base_environ(**request))

    def sign_in(self, user: User) -> None:
        """A session as a sign-in and 确认身份 leave it, without their ceremony."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "accounts.backends.PortalBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        now = int(time.time())
        session["began"] = session["seen"] = now
        session["account_authentication_methods"] = [
            {"method": "password", "at": now, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        self.sessions[user.pk] = str(session.session_key)

    def ask(self, method: str, path: str, user: User | None) -> Answer:
        """``method path`` as ``user``, inside a savepoint that is rolled back."""
        if user and user.pk not in self.sessions:
            self.sign_in(user)
        self.cookies.clear()
        if user:
            self.cookies["sessionid"] = self.sessions[user.pk]
        self.error, self.file, self.is_open = None, False, False
        if method != "GET":
            cache.clear()
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            cell = self._cell(method, path)
            transaction.set_rollback(True)
        wrote = {table for query in queries for table in WRITE.findall(query["sql"])}
        traced = TRAIL in wrote
        return Answer(cell, sorted(wrote - NOT_BUSINESS), self.error, self.file, self.is_open, traced)

    def _cell(self, method: str, path: str) -> str:
        try:
            response = self.generic(method, path, content_type="application/x-www-form-urlencoded")
        except Exception as error:  # the error page itself failed
            self.error = self.error or error
            return "500"
        if isinstance(response, StreamingHttpResponse):
            b"".join(response.streaming_content)  # type: ignore[arg-type]
        if response.status_code == 200 and leaving.file_name(response) is not None:
            self.file, self.is_open = True, leaving.is_open(response.wsgi_request, response)  # type: ignore[attr-defined]
        location = response.headers.get("Location", "")
        if response.status_code == 302 and location.split("?")[0] == reverse("account_login"):
            return "login"
        return str(response.status_code)


def objects_of(app: str) -> ModuleType | None:
    """``tests/permissions/objects_<app>.py``, if the app has one."""
    name = f"tests.permissions.objects_{app}"
    return import_module(name) if find_spec(name) else None


def make_world() -> World:
    """The actors, and what every app's ``setup(world)`` adds for all URLs (the current turn …)."""
    world = World(make_actors())
    for app in ("organizations", "rotation", "activities", "experience", "notifications", "accounts"):
        setup = getattr(objects_of(app), "setup", None)
        if setup:
            setup(world)
    return world
