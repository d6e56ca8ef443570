"""What the stepper says under the stages of an alliance."""

from collab_portal.lib.dates import chinese_date
from collab_portal.lib.lifecycle import Note
from collab_portal.lib.steps import Step
from organizations.models import Alliance, AllianceMember


def steps(alliance: Alliance, members: list[AllianceMember]) -> list[Step]:
    """发起 → 各方同意 → 运行 → 结束, with dates; while it waits, how many have yet to answer."""
    waiting = sum(member.is_asked for member in members)
    started, ended = alliance.started_on, alliance.ended_on
    lacking = f"还有 {waiting} 个党组织待答复" if waiting else "成员不足三个"
    notes = {
        "发起": Note(alliance.proposed_at, f"{alliance.committee.short_name} {alliance.proposed_by}"),
        "各方同意": Note(None, chinese_date(started) if started else lacking),
        "结束": Note(None, f"{chinese_date(ended)} {alliance.ended_by or ''}" if ended else ""),
    }
    return alliance.LIFE.steps(alliance, notes)
