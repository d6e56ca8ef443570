"""Reminders of resolutions: before they are due, weekly while overdue, then one desk higher."""

from rotation.rulebook.kinds import Audience, Phase, Rule

FACTS = "{事项}\n完成期限：{期限}\n责任工委：{责任工委}\n{会商}议定。"


def _before(days: int, label: str, title: str) -> Rule:
    body = FACTS + "\n请按期办理并填报进展。"
    return Rule(f"due-{days}", label, Audience.OWNERS, (Phase.DUE,), days, title, body, asks="progress")


RULES = (
    _before(14, "事项到期前提醒", "议定事项{期限}到期：{事项}"),
    _before(3, "事项临期提醒", "议定事项即将到期（{期限}）：{事项}"),
    _before(0, "事项今日到期", "议定事项今日到期：{事项}"),
    Rule(
        "due-late",
        "事项逾期提醒",
        Audience.OWNERS,
        (Phase.OVERDUE,),
        1,
        "议定事项已逾期：{事项}",
        FACTS + "\n事项已逾期，请尽快办理并填报进展。",
        working_days=True,
        times=8,
        asks="progress",
    ),
    Rule(
        "due-office",
        "事项逾期，提请工委管理员",
        Audience.OWNERS_OFFICE,
        (Phase.OVERDUE,),
        3,
        "贵单位负责的议定事项已逾期：{事项}",
        FACTS + "\n事项已逾期，请督促办理。",
        working_days=True,
    ),
    Rule(
        "due-lead",
        "事项逾期，报牵头工委",
        Audience.LEAD,
        (Phase.OVERDUE,),
        5,
        "议定事项逾期未办结：{事项}",
        FACTS + "\n尚未报告完成：{未完成}。请督促，或据实办结、挂起。",
        working_days=True,
    ),
    Rule(
        "due-secretariat",
        "事项逾期，报轮值管理员",
        Audience.SECRETARIAT,
        (Phase.OVERDUE,),
        5,
        "议定事项逾期未办结：{事项}",
        FACTS + "\n尚未报告完成：{未完成}。请协助督促。",
        working_days=True,
    ),
)
