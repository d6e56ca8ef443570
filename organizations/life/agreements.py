"""What the stepper says under the stages of an agreement."""

from collab_portal.lib.dates import chinese_date
from collab_portal.lib.lifecycle import Note
from collab_portal.lib.steps import Step
from organizations.models import AgreementParty, FrameworkAgreement


def steps(agreement: FrameworkAgreement, parties: list[AgreementParty]) -> list[Step]:
    """发起 → 会签 → 执行 → 结束, with date and person, and how many have signed."""
    signed = sum(party.is_signed for party in parties)
    started, ended = agreement.started_on, agreement.ended_on
    notes = {
        "发起": Note(agreement.proposed_at, f"{agreement.committee.short_name} {agreement.proposed_by}"),
        "会签": Note(None, f"{signed}/{len(parties)} 家工委已签"),
        "执行": Note(None, chinese_date(started) if started else ""),
        "结束": Note(None, f"{chinese_date(ended)} {agreement.ended_by or ''}" if ended else ""),
    }
    return agreement.LIFE.steps(agreement, notes)
