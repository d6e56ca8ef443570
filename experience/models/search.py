"""The index of the column: derived from issued articles, written with them, never edited."""

from django.db import models
from django.db.models import F

from collab_portal.lib.search import rows
from experience.models.article import Article
from organizations.models import Committee


class SearchDocument(rows.IndexRow):
    """One issued article as search sees it. A draft, returned or withdrawn piece has no row at all."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_document", verbose_name="稿件"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    kind = models.CharField("类别", max_length=10)
    area = models.CharField("领域", max_length=10)

    class Meta(rows.IndexRow.Meta):
        indexes = (
            *rows.indexes("searchdocument", "article"),
            models.Index(
                "committee",
                F("at").desc(nulls_last=True),
                F("article").desc(),
                name="searchdocument_committee",
            ),
        )
