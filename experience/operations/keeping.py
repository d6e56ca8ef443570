"""Storing a piece: always as a new version, always with what search knows of it."""

from django.db.models import Max

from experience import search
from experience.models import Article


def store(article: Article) -> Article:
    """Store it as a new version, and what search knows of it with it."""
    article.version += 1
    article.full_clean(validate_unique=False)
    article.save()
    search.index([article])
    return article


def next_round(article: Article) -> int:
    """A number that no signature of the piece or of its corrections bears."""
    signed = article.signoffs.aggregate(last=Max("round"))["last"] or 0
    corrected = article.corrections.aggregate(last=Max("round"))["last"] or 0
    return max(article.round, signed, corrected) + 1
