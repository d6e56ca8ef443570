"""The bulletin as a booklet: cover, contents, its sections, what was withdrawn since, imprint."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F

from collab_portal.lib import dates, uploads
from collab_portal.lib.gongwen.blocks import Illustration, Imprint
from collab_portal.lib.gongwen.booklet import Booklet, Piece, Section
from collab_portal.lib.gongwen.measuring import must_read
from collab_portal.lib.gongwen.richtext import blocks
from experience import issues, pictures
from experience.models import COLUMN, Article, Bulletin, BulletinItem, Picture, SignOff
from organizations.models import StoredFile

ORGAN = "长江流域机关党建协作平台"


def booklet(bulletin: Bulletin, now: datetime) -> Booklet:
    """Only pieces that stand in the issue at ``now``, in their order; three queries.

    Raises ``measuring.TooLongError``.
    """
    items = list(BulletinItem.objects.for_issue(bulletin))
    parts = issues.parts(bulletin, items, now)
    must_read(item.article.body for part in parts for item in part.items)
    shown = _pictures([item.article for part in parts for item in part.items])
    day = dates.plain_date(bulletin.planned_on)
    return Booklet(
        masthead=bulletin.title,
        issue=f"第{bulletin.number}期",
        organ=ORGAN,
        day=day,
        sections=tuple(
            Section(part.title, tuple(_piece(item.article, shown) for item in part.items)) for part in parts
        ),
        imprint=Imprint(
            (
                *(
                    (f"《{item.article}》{item.left_out_reason}。", "")
                    for item in issues.withdrawn_since(bulletin, items)
                ),
                (signers([item.article for part in parts for item in part.items]), ""),
                (ORGAN, f"{day}印发"),
            )
        ),
    )


def _pictures(articles: Sequence[Article]) -> dict[str, Illustration]:
    """Those in the texts that still are what was kept, by their addresses."""
    tokens = set[UUID]().union(*(pictures.tokens(article.body) for article in articles))
    found = {}
    rows = Picture.objects.filter(token__in=tokens, article__in=articles, file__state=StoredFile.State.KEPT)
    for made in rows.select_related("file"):
        kept = uploads.open_whole(made.file.key, made.file.sha256)
        if kept is None:
            continue
        kept.close()
        path = uploads.path_of(made.file.key)
        found[made.get_absolute_url()] = Illustration(path, made.file.media_type, made.width, made.height)
    return found


def _piece(article: Article, shown: Mapping[str, Illustration]) -> Piece:
    by = " ".join(filter(None, (article.author_post, article.author_name)))
    return Piece(
        title=article.title,
        byline=f"{article.committee.name}供稿　{by}",
        body=blocks(article.body, settings.SITE_URL, shown),
        source=article.source_words,
    )


def signers(articles: Sequence[Article]) -> str:
    """编辑, 审核, 签发: whoever signed the pieces as they stand, each named once."""
    passed = SignOff.objects.filter(
        article__in=[row.pk for row in articles], round=F("article__round"), decision=SignOff.Decision.PASSED
    )
    people: dict[str, list[str]] = {link.step: [] for link in COLUMN.links}
    for step, name in passed.order_by("at", "pk").values_list("step", "signer"):
        if name not in people[step]:
            people[step].append(name)
    return "　".join(f"{link.label}：{'、'.join(people[link.step]) or '—'}" for link in COLUMN.links)
