"""Bulk of what committees share, for benchmarks: the same arguments make the same; what is there stays."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from collab_portal.lib.chinese import look
from commons.models import Document, Honour, Label, Resource
from organizations.models import Committee

BATCH = 2_000
NAMESPACE = uuid.UUID("6f1d2a54-5a0f-4d0e-9b1c-0c4f0e3f7a12")
EPOCH = date(2026, 11, 1)
PLACES = ("城南", "江北新区", "老码头", "开发区", "大学城", "湖滨", "高铁新城", "古镇")
THEMES = ("长江保护", "支部联建", "乡村振兴", "政务服务", "产业协作", "青年建功", "生态补偿", "跨省通办")
STORY = "由机关支部与流域各省市共同使用，全年开放，可接待参观见学、现场教学和联合主题党日。"


def resources(count: int, seed: int) -> None:
    """Of every kind; one in twenty shared no longer, one in ten for one committee at a time."""

    def facts(number: int, chance: Random) -> dict[str, Any]:
        closed = chance.random() < 0.05
        kind = chance.choice(Resource.Kind.values)
        return {
            "kind": kind,
            "title": f"{chance.choice(THEMES)}{Resource.Kind(kind).label}（示例{seed}-{number}）",
            "keeper": "管理单位（示例）",
            "place": chance.choice(PLACES),
            "summary": f"<p>{STORY * chance.randint(1, 4)}</p>",
            "capacity": chance.randint(20, 600),
            "exclusive": chance.random() < 0.1,
            "closed_on": EPOCH - timedelta(days=chance.randrange(600)) if closed else None,
            "close_reason": "场馆改造" if closed else "",
        }

    _write(Resource, count, seed, facts)


def documents(count: int, seed: int) -> None:
    """Of every kind, dated over twelve years; one in five for its own committee alone."""

    def facts(number: int, chance: Random) -> dict[str, Any]:
        issued = EPOCH - timedelta(days=chance.randrange(4_400))
        return {
            "kind": chance.choice(Document.Kind.values),
            "title": f"关于{chance.choice(THEMES)}工作的文件（示例{seed}-{number}）",
            "number": f"示例〔{issued.year}〕{seed}-{number}号",
            "issuer": f"发文机关{number % 40}（示例）",
            "scope": Document.Scope.OWN if chance.random() < 0.2 else Document.Scope.BASIN,
            "issued_on": issued,
            "expires_on": issued + timedelta(days=1_825) if chance.random() < 0.5 else None,
            "summary": STORY * chance.randint(1, 6),
        }

    _write(Document, count, seed, facts)


def honours(count: int, seed: int) -> None:
    """Of organisations alone, over ten years; few of the nation, many of a bureau."""

    def facts(number: int, chance: Random) -> dict[str, Any]:
        levels = ("nation", "province", "bureau", "city")
        return {
            "title": f"{chance.choice(THEMES)}先进集体",
            "level": chance.choices(levels, (1, 4, 10, 5))[0],
            "category": chance.choice((Honour.Category.UNIT, Honour.Category.STRONG, Honour.Category.OTHER)),
            "winner": f"第{number}党支部（示例{seed}）",
            "awarder": f"表彰单位{number % 40}（示例）",
            "year": EPOCH.year - chance.randrange(10),
        }

    _write(Honour, count, seed, facts)


def labels(count: int, seed: int) -> None:
    """Brands, campaigns and series of the nineteen; one in ten open to all, one in five in use no longer."""

    def facts(number: int, chance: Random) -> dict[str, Any]:
        name = f"{chance.choice(THEMES)}（示例{seed}-{number}）"
        return {
            "kind": chance.choice(Label.Kind.values),
            "name": name,
            "key": look(name),
            "open": chance.random() < 0.1,
            "meaning": f"<p>{STORY}</p>",
            "ended_on": EPOCH - timedelta(days=chance.randrange(900)) if chance.random() < 0.2 else None,
        }

    _write(Label, count, seed, facts)


def _write(model: type[Any], count: int, seed: int, facts: Callable[[int, Random], dict[str, Any]]) -> None:
    """The rows 0 … count-1 of ``seed``, over the nineteen; those already there are left alone."""
    committees = list(Committee.objects.order_by("position"))
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        keys = {number: uuid.uuid5(NAMESPACE, f"{model.__name__}:{seed}:{number}") for number in numbers}
        known = set(model.objects.filter(submission__in=keys.values()).values_list("submission", flat=True))
        rows = []
        for number in numbers:
            chance = Random(f"{model.__name__}:{seed}:{number}")  # noqa: S311 - sample data
            facts_of_it = facts(number, chance) | {"committee": chance.choice(committees)}
            if keys[number] not in known:
                rows.append(model(submission=keys[number], **facts_of_it))
        model.objects.bulk_create(rows)
