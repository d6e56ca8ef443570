"""Bulk pieces: the same every time, found as those that were written."""

import pytest

from experience import scale, search
from experience.models import Article, SearchDocument

pytestmark = pytest.mark.django_db


def test_bulk_pieces_are_the_same_for_the_same_seed():
    scale.articles(30, 5)
    first = list(Article.objects.order_by("submission").values("submission", "title", "body", "published_at"))
    scale.articles(40, 5)

    again = Article.objects.filter(submission__in=[row["submission"] for row in first])
    assert list(again.order_by("submission").values("submission", "title", "body", "published_at")) == first
    assert Article.objects.count() == SearchDocument.objects.count() == 40


def test_a_bulk_row_is_indexed_as_an_operation_would():
    scale.articles(3, 1)
    before = list(SearchDocument.objects.order_by("pk").values())

    search.index(Article.objects.all())

    assert list(SearchDocument.objects.order_by("pk").values()) == before
