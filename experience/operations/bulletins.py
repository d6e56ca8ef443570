"""Planning an issue, settling it, and letting it out on its day.

The issue's row is locked first, then the pieces: a piece added and withdrawn at once is either in it and left
out, or refused; an issue is let out once, whoever looks.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Q

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_version
from experience import issues, notices, rules
from experience.models import Article, Bulletin, BulletinItem

TOO_LATE = "出刊时尚未刊发"


@verb
def plan_issue(*, actor: User, now: datetime, fields: Mapping[str, Any]) -> Bulletin:
    """A new issue with a day; nothing in it yet."""
    if not rules.may_plan_issues(actor):
        raise ValidationError("只有专栏编辑可以编排简报。")
    return _store(Bulletin(**fields), now)


@verb
def change_issue(
    bulletin: Bulletin, *, actor: User, now: datetime, version: int, fields: Mapping[str, Any]
) -> Bulletin:
    """Its number, name, day, sections. Pieces of a section that is gone stand under the first one."""
    bulletin = _locked(bulletin, actor, version)
    for name, value in fields.items():
        setattr(bulletin, name, value)
    bulletin = _store(bulletin, now)
    lost = bulletin.items.exclude(section__in=bulletin.sections)
    lost.update(section=bulletin.sections[0])
    return bulletin


@verb
def add(bulletin: Bulletin, *, actor: User, articles: Iterable[Article]) -> int:
    """Put signed pieces at the end of the section of their kind. How many were added."""
    bulletin = _locked(bulletin, actor)
    wanted = Article.objects.select_for_update().filter(pk__in=[article.pk for article in articles])
    rows = list(wanted.order_by("pk"))
    taken = BulletinItem.objects.filter(article__in=rows, left_out_at=None).exclude(bulletin=bulletin)
    for item in taken.select_related("article", "bulletin"):
        raise ValidationError(f"《{item.article}》已编入{item.bulletin}。")
    for article in rows:
        if article.status != Article.Status.ISSUED:
            raise ValidationError(f"《{article}》尚未签发，不能编入。")
    known = set(bulletin.items.values_list("article", flat=True))
    bulletin.items.filter(article__in=rows).update(left_out_at=None, left_out_reason="")
    last = bulletin.items.aggregate(last=Max("position"))["last"] or 0
    fresh = [article for article in rows if article.pk not in known]
    for place, article in enumerate(fresh, start=last + 1):
        kind = str(article.get_kind_display())
        section = kind if kind in bulletin.sections else bulletin.sections[0]
        BulletinItem.objects.create(bulletin=bulletin, article=article, position=place, section=section)
    _touch(bulletin)
    return len(rows)


@verb
def arrange(
    bulletin: Bulletin, *, actor: User, version: int, order: Sequence[tuple[int, str]], without: int | None
) -> Bulletin:
    """``order``: (item, section) from the first to the last; ``without``: the item that is taken out."""
    bulletin = _locked(bulletin, actor, version)
    if without is not None:
        bulletin.items.filter(pk=without).delete()
    items = {item.pk: item for item in bulletin.items.all()}
    for place, (pk, section) in enumerate(order, start=1):
        item = items.get(pk)
        if item is None:
            continue
        if section not in bulletin.sections:
            raise ValidationError("没有这个栏目。")
        item.position, item.section = place, section
        item.save(update_fields=["position", "section"])
    return _touch(bulletin)


@verb
def settle_issue(bulletin: Bulletin, *, actor: User, now: datetime) -> Bulletin:
    """排定: from here on the issue goes out by itself on its day."""
    bulletin = _locked(bulletin, actor)
    items = list(BulletinItem.objects.for_contents(bulletin))
    if not issues.parts(bulletin, items, now):
        raise ValidationError("还没有能刊出的稿件，不能排定。")
    if bulletin.ready_at is None:
        bulletin.ready_at, bulletin.ready_by = now, actor
        bulletin.save(update_fields=["ready_at", "ready_by"])
    return _touch(bulletin)


@verb
def hold(bulletin: Bulletin, *, actor: User) -> Bulletin:
    """撤回排定: it waits until somebody settles it again."""
    bulletin = _locked(bulletin, actor)
    bulletin.ready_at = bulletin.ready_by = None
    bulletin.save(update_fields=["ready_at", "ready_by"])
    return _touch(bulletin)


@verb
def discard(bulletin: Bulletin, *, actor: User) -> None:
    """An issue that will not be: its pieces are free for another. History keeps what was planned."""
    _locked(bulletin, actor).delete()


def release_due(*, now: datetime) -> int:
    """Let out every issue whose hour has come, however long nobody looked. How many went out."""
    keys = list(Bulletin.objects.due(now).order_by("number").values_list("pk", flat=True))
    return sum(_release(pk, now=now) for pk in keys)


@verb
def _release(pk: int, *, now: datetime) -> bool:
    """One issue; whoever comes second finds it taken or already out."""
    bulletin = Bulletin.objects.select_for_update(skip_locked=True).due(now).filter(pk=pk).first()
    if bulletin is None:
        return False
    items = list(BulletinItem.objects.for_contents(bulletin))
    late = [row for row in items if row.left_out_at is None and not row.article.is_published(now)]
    keys = [item.pk for item in late]
    BulletinItem.objects.filter(pk__in=keys, left_out_at=None).update(
        left_out_at=now, left_out_reason=TOO_LATE
    )
    for item in late:
        item.left_out_at, item.left_out_reason = now, TOO_LATE
    found = issues.parts(bulletin, items, now)
    if found:
        bulletin.released_at = now
    else:
        bulletin.ready_at = bulletin.ready_by = None
    bulletin.version += 1
    bulletin.save()
    touch(bulletin)
    missing = [item for item in items if item.left_out_at is not None]
    notices.tell_released(bulletin, found, missing)
    return bool(found)


def leave_out(article: Article, *, now: datetime, reason: str) -> None:
    """A piece was withdrawn: it drops out of every issue, planned or out, and says why."""
    standing = BulletinItem.objects.filter(article=article, left_out_at=None)
    planned = list(Bulletin.objects.planned().filter(pk__in=standing.values("bulletin")))
    standing.update(left_out_at=now, left_out_reason=f"已撤稿：{reason.rstrip('。')}"[:400])
    for bulletin in planned:
        notices.tell_left_out(bulletin, article)


def _locked(bulletin: Bulletin, actor: User, version: int | None = None) -> Bulletin:
    current = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if not rules.may_change_issue(actor, current):
        raise ValidationError("这一期已出刊，或您不是专栏编辑。")
    if version is not None:
        check_version(current, version)
    return current


def _store(bulletin: Bulletin, now: datetime) -> Bulletin:
    if not bulletin.sections:
        raise ValidationError({"sections": "至少要有一个栏目。"})
    if bulletin.planned_on < dates.today(now):
        raise ValidationError({"planned_on": "出刊日期不能早于今天。"})
    if Bulletin.objects.filter(~Q(pk=bulletin.pk), number=bulletin.number).exists():
        raise ValidationError({"number": "已有这一期。"})
    bulletin.version = bulletin.version + 1 if bulletin.pk else 1
    bulletin.full_clean(validate_unique=False)
    bulletin.save()
    return bulletin


def _touch(bulletin: Bulletin) -> Bulletin:
    bulletin.version += 1
    bulletin.save(update_fields=["version"])
    return bulletin
