"""What is reminded of an announced activity: partners to reply before it, the host to report after it.

The same record always gives the same plan, so the auditor can compare it with the outbox.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cache

from django.db.models import QuerySet

from accounts.models import User
from activities.models import Activity
from collab_portal.lib import dates
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from notifications.models import Notification
from notifications.sources import Message, Saying, Source

HOUR = time(9, 0)
REPLY, REPORT = "reply-3", "report-1"
STEPS = {REPLY: "提醒回执", REPORT: "提醒填报"}
DAYS_BEFORE, REPORT_FOR = timedelta(days=3), timedelta(days=14)
DAY = timedelta(days=1)


def plans_of(activities: QuerySet[Activity]) -> Iterator[TopicPlan]:
    """Two queries, however many."""
    rows = list(activities.defer("summary"))
    staff = staff_by_committee({pk for row in rows for pk in row.committee_ids}) if rows else {}
    for row in rows:
        yield TopicPlan(row.topic, row.version, tuple(planned(row, staff)))


def planned(activity: Activity, staff: Mapping[int, Sequence[int]]) -> list[PlannedReminder]:
    """One row for each person and step that lies ahead of the moment the record was last saved."""
    if activity.status != Activity.Status.ANNOUNCED:
        return []
    last_day = activity.reply_by or activity.held_on
    before = dates.at(last_day - DAYS_BEFORE, HOUR), dates.start_of(activity.held_on)
    reported = dates.at(activity.ended_on + DAY, HOUR)
    partners = [pk for pk in activity.committee_ids if pk != activity.host_id]
    return [
        PlannedReminder(step, person, moment, end, about=f"{STEPS[step]}：{activity.title}")
        for step, committees, moment, end in (
            (REPLY, partners, *before),
            (REPORT, [activity.host_id], reported, reported + REPORT_FOR),
        )
        if activity.updated_at < moment
        for committee in committees
        for person in staff.get(committee, ())
    ]


def _please(activity: Activity) -> str:
    until = f"于{dates.chinese_date(activity.reply_by)}前" if activity.reply_by else ""
    return f"{activity.when}举行，请{until}回执是否参加及人数。"


def staff_by_committee(committees: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for committee, person in User.objects.staff_of(*committees).values_list("committee", "pk").order_by("pk"):
        found[committee].append(person)
    return found


class ActivitySource(Source):
    """Reminders of announced activities; topic ``activity:<pk>``."""

    prefix = "activity"

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """Every activity still announced, in two queries."""
        return plans_of(Activity.objects.filter(status=Activity.Status.ANNOUNCED))

    def saying(self, topic: str, step: str) -> Saying | None:
        """None when it was reported or cancelled; to none who answered or no longer acts for a party.

        A group hears what one of the committee's staff would be told; the secretariat is no party.
        """
        number = topic.partition(":")[2]
        ahead = Activity.objects.filter(status=Activity.Status.ANNOUNCED).select_related("host")
        activity = ahead.filter(pk=number).first() if number.isdigit() else None
        if activity is None or step not in STEPS:
            return None
        message = _message(activity, step)

        @cache
        def is_meant(committee: int) -> bool:
            if step == REPORT:
                return committee == activity.host_id
            return activity.participations.unreplied().filter(committee=committee).exists()

        def to(person: User) -> Message | None:
            works = person.is_active and person.is_staff_member
            return message if works and is_meant(person.committee_id or 0) else None

        def to_group(committee: int | None) -> Message | None:
            works = bool(committee) and User.objects.staff_of(committee).exists()
            return message if works and is_meant(committee or 0) else None

        return Saying(to, to_group)


def _message(activity: Activity, step: str) -> Message:
    url, kind = activity.get_absolute_url(), Notification.Kind.ACTION
    if step == REPLY:
        return Message(f"请回执：{activity}", _please(activity), url, kind, activity.host_id, "reply")
    body = f"{activity.when}的活动已到期，请登记结果或说明取消原因。"
    return Message(f"请登记结果：{activity}", body, url, kind, None, "register")
