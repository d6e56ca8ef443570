"""What kinds of things are shared, grouped as people look for them."""

from django.db import models


class Kind(models.TextChoices):
    """教育基地 are the first five."""

    RED = "red", "红色教育基地"
    SCIENCE = "science", "科创教育基地"
    CIVIC = "civic", "思政教育基地"
    CULTURE = "culture", "文化教育基地"
    ECOLOGY = "ecology", "生态教育基地"
    SITE = "site", "示范点"
    LECTURER = "lecturer", "师资"
    ADVISER = "adviser", "党建指导员"
    TROUPE = "troupe", "宣讲团"
    COURSE = "course", "课程"
    SCHOOL = "school", "党校、干部学院"
    VENUE = "venue", "场地"
    OTHER = "other", "其他共享资源"


BASES = (Kind.RED, Kind.SCIENCE, Kind.CIVIC, Kind.CULTURE, Kind.ECOLOGY)
GROUPS = (
    ("教育基地", BASES),
    ("示范点和场地", (Kind.SITE, Kind.VENUE)),
    ("师资力量", (Kind.LECTURER, Kind.ADVISER, Kind.TROUPE)),
    ("课程和院校", (Kind.COURSE, Kind.SCHOOL)),
    ("其他", (Kind.OTHER,)),
)


def grouped_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(label, [(kind.value, kind.label) for kind in kinds]) for label, kinds in GROUPS]
