"""Reminders before a consultation: to fix topics and date, to reply, to come."""

from rotation.rulebook.kinds import REPLY_DAYS, Audience, Phase, Rule

FACTS = "{会商}\n时间：{时间地点}\n牵头：{牵头}"

RULES = (
    Rule(
        "fix-60",
        "提请定题定时",
        Audience.LEAD,
        (Phase.UNDATED,),
        60,
        "请确定会商议题和时间：{会商}",
        "贵单位牵头的任期至{任期结束}，任期内须召开一次会商，目前尚未定时间。",
        asks="fix",
    ),
    Rule(
        "agenda-45",
        "征集议题",
        Audience.ALL,
        (Phase.CALL_UNDATED, Phase.CALL_MEETING),
        45,
        "请提出会商议题：{会商}",
        "{牵头}牵头的会商正在征集议题，请各工委提出需共同商议的事项。\n时间：{时间地点}",
    ),
    Rule(
        "fix-30",
        "再次提请定题定时",
        Audience.LEAD,
        (Phase.UNDATED,),
        30,
        "请确定会商议题和时间：{会商}",
        "贵单位牵头的任期至{任期结束}，任期内须召开一次会商，目前尚未定时间。",
        asks="fix",
    ),
    Rule("notice-14", "会商提醒", Audience.ALL, (Phase.MEETING,), 14, "会商将于{时间地点}召开", FACTS),
    Rule(
        "reply-7",
        "回执截止提醒",
        Audience.UNANSWERED,
        (Phase.MEETING,),
        REPLY_DAYS,
        "请回执：{会商}",
        FACTS + "\n回执截止{回执截止}，贵单位尚未回执。",
        asks="reply",
    ),
    Rule(
        "reply-office",
        "未回执，提请工委管理员",
        Audience.OFFICE,
        (Phase.REPLY,),
        3,
        "贵单位尚未回执：{会商}",
        FACTS + "\n回执已于{回执截止}截止，贵单位尚未回执，请安排专人回执。",
        working_days=True,
    ),
    Rule(
        "reply-secretariat",
        "未回执，报轮值管理员",
        Audience.SECRETARIAT,
        (Phase.REPLY,),
        4,
        "仍未回执的工委：{会商}",
        FACTS + "\n回执已于{回执截止}截止，仍未回执：{未回执}。请电话联系。",
        working_days=True,
    ),
    Rule(
        "eve-1",
        "会前提醒",
        Audience.ALL,
        (Phase.MEETING,),
        1,
        "会商即将召开：{时间地点}",
        FACTS,
        working_days=True,
    ),
)
