"""What awaits a person in joint activities: read from the records themselves."""

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from accounts.models import User
from activities.models import Activity, Correction, CorrectionAnswer, Participation
from collab_portal.lib.awaiting import Answer, Awaiting, Number
from collab_portal.lib.dates import today

LIMIT = 50


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """Records to confirm, objections to answer, what was announced to report on, drafts. Three queries."""
    if not user.is_staff_member or user.committee_id is None:
        return []
    ours = user.committee_id
    replies, answers = _asked(ours, now)
    return [
        *map(_to_reply, replies),
        *_rest("回执", replies, user),
        *map(_to_answer, answers),
        *_rest("确认", answers, user),
        *_of_corrections(ours),
        *_to_settle(ours, now),
    ]


def _asked(committee_id: int, now: datetime) -> tuple[list[Participation], list[Participation]]:
    """Invitations, the next first; records that were held, the latest first."""
    invited = Participation.objects.invited(committee_id).filter(activity__held_on__gte=today(now))
    rows = invited | Participation.objects.awaiting(committee_id)
    kind, latest = [F("activity__status")], [F("activity__held_on").desc(), F("pk").desc()]
    rows = rows.annotate(
        total=Window(Count("pk"), partition_by=kind),
        number=Window(RowNumber(), partition_by=kind, order_by=latest),
    ).filter(number__lte=LIMIT)
    rows = rows.select_related("activity__host").order_by("-activity__held_on", "-pk")
    ahead = [row for row in rows if row.activity.status == Activity.Status.ANNOUNCED]
    held = [row for row in rows if row.activity.status == Activity.Status.HELD]
    return ahead[::-1], held


def _rest(kind: str, shown: list[Participation], user: User) -> list[Awaiting]:
    """Those beyond the limit, in one line that leads to the list where all of them stand."""
    rest = shown[0].total - len(shown) if shown else 0  # type: ignore[attr-defined]
    if not rest or user.committee is None:
        return []
    url = f"{reverse('activities:list')}?committee={user.committee.slug}&status={shown[0].activity.status}"
    return [Awaiting(kind, f"还有 {rest} 项", url, detail="在列表中逐项打开办理", stands_for=rest)]


def _to_reply(row: Participation) -> Awaiting:
    return Awaiting(
        kind="回执",
        title=str(row.activity),
        url=f"{row.activity.get_absolute_url()}#reply",
        due=row.activity.held_on,
        detail=f"{row.activity.host.short_name}邀请 · {row.activity.when}",
        answer=Answer(reverse("activities:reply", args=[row.activity_id]), "参加", (("reply", "attend"),)),
    )


def _to_answer(row: Participation) -> Awaiting:
    return Awaiting(
        kind="确认",
        title=str(row.activity),
        url=row.activity.get_absolute_url(),
        detail=f"{row.activity.host.short_name}登记 · {row.activity.when}",
        answer=Answer(
            reverse("activities:confirm", args=[row.activity_id]),
            "确认",
            (("version", str(row.activity.version)),),
            Number(
                "headcount", "人次（可不填）", row.headcount if row.headcount is not None else row.expected
            ),
        ),
    )


def _of_corrections(committee_id: int) -> list[Awaiting]:
    """Corrections to answer; one's own that somebody objects to. What can't be undone is not one click."""
    answers = CorrectionAnswer.objects.filter(correction=OuterRef("pk"))
    asked, contested = Exists(answers.owing().filter(committee=committee_id)), Exists(answers.disputed())
    rows = Correction.objects.open().filter(asked | Q(committee=committee_id) & Q(contested))
    rows = rows.select_related("activity", "committee").defer("facts", "parties", "outcomes", "changes")
    return [_of_correction(row, committee_id) for row in rows.order_by("-proposed_at")[:LIMIT]]


def _of_correction(row: Correction, committee_id: int) -> Awaiting:
    url = f"{row.activity.get_absolute_url()}#correction"
    if row.committee_id == committee_id:
        return Awaiting(kind="异议", title=str(row.activity), url=url, detail=f"有工委对{row.noun}提出异议")
    agree = Answer(reverse("activities:correction-agree", args=[row.activity_id, row.version]), "同意")
    detail = f"{row.committee.short_name}提出{row.noun}：{row.reason}"
    return Awaiting(
        kind=row.noun, title=str(row.activity), url=url, detail=detail, answer=None if row.is_void else agree
    )


def _to_settle(committee_id: int, now: datetime) -> list[Awaiting]:
    disputed = Exists(Participation.objects.disputed().filter(activity=OuterRef("pk")))
    rows = Activity.objects.filter(
        Q(status=Activity.Status.HELD) & Q(disputed)
        | Q(status=Activity.Status.ANNOUNCED, held_on__lte=today(now))
        | Q(status=Activity.Status.DRAFT),
        host=committee_id,
    ).defer("summary")
    return [_to_finish(row) for row in rows.newest_first()[:LIMIT]]


def _to_finish(row: Activity) -> Awaiting:
    url = row.get_absolute_url()
    match row.status:
        case Activity.Status.HELD:
            return Awaiting("异议", str(row), url, detail="有参与方提出异议")
        case Activity.Status.DRAFT:
            return Awaiting("草稿", str(row), reverse("activities:edit", args=[row.pk]), detail="未写完")
    return Awaiting("登记", str(row), url, detail=f"{row.when}已举行，请登记")
