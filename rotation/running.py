"""进行中的会商: where each stands, and what it asks of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat, JSONObject

from accounts.models import User
from rotation import wording
from rotation.models import Consultation
from rotation.progress import steps
from rotation.todos.consultations import Consultations
from todos.models import Todo

SHOWN = 30


@dataclass(frozen=True)
class Asked:
    kind: str
    url: str


@dataclass(frozen=True)
class Row:
    consultation: Consultation
    when: str
    stage: str
    asked: Sequence[Asked]


def running(user: User, now: datetime, slug: str = "") -> list[Row]:
    """Of one rotation or, without ``slug``, of all; the nearest first. One query."""
    topic = Concat(Value("consultation:"), Cast(OuterRef("pk"), CharField()))
    asked = Todo.objects.open(now).of(user).filter(topic=topic)
    rows = Consultation.objects.unfinished().for_page().with_work().order_by("starts_at", "pk")
    if slug:
        rows = rows.filter(turn__rotation__slug=slug)
    asking = rows.annotate(asked=ArraySubquery(asked.values(one=JSONObject(kind="kind", url="url"))))
    return [_row(row, now) for row in asking[:SHOWN]]


def _row(row: Any, now: datetime) -> Row:
    stage = "、".join(step.label for step in steps(row, now) if step.state == "now")
    kinds = Consultations.kinds
    found = sorted(row.asked, key=lambda asked: list(kinds).index(asked["kind"]))
    asked = [Asked(kinds[one["kind"]].label, one["url"]) for one in found]
    return Row(row, wording.when_and_where(row), stage, asked)
