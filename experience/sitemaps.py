"""What search engines are told of the column: each piece and issue that strangers may read, and no other."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone

from experience.models import Article, Bulletin
from experience.models.article import ArticleQuerySet
from experience.models.bulletin import BulletinQuerySet

SIZE = 1_000  # addresses a page: of 100,000 pieces a hundred pages, each read at once


class Pieces(Sitemap):  # type: ignore[type-arg]
    limit = SIZE

    def items(self) -> ArticleQuerySet:
        return Article.objects.published(timezone.now()).only("published_at", "updated_at").order_by("pk")

    def lastmod(self, item: Article) -> datetime:
        """A piece that was signed for later changed for readers when its hour came."""
        return max(item.updated_at, item.published_at or item.updated_at)

    def get_latest_lastmod(self) -> datetime | None:
        """By one aggregate: Django's own reads every piece."""
        changed = Greatest("updated_at", "published_at")
        latest: datetime | None = self.items().aggregate(at=Max(changed))["at"]
        return latest


class Issues(Sitemap):  # type: ignore[type-arg]
    limit = SIZE

    def items(self) -> BulletinQuerySet:
        return Bulletin.objects.released().order_by("pk")

    def lastmod(self, item: Bulletin) -> datetime | None:
        return item.released_at
