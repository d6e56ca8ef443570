"""What administrators may put into the text of a reminder, by what it reminds of."""

from collab_portal.lib.placeholders import used
from rotation.rulebook import Subject

MEANINGS = {
    Subject.CONSULTATION: {
        "会商": "会商名称",
        "时间地点": "时间、地点和形式",
        "牵头": "牵头工委名称",
        "任期结束": "牵头任期的最后一天",
        "回执截止": "回执截止日期",
        "未回执": "尚未回执的工委",
    },
    Subject.MINUTES: {
        "会商": "会商名称",
        "牵头": "牵头工委",
        "召开日期": "会商召开日期",
        "稿次": "送签的是第几稿",
        "会签截止": "会签截止日期",
        "未会签": "尚未会签的工委",
    },
    Subject.RESOLUTION: {
        "事项": "议定事项名称",
        "期限": "完成期限",
        "责任工委": "责任工委，牵头办理的在前",
        "未完成": "尚未报告完成的责任工委",
        "会商": "议定该事项的会商",
        "牵头": "期限当日的牵头工委",
    },
    Subject.ANSWER: {
        "事项": "等候答复的事项",
        "类别": "要办的是什么：确认、会签……",
        "说明": "我的工作中该项的说明",
        "提出日期": "请其答复的那一天",
        "工委": "尚未答复的工委",
    },
}


def unknown(text: str, subject: Subject) -> list[str]:
    """Names that mean nothing in rules about ``subject``, as they were written."""
    return sorted(used(text) - MEANINGS[subject].keys())
