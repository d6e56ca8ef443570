"""An alliance's life as the stepper shows it."""

from collab_portal.lib.dates import chinese_date
from collab_portal.lib.steps import Step
from organizations.models import Alliance, AllianceMember

TONES = {
    Alliance.Status.PROPOSED: "now",
    Alliance.Status.ACTIVE: "done",
    Alliance.Status.ENDED: "muted",
    Alliance.Status.WITHDRAWN: "muted",
}
ANSWER_TONES = {
    AllianceMember.Answer.PROPOSED: "now",
    AllianceMember.Answer.AGREED: "done",
    AllianceMember.Answer.DECLINED: "red",
    AllianceMember.Answer.WITHDRAWN: "muted",
}


def badge(alliance: Alliance) -> dict[str, str]:
    return {"label": alliance.get_status_display(), "tone": TONES[Alliance.Status(alliance.status)]}


def steps(alliance: Alliance, members: list[AllianceMember]) -> list[Step]:
    """发起 → 各方同意 → 运行 → 结束, with dates; while it waits, how many have answered."""
    proposer = f"{alliance.committee.short_name} {alliance.proposed_by}"
    begun = Step("发起", "done", alliance.proposed_at, proposer)
    if alliance.status == Alliance.Status.WITHDRAWN:
        return [begun, Step("已撤回", "stopped")]
    if alliance.status == Alliance.Status.PROPOSED:
        waiting = sum(member.answer == AllianceMember.Answer.PROPOSED for member in members)
        words = f"还有 {waiting} 个党组织待答复" if waiting else "成员不足三个"
        return [begun, Step("各方同意", "now", None, words), Step("运行", "next"), Step("结束", "next")]
    agreed = Step("各方同意", "done", None, chinese_date(alliance.started_on) if alliance.started_on else "")
    if alliance.status == Alliance.Status.ACTIVE:
        return [begun, agreed, Step("运行", "now"), Step("结束", "next")]
    ended = f"{chinese_date(alliance.ended_on)} {alliance.ended_by or ''}" if alliance.ended_on else ""
    return [begun, agreed, Step("运行", "done"), Step("结束", "done", None, ended)]
