"""What an issue holds at a moment: the same for its page, its file, its preview and its digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from experience.models import Article, Bulletin, BulletinItem


@dataclass(frozen=True)
class Part:
    """A section and its pieces, in their order."""

    title: str
    items: list[BulletinItem]


def stands(item: BulletinItem, bulletin: Bulletin, now: datetime) -> bool:
    """Readers get what is published; the preview also shows what will be by the day of the issue."""
    if item.left_out_at is not None or item.article.status != Article.Status.ISSUED:
        return False
    return item.article.is_published(now if bulletin.released_at else max(now, bulletin.goes_out_at))


def parts(bulletin: Bulletin, items: Iterable[BulletinItem], now: datetime) -> list[Part]:
    """The sections that hold something, in the issue's order; unknown ones last."""
    standing = [item for item in items if stands(item, bulletin, now)]
    return [part for part in all_parts(bulletin, standing) if part.items]


def all_parts(bulletin: Bulletin, items: Iterable[BulletinItem]) -> list[Part]:
    """Every section, the empty ones too."""
    found: dict[str, list[BulletinItem]] = {title: [] for title in bulletin.sections}
    for item in items:
        found.setdefault(item.heading, []).append(item)
    return [Part(title, rows) for title, rows in found.items()]


def withdrawn_since(bulletin: Bulletin, items: Iterable[BulletinItem]) -> list[BulletinItem]:
    """What readers of the issue once found in it and now miss, with the reason."""
    out = bulletin.released_at
    return [item for item in items if out and item.left_out_at and item.left_out_at > out]


def warnings(bulletin: Bulletin, items: Iterable[BulletinItem], now: datetime) -> list[str]:
    """What an editor should know before the issue goes out; none once it is out."""
    if bulletin.released_at:
        return []
    rows, said = list(items), []
    standing = [item for item in rows if stands(item, bulletin, now)]
    if len(standing) < bulletin.least:
        said.append(f"稿件不足：计划至少{bulletin.least}篇，现在能刊出{len(standing)}篇。")
    for item in rows:
        if item.left_out_at or item.article.status != Article.Status.ISSUED:
            said.append(f"《{item.article}》{item.left_out_reason or '尚未签发'}，不会刊出。")
        elif item not in standing:
            said.append(f"《{item.article}》的刊发时间晚于出刊时间，届时不会刊出。")
    givers = {item.article.committee_id for item in standing}
    if len(standing) > 1 and len(givers) == 1:
        said.append("全部稿件来自同一家工委。")
    if bulletin.ready_at is None and now >= bulletin.goes_out_at:
        said.append("已过计划出刊时间，尚未排定。")
    return said
