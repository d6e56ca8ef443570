"""Search of the column: which words of a piece are looked for, and who may find it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.html import plain_text
from collab_portal.lib.search import hinting, paging, rows
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import Engine, PostgresEngine
from collab_portal.lib.search.paging import Results
from experience.models import Article, SearchDocument


def words_of(article: Article) -> rows.Words:
    """Everything below the title that a reader may look for, one line a paragraph."""
    parts = (
        article.summary,
        plain_text(article.body, picture="{}"),
        article.author_name,
        article.author_post,
    )
    source = (article.source_title, article.source_site)
    text = "\n".join(part.strip() for part in (*parts, *source) if part.strip())
    note = f"{article.committee.short_name} · {article.get_kind_display()}"
    return rows.Words(article.title, text, note, article.published_at)


def document(article: Article) -> SearchDocument:
    """The index row of an issued article."""
    if article.published_at is None:
        raise ValueError("Only issued articles are indexed.")
    return SearchDocument(
        article=article,
        committee_id=article.committee_id,
        kind=article.kind,
        area=article.area,
        **rows.columns(words_of(article)),
    )


def index(articles: Iterable[Article]) -> None:
    """Bring the index up to date with ``articles``, in the caller's transaction."""
    articles = list(articles)
    issued = [article for article in articles if article.status == Article.Status.ISSUED]
    gone = [article.pk for article in articles if article.status != Article.Status.ISSUED]
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    columns = [item.name for item in SearchDocument._meta.concrete_fields if item.name != "article"]
    SearchDocument.objects.bulk_create(
        [document(article) for article in issued],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=columns,
    )


def readable(user: User | AnonymousUser, now: datetime) -> QuerySet[SearchDocument]:
    """Rows this person may find: published ones, and none to strangers where the column is not public."""
    if not settings.COLUMN_PUBLIC and not user.is_authenticated:
        return SearchDocument.objects.none()
    return SearchDocument.objects.filter(at__lte=now)


def url(pk: int) -> str:
    """The page of a piece."""
    return reverse("experience:detail", args=[pk])


def find(
    query: str,
    user: User | AnonymousUser,
    now: datetime,
    limit: int = 20,
    *,
    offset: int = 0,
    narrow: Q | None = None,
    engine: Engine | None = None,
) -> Results:
    """The published pieces that contain all of ``query``. ``narrow``: conditions on ``SearchDocument``."""
    asked = parse(query)
    if not asked.terms:
        return Results(problem=asked.problem)
    found = readable(user, now).filter(narrow or Q())
    (keys,) = paging.matches([found], asked.terms, engine)
    return paging.results(found, asked.terms, keys, url=url, limit=limit, offset=offset, engine=engine)


def newest(
    query: str, user: User | AnonymousUser, now: datetime, narrow: Q, start: int, number: int
) -> list[int]:
    """The published pieces that contain all of ``query``, newest first: their primary keys."""
    rows = readable(user, now).filter(narrow)
    return [row.pk for row in PostgresEngine().newest(rows, parse(query).terms, start, start + number)]


def instead(
    query: str, user: User | AnonymousUser, now: datetime, narrow: Q, engine: Engine | None = None
) -> tuple[int, list[str]]:
    """For a question without a hit: how many it has beyond ``narrow``; shorter ones with hits within."""
    terms = parse(query).terms
    found = readable(user, now)
    (keys,) = paging.matches([found], terms, engine)
    return len(keys), hinting.shorter(terms, [found.filter(narrow)], engine)
