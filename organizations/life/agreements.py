"""An agreement's life as the stepper shows it."""

from collab_portal.lib.dates import chinese_date
from collab_portal.lib.steps import Step
from organizations.models import AgreementParty, FrameworkAgreement

Status = FrameworkAgreement.Status
TONES = {
    Status.PROPOSED: "now",
    Status.ACTIVE: "done",
    Status.RENEWED: "muted",
    Status.ENDED: "muted",
    Status.DECLINED: "red",
    Status.WITHDRAWN: "muted",
}
ANSWER_TONES = {
    AgreementParty.Answer.PROPOSED: "now",
    AgreementParty.Answer.AGREED: "done",
    AgreementParty.Answer.DECLINED: "red",
}


def badge(agreement: FrameworkAgreement) -> dict[str, str]:
    return {"label": agreement.get_status_display(), "tone": TONES[Status(agreement.status)]}


def steps(agreement: FrameworkAgreement, parties: list[AgreementParty]) -> list[Step]:
    """发起 → 会签 → 执行 → 结束, with date and person; while it waits, how many have signed."""
    proposer = f"{agreement.committee.short_name} {agreement.proposed_by}"
    begun = Step("发起", "done", agreement.proposed_at, proposer)
    signed = sum(party.answer == AgreementParty.Answer.AGREED for party in parties)
    count = f"{signed}/{len(parties)} 家工委已签"
    if agreement.status == Status.PROPOSED:
        return [begun, Step("会签", "now", None, count), Step("执行", "next"), Step("结束", "next")]
    if agreement.status in {Status.DECLINED, Status.WITHDRAWN}:
        return [begun, Step(agreement.get_status_display(), "stopped")]
    started = chinese_date(agreement.started_on) if agreement.started_on else ""
    agreed = Step("会签", "done", None, count)
    if agreement.status == Status.ACTIVE:
        return [begun, agreed, Step("执行", "now", None, started), Step("结束", "next")]
    ended = f"{chinese_date(agreement.ended_on)} {agreement.ended_by or ''}" if agreement.ended_on else ""
    last = "续签" if agreement.status == Status.RENEWED else "结束"
    return [begun, agreed, Step("执行", "done", None, started), Step(last, "done", None, ended)]
