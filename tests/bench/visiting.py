"""Visits pages beside the floor, in process: processor time, time, queries and kB of interleaved rounds.

Processor time is Python's and that of the database's process that answers it: neighbours on the machine
lengthen the wait, not the work.
"""

import gzip
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse
from django.template import base as template_base
from django.test import RequestFactory
from django.test import utils as test_utils
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from activities.models import Activity
from experience.models import Article
from organizations.models import Committee
from tests.bench import floor
from tests.permissions.world import Browser

ANON, STAFF = "anonymous", "staff"
WHO = "jiangsu-staff"


class Address(NamedTuple):
    """A page as somebody opens it. ``beside``: the floor page it is compared with; empty: it is one."""

    name: str
    who: str
    url: str
    beside: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.who}"


class Figure(NamedTuple):
    """What one page costs: its least ``cpu`` in milliseconds, of it the database's ``db``; the least and the
    median time; kB, plain and compressed. ``ratio``: its cpu in those of its floor."""

    address: Address
    queries: int
    kb: float
    gzip_kb: float
    cpu: float
    db: float
    best: float
    median: float
    ratio: float


class Visitor:
    """Asks as a browser does, without what the test client keeps of each page."""

    def __init__(self, person: User | None, handler: ClientHandler | None = None) -> None:
        self.browser = Browser()
        self.browser.handler = handler or self.browser.handler
        if person is not None:
            self.browser.sign_in(person)
            self.browser.cookies["sessionid"] = self.browser.sessions[person.pk]

    def get(self, url: str) -> HttpResponseBase:
        return RequestFactory.generic(self.browser, "GET", url)


def floors() -> list[Address]:
    article, activity = _newest()
    pages = {
        "list of articles": "/articles/",
        "article": f"/articles/{article.pk}/",
        "list of activities": "/activities/",
        "activity": f"/activities/{activity.pk}/",
    }
    return [Address(f"floor: {name}", who, url) for name, url in pages.items() for who in (ANON, STAFF)]


def _newest() -> tuple[Article, Activity]:
    """A piece, and a record that the visitor's committee has no part in."""
    article = Article.objects.published(timezone.now()).latest("pk")
    ours = Committee.objects.get(slug="jiangsu").pk
    others = Activity.objects.filter(status="confirmed").exclude(committee_ids__contains=[ours])
    return article, others.latest("pk")


def pages() -> list[Address]:
    """Every kind of page with the floor it stands beside."""
    article, activity = _newest()
    many, one = "floor: list of activities", "floor: activity"
    texts, text = "floor: list of articles", "floor: article"
    found = [
        Address("home", ANON, "/", texts),
        Address("column", ANON, "/experience/", texts),
        Address("article", ANON, article.get_absolute_url(), text),
        Address("column, searched (4 characters)", ANON, "/experience/?q=结对共建", texts),
        Address("column, searched (2 characters)", ANON, "/experience/?q=机关", texts),
    ]
    signed_in = (
        ("home", "/", texts),
        ("my work", "/my/", many),
        ("inbox", "/notifications/", many),
        ("activities", "/activities/", many),
        ("activities, filtered", "/activities/?committee=jiangsu&year=2025", many),
        ("activity", activity.get_absolute_url(), one),
        ("activity calendar", "/activities/calendar/?month=2025-10", many),
        ("log form", "/activities/log/", many),
        ("column", "/experience/", texts),
        ("article", article.get_absolute_url(), text),
        ("write form", "/experience/write/", many),
        ("branches", "/organizations/branches/", many),
        ("branches, searched", "/organizations/branches/?q=支部", many),
        ("committee", "/organizations/jiangsu/", many),
        ("pairings", "/organizations/pairings/", many),
        ("suggestions", "/organizations/pairings/suggestions/", many),
        ("agreements", "/organizations/agreements/", many),
        ("resources", "/commons/resources/", many),
        ("documents", "/commons/documents/", many),
        ("honours", "/commons/honours/", many),
        ("labels", "/commons/labels/", many),
        ("rotation", "/rotation/", many),
        ("search everything", "/search/?q=党建", texts),
        ("statistics", "/insights/", many),
    )
    return found + [Address(name, STAFF, url, beside) for name, url, beside in signed_in]


def measure(rounds: int, addresses: Iterable[Address] | None = None) -> list[Figure]:
    """Every page beside every floor, one after the other, ``rounds`` times over."""
    person = User.objects.get(username=WHO)
    bare, wanted = floor.handler(), list(addresses or pages())
    visitors = {
        (is_floor, who): Visitor(person if who == STAFF else None, bare if is_floor else None)
        for is_floor in (True, False)
        for who in (ANON, STAFF)
    }
    every = [*floors(), *wanted]
    asked = {address: visitors[not address.beside, address.who] for address in every}
    times: dict[Address, list[tuple[float, float, float]]] = defaultdict(list)
    with _uninstrumented():
        seen = {address: _look(visitor, address.url) for address, visitor in asked.items()}
        for _ in range(rounds):
            for address, visitor in asked.items():
                begun, worked, asked_of = time.perf_counter(), time.thread_time(), served()
                _whole(visitor.get(address.url))
                asked_of, worked = served() - asked_of, time.thread_time() - worked
                times[address].append((worked + asked_of, asked_of, time.perf_counter() - begun))
    least = {(address.name, address.who): min(found)[0] for address, found in times.items()}
    return [_figure(address, seen[address], times[address], least) for address in every]


def _figure(
    address: Address,
    seen: tuple[int, float, float],
    times: list[tuple[float, float, float]],
    least: dict[tuple[str, str], float],
) -> Figure:
    cpu, database, _ = min(times)
    walls = [wall for _, _, wall in times]
    ratio = cpu / least[address.beside or address.name, address.who]
    milliseconds = (1000 * value for value in (cpu, database, min(walls), statistics.median(walls)))
    return Figure(address, *seen, *milliseconds, ratio)


def served() -> float:
    """Processor time in seconds of the database's process, if it is on this machine: the kernel counts it."""
    backend = connection.connection.info.backend_pid if connection.connection else 0
    path = Path(f"/proc/{backend}/schedstat")
    return int(path.read_text().split()[0]) / 1e9 if path.exists() else 0.0


def look(addresses: Iterable[Address]) -> dict[Address, tuple[int, float, float]]:
    """Queries and kB alone, each page opened twice and looked at the second time."""
    person = User.objects.get(username=WHO)
    visitors = {ANON: Visitor(None), STAFF: Visitor(person)}
    return {address: _look(visitors[address.who], address.url) for address in addresses}


def _look(visitor: Visitor, url: str) -> tuple[int, float, float]:
    assert visitor.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as queries:
        body = _whole(visitor.get(url))
    return len(queries), len(body) / 1000, len(gzip.compress(body, 6)) / 1000


def _whole(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response.streaming_content)  # type: ignore[arg-type]
    return response.content  # type: ignore[attr-defined]


class _uninstrumented:  # noqa: N801 - a context manager
    """Templates as they are in use: tests would note the context of each."""

    def __enter__(self) -> None:
        self.render = template_base.Template._render
        kept = getattr(test_utils._TestState, "saved_data", None)
        if kept is not None:
            template_base.Template._render = kept.template_render

    def __exit__(self, *error: object) -> None:
        template_base.Template._render = self.render
