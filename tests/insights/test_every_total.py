"""Every total on every page is what one counts by hand from what the parties signed for.

Random histories of records, versions, corrections, objections and parties; ``HISTORIES=200`` tries more.
"""

import os
import random
import re
import uuid
from contextlib import suppress
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activities import counting, operations, tallies
from activities.kinds import Kind
from activities.models import Activity, Outcome
from activities.operations import Party, Result, corrections
from collab_portal.lib.dates import today
from organizations.models import Committee
from tests.chance import seeds
from tests.factories import committee, make_user
from tests.gongwen.samples import words
from tests.insights.shadow import Content, Record, Sums, add_up

SLUGS = ("jiangsu", "zhejiang", "anhui", "hubei")
SEEDS = seeds(int(os.environ.get("HISTORIES", "3")))
STEPS = 120
VERBS = {
    "log": 3,
    "confirm": 12,
    "agree": 8,
    "propose": 4,
    "propose_void": 1,
    "object_to": 1,
    "dispute": 1,
    "edit": 1,
}
VERBS |= {"withdraw": 0.5, "cancel": 0.5}
LINK = re.compile(r'<a href="(/activities/\?[^"]+)"[^>]*>(\d+)</a>')


class History:
    """The portal and the shadow book, told the same; what the portal refuses is not written down."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.staff = {slug: make_user(slug) for slug in SLUGS}
        self.book: dict[int, Record] = {}

    def step(self) -> None:
        verb = self.rng.choices(list(VERBS), list(VERBS.values()))[0]
        if verb == "log" or not self.book:
            self.log()
            return
        pk = self.rng.choice(list(self.book))
        parties = [slug for slug in self.book[pk].content.parties if slug != self.book[pk].host]
        slug = self.rng.choice((*parties, *parties, *SLUGS))
        with suppress(PermissionDenied, ValidationError):
            getattr(self, verb)(Activity.objects.get(pk=pk), self.book[pk], slug)

    def content(self, host: str) -> Content:
        rng, this = self.rng, today()
        day = date(rng.choice((this.year, this.year - 1)), 1, 1) + timedelta(days=rng.randrange(365))
        partners = rng.sample([slug for slug in SLUGS if slug != host], rng.randint(1, 3))
        units = [(rng.choice(Outcome.Unit.values), rng.randint(1, 9)) for _ in range(rng.randrange(3))]
        parties: dict[str, int | None] = {host: rng.randrange(50), **dict.fromkeys(partners)}
        return Content(min(day, this), rng.choice(Kind.values), parties, units)

    def said(self, content: Content, host: str) -> dict[str, Any]:
        return {
            "facts": {
                "title": f"活动{self.rng.random()}",
                "kind": content.kind,
                "held_on": content.day,
                "ended_on": content.day,
            },
            "parties": [
                Party(committee(slug).pk, "host" if slug == host else "participant", headcount=heads)
                for slug, heads in content.parties.items()
            ],
            "outcomes": [Result(unit, value, "示例") for unit, value in content.outcomes],
            "now": timezone.now(),
        }

    def log(self) -> None:
        host = self.rng.choice(SLUGS)
        content, number = self.content(host), uuid.uuid4()
        record, _ = operations.log(actor=self.staff[host], submission=number, **self.said(content, host))
        self.book[record.pk] = Record(host, content, {host})

    def confirm(self, activity: Activity, record: Record, slug: str) -> None:
        heads = self.rng.choice((None, self.rng.randrange(50)))
        operations.confirm(activity, actor=self.staff[slug], now=timezone.now(), headcount=heads)
        record.confirm(slug, heads)

    def dispute(self, activity: Activity, record: Record, slug: str) -> None:
        operations.dispute(activity, actor=self.staff[slug], reason="不符", now=timezone.now())
        record.signed.discard(slug)

    def edit(self, activity: Activity, record: Record, slug: str) -> None:
        content = self.content(record.host)
        told = self.said(content, record.host)
        operations.edit(activity, actor=self.staff[record.host], version=activity.version, **told)
        own = content.parties[record.host]
        record.edit(content)
        record.content.parties[record.host] = own

    def cancel(self, activity: Activity, record: Record, slug: str) -> None:
        actor = self.staff[record.host]
        operations.cancel(activity, actor=actor, reason="取消", now=timezone.now())
        record.cancelled = True

    def propose(self, activity: Activity, record: Record, slug: str) -> None:
        content, pending = self.content(record.host), activity.corrections.open().first()
        version = pending.version if pending else activity.version
        told = self.said(content, record.host)
        if slug in content.parties:
            content.parties[slug] = content.parties[slug] or self.rng.choice((None, self.rng.randrange(50)))
            told = self.said(content, record.host)
        corrections.propose(activity, actor=self.staff[slug], version=version, reason="有误", **told)
        record.propose(content, slug)

    def propose_void(self, activity: Activity, record: Record, slug: str) -> None:
        pending = activity.corrections.open().first()
        version = pending.version if pending else activity.version
        told = {"version": version, "reason": "登记了两次", "now": timezone.now()}
        corrections.propose_void(activity, actor=self.staff[slug], **told)
        record.propose_void(slug)

    def agree(self, activity: Activity, record: Record, slug: str) -> None:
        heads = self.rng.choice((None, self.rng.randrange(50)))
        (pending,) = activity.corrections.open() or [None]
        if pending:
            corrections.agree(pending, actor=self.staff[slug], now=timezone.now(), headcount=heads)
            record.agree(slug, heads)

    def object_to(self, activity: Activity, record: Record, slug: str) -> None:
        if pending := activity.corrections.open().first():
            corrections.object_to(pending, actor=self.staff[slug], reason="不对", now=timezone.now())
            record.object_to(slug)

    def withdraw(self, activity: Activity, record: Record, slug: str) -> None:
        if pending := activity.corrections.open().first():
            corrections.withdraw(pending, actor=self.staff[record.by], now=timezone.now())
            record.withdraw()

    def sums(self, year: int, slug: str = "") -> Sums:
        return add_up(list(self.book.values()), year, slug)


def told(found: dict[str, int]) -> dict[str, int]:
    """Without what is nothing."""
    return {name: number for name, number in found.items() if number}


def check_statistics(client: Any, history: History, year: int, slug: str) -> None:
    response = client.get("/insights/", {"year": year, "committee": slug})
    figures, sums = response.context["figures"], history.sums(year, slug)
    names = {row.slug: row.short_name for row in Committee.objects.all()}
    assert (figures.totals.activities, figures.totals.attendances) == (sums.records, sums.heads)
    assert [line.activities for line in figures.months] == [sums.months[month] for month in range(1, 13)]
    assert sum(line.activities for line in figures.areas) == sums.records
    others = {names[party]: number for party, number in sums.committees.items() if party != slug}
    assert told({line.label: line.activities for line in figures.committees}) == others
    people = {names[party]: number for party, number in sums.people.items() if party != slug}
    assert told({line.label: line.attendances for line in figures.committees}) == told(people)
    units = {Outcome.Unit(unit).label: value for unit, value in sums.units.items()}
    assert {line.label: line.value for line in figures.outcomes} == units
    for row in response.context["matrix"]:
        for cell in row.cells:
            both = frozenset((row.committee.slug, cell.partner.slug)) if cell.partner else frozenset()
            assert cell.count == sums.pairs[both]
    for url, number in {
        (unescape(url), int(number)) for url, number in LINK.findall(response.content.decode())
    }:
        assert client.get(url, headers={"HX-Request": "true"}).context["page"].total == number, url


def check_committee(client: Any, history: History, year: int, slug: str) -> None:
    sums = history.sums(year, slug)
    report = client.get(f"/activities/reports/{slug}/{year}.docx").content
    assert f"共{sums.records}场次，本工委参加{sums.heads}人次" in words(report)
    counted = client.get("/activities/", {"committee": slug, "year": year, "status": "confirmed"})
    assert counted.context["page"].total == sums.records
    if year == today().year:
        page = client.get(f"/organizations/{slug}/").content.decode()
        assert (
            f"<strong>{sums.records}</strong> 场次</a>，本工委参加 <strong>{sums.heads}</strong> 人次" in page
        )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_total_is_what_one_counts_by_hand(client, db, seed):
    history = History(seed)
    for _ in range(STEPS):
        history.step()
    client.force_login(make_user(random.Random(seed).choice(SLUGS), role="member"))
    years = (today().year, today().year - 1)

    assert tallies.differences() == 0
    assert any(record.counts for record in history.book.values())
    assert counting.totals().activities == sum(history.sums(year).records for year in years)
    for year in years:
        check_statistics(client, history, year, "")
        for slug in SLUGS[:2]:
            check_statistics(client, history, year, slug)
            check_committee(client, history, year, slug)
