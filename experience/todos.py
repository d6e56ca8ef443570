"""What the column owes: signatures, pieces to mend, issues, pieces that were asked for, and results."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.todos import Kind, Owed, Subject
from experience import rules
from experience.models import COLUMN, Adoption, Article, Bulletin, Call, CallAsk, Correction
from experience.models.adoption import REPORT_AFTER

PLACE, SECTION = 4, "他山之石"
SOON = timedelta(days=7)
CHAIN = {**{link.step: Kind(link.label) for link in COLUMN.links}, "returned": Kind("修改")}


def _on_its_way(text: Article | Correction, sent_at: datetime, detail: str) -> Owed:
    """The signature it waits for, of anybody with the duty who neither wrote nor signed it; or its mending.

    Asked when it was sent or, once somebody signed in this round, by the last of them.
    """
    signed = text.signed
    asked_at = max([sent_at, *(one.at for one in signed)])
    title, url = str(text), text.get_absolute_url()
    if link := text.link:
        return Owed(
            link.step,
            title,
            url,
            asked_at,
            duty=link.duty,
            barred=tuple(text.writers | {one.person_id for one in signed}),
            detail=detail,
            due_on=text.due_on,
        )
    author = rules.author_at_work(text)
    return Owed(
        "returned",
        title,
        url,
        asked_at,
        committee=None if author else text.piece.committee_id,
        person=author.pk if author else None,
        detail=f"{text._meta.verbose_name}被退回",
    )


class Pieces(Subject[Article]):
    """编辑, 审核, 签发; 修改 of one that came back."""

    prefix, model, place, section = "article", Article, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = CHAIN

    def live(self) -> models.QuerySet[Article]:
        rows = Article.objects.filter(status__in=[*COLUMN.statuses, Article.Status.RETURNED])
        rows = rows.select_related("committee", "created_by").defer("body", "source_note")
        return rows.prefetch_related("signoffs").order_by("pk")

    def revision(self, article: Article) -> int:
        return article.round

    def owed(self, article: Article) -> Iterator[Owed]:
        sent = article.submitted_at or article.created_at
        day = dates.plain_date(dates.today(sent))
        yield _on_its_way(article, sent, f"{article.committee.short_name}供稿，{day}送编")


class Corrections(Subject[Correction]):
    """The same of a correction, which neither its writer nor the piece's author signs."""

    prefix, model, place, section = "article-correction", Correction, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = CHAIN

    def live(self) -> models.QuerySet[Correction]:
        rows = Correction.objects.open().select_related("article", "created_by")
        rows = rows.defer("body", "article__body", "article__source_note")
        return rows.prefetch_related("article__signoffs").order_by("pk")

    def revision(self, made: Correction) -> int:
        return made.round

    def owed(self, made: Correction) -> Iterator[Owed]:
        yield _on_its_way(made, made.created_at, made.note)


class Issues(Subject[Bulletin]):
    """出刊: an issue of the coming week that no editor has settled."""

    prefix, model, place, section = "bulletin", Bulletin, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"bulletin": Kind("出刊")}

    def live(self) -> models.QuerySet[Bulletin]:
        return Bulletin.objects.planned().filter(ready_at=None)

    def owed(self, bulletin: Bulletin) -> Iterator[Owed]:
        yield Owed(
            "bulletin",
            f"编排{bulletin}",
            reverse("experience:bulletin-plan", args=[bulletin.pk]),
            dates.start_of(bulletin.planned_on - SOON),
            duty="editor",
            due_on=bulletin.planned_on,
        )


class Calls(Subject[Call]):
    """供稿: each committee that was asked and has sent nothing, until the call is closed."""

    prefix, model, place, section = "call", Call, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"call": Kind("供稿", nudge=True)}
    nudged_by = "experience.change_call"
    parts = {CallAsk: lambda row: row.call_id}

    def live(self) -> models.QuerySet[Call]:
        pieces = models.Prefetch("asks__articles", Article.objects.only("ask", "submitted_at"))
        return Call.objects.filter(closed_at=None).prefetch_related("asks", pieces).order_by("pk")

    def owed(self, call: Call) -> Iterator[Owed]:
        for ask in call.asks.all():
            if not ask.has_answer:
                yield Owed(
                    "call",
                    call.topic,
                    call.get_absolute_url(),
                    call.created_at,
                    committee=ask.committee_id,
                    detail="约稿",
                    due_on=call.due_on,
                )


class Adoptions(Subject[Adoption]):
    """成效: what was taken up a quarter ago, of a piece that readers can open."""

    prefix, model, place, section = "adoption", Adoption, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"result": Kind("成效")}

    def live(self) -> models.QuerySet[Adoption]:
        rows = Adoption.objects.filter(withdrawn_at=None, reported_at=None)
        rows = rows.filter(article__status=Article.Status.ISSUED).select_related("article", "giver")
        return rows.defer("article__body", "article__source_note").order_by("pk")

    def owed(self, adoption: Adoption) -> Iterator[Owed]:
        asked_at = adoption.adopted_at + REPORT_AFTER
        day = dates.plain_date(dates.today(adoption.adopted_at))
        yield Owed(
            "result",
            adoption.article.title,
            reverse("experience:adoption", args=[adoption.pk]),
            max(asked_at, adoption.article.published_at or asked_at),
            committee=adoption.committee_id,
            detail=f"{day}借鉴{adoption.giver}的文章，请报告成效",
        )


def follow_authors(objs: Iterable[object]) -> Iterable[object]:
    """What came back to a person falls to the committee when he is gone, and to him when he is back."""
    people = [obj.pk for obj in objs if isinstance(obj, User)]
    if not people:
        return ()
    pieces = Article.objects.filter(status=Article.Status.RETURNED, created_by__in=people)
    made = Correction.objects.filter(status=Correction.Status.RETURNED, created_by__in=people)
    return [*pieces.only("pk"), *made.only("pk")]
