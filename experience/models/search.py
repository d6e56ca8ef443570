"""The index of the column: derived from issued articles, written with them, never edited."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from experience.models.article import Article
from organizations.models import Committee


class SearchDocument(models.Model):
    """One issued article as search sees it. A draft, returned or withdrawn piece has no row at all.

    ``text`` is the words below the title as written; ``vector`` holds the folded bigrams of title and text
    with their positions (title weight A, the rest B). A row too long for positions is ``oversize``: its
    vector is a mere set, and ``folded`` decides.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_document", verbose_name="稿件"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    kind = models.CharField("类别", max_length=10)
    area = models.CharField("领域", max_length=10)
    published_at = models.DateTimeField("刊发时间")
    title = models.CharField("归一标题", max_length=100)
    text = models.TextField("原文")
    folded = models.TextField("归一文字", blank=True)
    oversize = models.BooleanField("超长", default=False)
    vector = SearchVectorField("索引")

    class Meta:
        verbose_name = verbose_name_plural = "检索索引"
        indexes = (
            GinIndex(fields=["vector"], name="searchdocument_vector", fastupdate=False),
            models.Index(F("published_at").desc(), F("article").desc(), name="searchdocument_newest"),
            models.Index(
                "committee", F("published_at").desc(), F("article").desc(), name="searchdocument_committee"
            ),
            models.Index(fields=["article"], name="searchdocument_oversize", condition=Q(oversize=True)),
        )

    def __str__(self) -> str:
        return self.title
