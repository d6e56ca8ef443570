"""Alliances: who is asked, and who learns what became of it."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from notifications.operations import notify
from organizations.models import Alliance, AllianceMember


def _topic(alliance: Alliance) -> str:
    return f"alliance:{alliance.pk}"


def _ask_step(committee: int, latest: AllianceMember) -> str:
    """A later invitation of the same committee is a new question."""
    return f"ask-{committee}-{latest.pk}"


def asked(alliance: Alliance, members: Iterable[AllianceMember]) -> None:
    """One 待办 for the staff of each committee whose branches are asked."""
    latest = {member.committee_id: member for member in members}
    for committee, member in latest.items():
        notify(
            topic=_topic(alliance),
            step=_ask_step(committee, member),
            recipients=User.objects.staff_of(committee),
            title=f"请答复加入{alliance.get_kind_display()}：{alliance.name}",
            body=f"{alliance.committee.short_name}发起。请代表本工委的党组织同意，或说明理由后谢绝。",
            url=alliance.get_absolute_url(),
            asks="join",
        )


def lapsed(alliance: Alliance, member: AllianceMember) -> None:
    """The organiser learns that nobody is left to answer this one."""
    notify(
        topic=_topic(alliance),
        step=f"lapsed-{member.pk}",
        recipients=User.objects.staff_of(alliance.committee_id),
        title=f"邀请已失效：{member.branch.name}（{alliance.name}）"[:200],
        body=member.reason,
        url=alliance.get_absolute_url(),
    )


def leaderless(alliance: Alliance, member: AllianceMember) -> None:
    """The organiser is asked to name who leads from now on."""
    notify(
        topic=_topic(alliance),
        step=f"lead-{member.pk}",
        recipients=User.objects.staff_of(alliance.committee_id),
        title=f"请指定新的牵头单位：{alliance.name}",
        body=f"{member.branch.name}退出后，联盟没有牵头单位。请在“修改”中从现任成员里指定。",
        url=reverse("organizations:alliance-edit", args=[alliance.pk]),
    )


def answered(alliance: Alliance, members: list[AllianceMember]) -> None:
    """The organiser learns the answer."""
    member = members[-1]
    names = "、".join(one.branch.name for one in members)
    notify(
        topic=_topic(alliance),
        step=f"answered-{member.pk}",
        recipients=User.objects.staff_of(alliance.committee_id),
        title=f"{member.get_status_display()}加入{alliance.name}：{names}"[:200],
        body=f"理由：{member.reason}" if member.reason else "",
        url=alliance.get_absolute_url(),
    )


def told(alliance: Alliance, step: str, title: str, body: str, *, but: int | None) -> None:
    """Staff of every committee concerned but the one that did it."""
    members = set(alliance.members.staying().values_list("committee", flat=True))
    concerned = {alliance.committee_id, *members} - {but}
    notify(
        topic=_topic(alliance),
        step=step,
        recipients=User.objects.staff_of(*[pk for pk in concerned if pk is not None]),
        title=f"{title}：{alliance.name}",
        body=body,
        url=alliance.get_absolute_url(),
    )
