"""The six areas of the initiative, and the kinds of joint activity each of them names."""

from django.db import models
from django.db.models import Q


class Area(models.TextChoices):
    """六共: every joint activity belongs to one, through its kind."""

    VISION = "vision", "共襄美好愿景"
    MISSION = "mission", "共担使命任务"
    MODEL = "model", "共创模范机关"
    COMMUNITY = "community", "共办群团活动"
    TALENT = "talent", "共建骨干力量"
    SHARING = "sharing", "共享资源信息"


class Kind(models.TextChoices):
    PARTY_DAY = "party_day", "联合主题党日"
    STUDY = "study", "联合学习"
    LESSON = "lesson", "微党课"
    QUIZ = "quiz", "线上知识竞赛"
    VIDEO = "video", "微视频"
    YOUTH_TALK = "youth_talk", "青年理论宣讲"
    ESSAY = "essay", "主题征文"
    SPEECH = "speech", "演讲比赛"
    PROMOTION = "promotion", "产品推介"
    MATCHING = "matching", "产业对接"
    FORUM = "forum", "发展论坛"
    EXPO = "expo", "博览会"
    PROBLEM = "problem", "联合解题"
    BRAND = "brand", "品牌联创"
    SHOWCASE = "showcase", "示范创建"
    DRILL = "drill", "岗位练兵"
    SKILLS = "skills", "技能比武"
    SPORTS = "sports", "文体健身"
    TOUR = "tour", "典型巡讲"
    VOLUNTEER = "volunteer", "青年志愿服务"
    YOUTH = "youth", "青年建功"
    VISIT = "visit", "交流互访"
    FIELD = "field", "参观学习"
    EXCHANGE = "exchange", "互派交流"
    MENTORING = "mentoring", "结对帮带"
    TRAINING = "training", "联合培训"
    SEMINAR = "seminar", "理论研讨"
    RESULTS = "results", "成果展示"
    READING = "reading", "读书交流"
    CLOUD = "cloud", "云共建"
    RESEARCH = "research", "同题共答"


KINDS_OF: dict[Area, tuple[Kind, ...]] = {
    Area.VISION: (
        Kind.PARTY_DAY,
        Kind.STUDY,
        Kind.LESSON,
        Kind.QUIZ,
        Kind.VIDEO,
        Kind.YOUTH_TALK,
        Kind.ESSAY,
        Kind.SPEECH,
    ),
    Area.MISSION: (Kind.PROMOTION, Kind.MATCHING, Kind.FORUM, Kind.EXPO, Kind.PROBLEM),
    Area.MODEL: (Kind.BRAND, Kind.SHOWCASE),
    Area.COMMUNITY: (
        Kind.DRILL,
        Kind.SKILLS,
        Kind.SPORTS,
        Kind.TOUR,
        Kind.VOLUNTEER,
        Kind.YOUTH,
        Kind.VISIT,
    ),
    Area.TALENT: (Kind.FIELD, Kind.EXCHANGE, Kind.MENTORING, Kind.TRAINING),
    Area.SHARING: (Kind.SEMINAR, Kind.RESULTS, Kind.READING, Kind.CLOUD, Kind.RESEARCH),
}
AREA_OF: dict[str, Area] = {kind.value: area for area, kinds in KINDS_OF.items() for kind in kinds}


def grouped_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Kinds under their areas, as ``<optgroup>`` shows them."""
    return [(str(area.label), [(k.value, str(k.label)) for k in kinds]) for area, kinds in KINDS_OF.items()]


def kind_in_its_area() -> Q:
    """The condition that ties the stored area to the kind."""
    condition = Q()
    for area, kinds in KINDS_OF.items():
        condition |= Q(area=area.value, kind__in=[kind.value for kind in kinds])
    return condition
