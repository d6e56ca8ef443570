"""Writes the search index of everything anew, from the objects. Safe while the portal runs."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from activities.models import Activity
from commons.models import Document, Label, Resource
from experience import search
from experience.models import Article
from organizations.models import Branch, Pairing
from rotation.models import Consultation, Resolution, Turn

BATCH = 1000


class Command(BaseCommand):
    help = "重建检索索引：逐批从原始记录生成，可在运行中执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        several: tuple[tuple[QuerySet[Any], Callable[[list[Any]], None]], ...] = (
            (Article.objects.select_related("committee"), search.index),
            (Activity.objects.select_related("host"), Activity.index),
            (Consultation.objects.all(), Consultation.index),
            (Turn.everything.all(), Turn.index),
            (Resolution.objects.select_related("consultation"), Resolution.index),
            (Branch.objects.select_related("committee"), Branch.index),
            (Pairing.objects.for_list(), Pairing.index),
            (Resource.objects.select_related("committee"), Resource.index),
            (Document.objects.all(), Document.index),
            (Label.objects.select_related("committee"), Label.index),
        )
        for rows, index in several:
            done, last = 0, 0
            while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
                index(batch)
                done, last = done + len(batch), batch[-1].pk
            print(f"{rows.model._meta.verbose_name}：{done} 条")
