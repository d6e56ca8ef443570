"""What is owed for a joint activity: replies while it is ahead, signatures once it was held, answers to a
correction of what was confirmed. Notices of all three stand under the record's topic, so it is one subject.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from activities import reminders
from activities.models import Activity, Correction, CorrectionAnswer, Participation, ResourceUse
from collab_portal.lib import dates
from collab_portal.lib.awaiting import Answer, Number
from collab_portal.lib.joint.party import objecting_since
from collab_portal.lib.reminders import TopicPlan
from collab_portal.lib.todos import ANSWERS, Kind, Owed, Subject

Status = Activity.Status
OPEN = (Status.DRAFT, Status.ANNOUNCED, Status.HELD)


def _listed(status: str) -> Callable[[str], str]:
    """Where all records of a state of one committee stand."""
    return lambda slug: f"{reverse('activities:list')}?committee={slug}&status={status}"


class Records(Subject[Activity]):
    """回执 and 确认 of partners, 登记, 异议 and 草稿 of the host; answers to its open 更正 or 作废.

    A correction's version is above every one the record had, so nobody is asked twice under one revision.
    """

    prefix, model, place, section = "activity", Activity, 2, "联合活动"
    kinds: ClassVar[Mapping[str, Kind]] = {
        "reply": Kind("回执", list_url=_listed("announced"), nudge=True),
        "confirm": Kind("确认", again=ANSWERS, list_url=_listed("held")),
        "correct": Kind("更正", again=ANSWERS),
        "void": Kind("作废", again=ANSWERS),
        "contested": Kind("异议"),
        "objection": Kind("异议", list_url=_listed("held")),
        "register": Kind("登记", list_url=_listed("announced")),
        "draft": Kind("草稿", list_url=_listed("draft")),
    }
    parts = {
        Participation: lambda row: row.activity_id,
        Correction: lambda row: row.activity_id,
        CorrectionAnswer: lambda row: row.correction.activity_id,
    }

    def live(self) -> models.QuerySet[Activity]:
        """Of a record's corrections only the open one is at hand."""
        corrections = (
            Correction.objects.open()
            .select_related("committee")
            .defer("facts", "parties", "outcomes", "changes")
            .prefetch_related("answers")
        )
        corrected = Exists(Correction.objects.open().filter(activity=OuterRef("pk")))
        return (
            Activity.objects.filter(Q(status__in=OPEN) | Q(corrected))
            .select_related("host")
            .prefetch_related("participations", Prefetch("corrections", corrections))
            .defer("summary")
            .order_by("pk")
        )

    def revision(self, activity: Activity) -> int:
        return max([activity.version, *(row.version for row in activity.corrections.all())])

    def plans(self, keys: Collection[int]) -> Iterator[TopicPlan]:
        return reminders.plans_of(Activity.objects.filter(pk__in=keys))

    def owed(self, activity: Activity) -> Iterator[Owed]:
        for party in activity.participations.all():
            if activity.status == Status.ANNOUNCED and not party.is_host and not party.reply:
                yield _reply(activity, party)
            elif activity.status == Status.HELD and party.is_owing:
                yield _confirmation(activity, party)
        yield from _of_host(activity)
        for correction in activity.corrections.all():
            yield from _of_correction(activity, correction)


def _reply(activity: Activity, party: Participation) -> Owed:
    return Owed(
        "reply",
        str(activity),
        f"{activity.get_absolute_url()}#reply",
        activity.updated_at,
        committee=party.committee_id,
        asker=activity.host_id,
        detail=f"{activity.host.short_name}邀请 · {activity.when}",
        due_on=activity.reply_by or activity.held_on,
        ends_at=dates.end_of(activity.held_on),
        answer=Answer(
            reverse("activities:reply", args=[activity.pk]),
            "参加",
            (("reply", "attend"), ("version", str(activity.version))),
            Number("expected", "人数（可不填）" if activity.places is None else "人数", party.quota),
        ),
    )


def _confirmation(activity: Activity, party: Participation) -> Owed:
    number = party.headcount if party.headcount is not None else party.expected
    return Owed(
        "confirm",
        str(activity),
        activity.get_absolute_url(),
        activity.updated_at,
        committee=party.committee_id,
        asker=activity.host_id,
        detail=f"{activity.host.short_name}登记 · {activity.when}",
        answer=Answer(
            reverse("activities:confirm", args=[activity.pk]),
            "确认",
            (("version", str(activity.version)),),
            Number("headcount", "人次（可不填）", number),
        ),
    )


def _of_host(activity: Activity) -> Iterator[Owed]:
    """An objection to answer, the result of what was announced, a draft to finish."""
    host, title, url = activity.host_id, str(activity), activity.get_absolute_url()
    raised = objecting_since(activity.participations.all())
    if activity.status == Status.HELD and raised:
        yield Owed("objection", title, url, raised, committee=host, detail="有参与方提出异议")
    elif activity.status == Status.ANNOUNCED:
        opens, detail = dates.start_of(activity.held_on), f"{activity.when}已举行，请登记"
        yield Owed("register", title, url, opens, committee=host, detail=detail)
    elif activity.status == Status.DRAFT:
        url = reverse("activities:edit", args=[activity.pk])
        yield Owed("draft", title, url, activity.updated_at, committee=host, detail="未写完")


def _of_correction(activity: Activity, correction: Correction) -> Iterator[Owed]:
    """Answers to it; once somebody objects its proposer revises it or takes it back.

    What can't be undone is not one click.
    """
    title, url = str(activity), f"{activity.get_absolute_url()}#correction"
    answers, own = correction.answers.all(), correction.committee
    agree = Answer(reverse("activities:correction-agree", args=[activity.pk, correction.version]), "同意")
    for answer in answers:
        if answer.is_owing:
            yield Owed(
                "void" if correction.is_void else "correct",
                title,
                url,
                correction.proposed_at,
                committee=answer.committee_id,
                asker=own.pk,
                detail=f"{own.short_name}提出{correction.noun}：{correction.reason}",
                answer=None if correction.is_void else agree,
            )
    if raised := objecting_since(answers):
        detail = f"有工委对{correction.noun}提出异议"
        yield Owed("contested", title, url, raised, committee=own.pk, detail=detail)


class Uses(Subject[ResourceUse]):
    """资源申请: its owner answers while the activity is ahead; a moved day asks anew.

    One click is enough where nobody else wants that time.
    """

    prefix, model, place, section = "use", ResourceUse, 4, "共享"
    kinds: ClassVar[Mapping[str, Kind]] = {"use": Kind("资源申请", again=ANSWERS)}

    def live(self) -> models.QuerySet[ResourceUse]:
        rows = ResourceUse.objects.waiting().filter(asked__gte=1).with_rivals()
        return rows.select_related("activity__host", "resource").order_by("pk")

    def revision(self, use: ResourceUse) -> int:
        return use.asked

    def owed(self, use: ResourceUse) -> Iterator[Owed]:
        activity, people = use.activity, f" · 约 {use.people} 人" if use.people else ""
        rivals = "；同一时间另有申请" if use.has_rivals else ""  # type: ignore[attr-defined]
        url = reverse("activities:use-grant", args=[use.pk])
        yield Owed(
            "use",
            f"{use.resource}：{activity}",
            use.get_absolute_url(),
            use.asked_at,
            committee=use.resource.committee_id,
            asker=activity.host_id,
            detail=f"{activity.host.short_name}申请 · {activity.when}{people}{rivals}",
            due_on=activity.held_on,
            ends_at=dates.end_of(activity.held_on),
            answer=None if rivals else Answer(url, "同意使用", (("asked", str(use.asked)),)),
        )
