"""What a person follows, and the reading list. Each verb may be repeated; nobody else is told."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from experience.models import Article, DigestStop, Follow, Kept
from organizations.models import Committee


def follow(*, actor: User, committee: Committee | None = None, area: str = "") -> None:
    """Follow one committee or one area."""
    Follow.objects.get_or_create(person=actor, committee=committee, area=area)


def unfollow(*, actor: User, committee: Committee | None = None, area: str = "") -> None:
    Follow.objects.of(actor).filter(committee=committee, area=area).delete()


def stop_digest(*, actor: User) -> None:
    """No more digests; what is followed stays."""
    DigestStop.objects.get_or_create(person=actor)


@transaction.atomic
def follow_only(
    *, actor: User, committees: Iterable[Committee], areas: Iterable[str], digest: bool = True
) -> None:
    """These and no others; with a digest of them when an issue is out, or without."""
    if digest:
        DigestStop.objects.filter(person=actor).delete()
    else:
        stop_digest(actor=actor)
    wanted = [Follow(person=actor, committee=committee) for committee in committees]
    wanted += [Follow(person=actor, area=area) for area in areas]
    kept = [row.committee_id for row in wanted if row.committee_id]
    others = Follow.objects.of(actor).exclude(committee__in=kept)
    others.exclude(area__in=[row.area for row in wanted if row.area]).delete()
    Follow.objects.bulk_create(wanted, ignore_conflicts=True)


def keep(article: Article, *, actor: User, now: datetime) -> None:
    """Put a published piece on the actor's reading list."""
    if not article.is_published(now):
        raise ValidationError("只有已刊发的文章可以加入阅读清单。")
    Kept.objects.get_or_create(person=actor, article=article, defaults={"added_at": now})


def let_go(*, actor: User, article: int) -> None:
    """Take a piece off the list, whatever has become of it."""
    Kept.objects.of(actor).filter(article=article).delete()


def clear_list(*, actor: User) -> int:
    """Take everything off; how many pieces there were."""
    return Kept.objects.of(actor).delete()[0]
