"""年度报告: a committee's year, from the records every party confirmed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import Greatest

from accounts.models import User
from activities import counting
from activities.counting import Scope
from activities.kinds import Area
from activities.models import Activity, Outcome, YearlyTotal
from activities.querysets import ActivityQuerySet
from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, paragraph, table
from collab_portal.lib.gongwen.document import Document, Heading, Signature
from collab_portal.lib.history import events_of
from organizations.models import Committee, Pairing

LISTED = 1_000  # records; the totals count all of them


def annual_report(committee: Committee, year: int, reader: User, now: datetime) -> Document:
    """The figures are those of ``counting``; so many queries however many records."""
    return Document(
        title=f"{committee.name}{year}年度联合活动报告",
        body=tuple(_body(committee, year, reader, dates.today(now))),
        signature=Signature(committee.name, dates.plain_date(_day(committee, year, now))),
    )


def _day(committee: Committee, year: int, now: datetime) -> date:
    """成文日期: today while the year lasts; afterwards the day its figures last changed.

    As signed papers carry the day of the last signature, not that of a download.
    """
    today, last = dates.today(now), date(year, 12, 31)
    if today <= last:
        return today
    known = Q(committee_ids__contains=[committee.pk]) | Q(former_ids__contains=[committee.pk])
    ended = Q(held_on__year=year, status__in=(Activity.Status.CONFIRMED, Activity.Status.VOID))
    moments = [Max("confirmed_at"), Max("voided_at"), Max("updated_at")]
    changed = Activity.objects.filter(known & ended).aggregate(at=Greatest(*moments))["at"]
    totals = events_of(YearlyTotal).filter(committee=committee.pk, year=year)
    reported = totals.aggregate(at=Max("pgh_created_at"))["at"]
    days = [last, *(dates.today(moment) for moment in (changed, reported) if moment)]
    return min(today, max(days))


def _body(committee: Committee, year: int, reader: User, today: date) -> Iterator[Block | Heading]:
    scope = Scope(since=date(year, 1, 1), until=date(year, 12, 31))
    confirmed = Activity.objects.visible_to(reader).with_committee(committee.pk).filter(scope.condition())
    records = list(confirmed.for_list()[: LISTED + 1])
    yield Heading(1, "总体情况")
    yield from _overview(committee, year, scope, today)
    yield Heading(1, "合作工委")
    yield from _partners(committee, scope)
    yield Heading(1, "结对共建")
    yield from _pairings(confirmed, reader)
    yield Heading(1, "工作成效")
    yield from _outcomes(committee, year, scope)
    yield Heading(1, "活动清单")
    yield from _records(records[:LISTED], more=len(records) > LISTED)


def _overview(committee: Committee, year: int, scope: Scope, today: date) -> Iterator[Block]:
    totals = counting.totals(committee=committee.pk, scope=scope)
    until = f"截至{dates.plain_date(today)}，" if today.year <= year else ""
    yield paragraph(
        f"{until}{committee.name}{year}年参加的联合活动中，经各方确认的共{totals.activities}场次，"
        f"本工委参加{totals.attendances}人次。按所属领域统计如下。"
    )
    counts = counting.by_area(committee=committee.pk, scope=scope)
    rows = [(str(Area(area).label), str(count)) for area, count in counts.items()]
    yield table(("领域", "场次"), (*rows, ("合计", str(totals.activities))), (3, 1), numbers=(1,))


def _partners(committee: Committee, scope: Scope) -> Iterator[Block]:
    together = counting.by_partner(committee.pk, scope)
    if not together:
        yield paragraph("本年度没有经各方确认的合作记录。")
        return
    names = Committee.objects.filter(pk__in=together).order_by("position")
    rows = [(row.name, str(together[row.pk].activities)) for row in names]
    yield table(("工委", "共同参加场次"), rows, (3, 1), numbers=(1,))


def _pairings(confirmed: ActivityQuerySet, reader: User) -> Iterator[Block]:
    counted = confirmed.exclude(pairing=None).order_by().values_list("pairing").annotate(Count("pk"))
    held = dict(counted)
    rows = [
        (f"{pairing.first.name}、{pairing.second.name}", pairing.theme, str(held[pairing.pk]))
        for pairing in Pairing.objects.visible_to(reader).filter(pk__in=held).for_list()
    ]
    if not rows:
        yield paragraph("本年度没有登记在结对共建名下的活动。")
        return
    yield table(("结对双方", "主题", "活动场次"), rows, (4, 3, 1.5), numbers=(2,))


def _outcomes(committee: Committee, year: int, scope: Scope) -> Iterator[Block]:
    sums = counting.outcomes(committee=committee.pk, scope=scope)
    rows = [(str(unit.label), _plain(sums[unit.value][0])) for unit in Outcome.Unit if unit.value in sums]
    if rows:
        yield table(("单位", "合计"), rows, (3, 1), numbers=(1,))
    else:
        yield paragraph("本年度的活动没有登记成效。")
    totals = [
        (row.get_kind_display() or "全部", row.get_unit_display(), _plain(row.value), row.note)
        for row in YearlyTotal.objects.filter(committee=committee, year=year).for_list()
    ]
    if totals:
        yield paragraph("另有工委填报的年度汇总数，不计入以上各项。")
        yield table(("形式", "单位", "数值", "说明"), totals, (2, 1, 1, 3), numbers=(2,))


def _plain(value: object) -> str:
    """Without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _records(records: Sequence[Activity], *, more: bool) -> Iterator[Block | Heading]:
    if not records:
        yield paragraph("无。")
    for area in Area:
        rows = [
            (
                record.when,
                str(record),
                "、".join(party.committee.short_name for party in record.parties),
                str(sum(party.headcount or 0 for party in record.parties)),
            )
            for record in reversed(records)
            if record.area == area
        ]
        if rows:
            yield Heading(2, str(area.label))
            yield table(("时间", "活动", "各方", "人次"), rows, (2.4, 4, 2, 1), numbers=(3,))
    if more:
        yield paragraph(f"活动较多，清单只列最近{LISTED}项，全部记录见平台导出的表格。")
