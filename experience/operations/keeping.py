"""Storing a piece: always as a new version, always with what search knows of it and what is owed by it."""

from datetime import datetime

from django.db.models import Max

from accounts.models import User
from collab_portal.lib.verbs import touch
from experience import pictures, search
from experience.models import Article, Correction, Picture, SignOff

SIGNED = "这一环节已由他人签过，或不能由您签。"


def store(article: Article) -> Article:
    """Store it as a new version, and with it what search knows of it.

    The call it answers and who took it up owe by what it is now.
    """
    article.version += 1
    with_own_pictures(article)
    article.full_clean(validate_unique=False)
    article.save()
    search.index([article])
    touch(article, article.ask, *article.adoptions.all())
    return article


def sign_off(
    text: Article | Correction, actor: User, now: datetime, decision: SignOff.Decision, remark: str
) -> SignOff:
    """Put down who said what at the step it has come to; that it was theirs to say, the caller has asked."""
    signed = SignOff(
        article=text.piece,
        round=text.round,
        step=text.link.step if text.link else "",
        decision=decision,
        person=actor,
        author=text.created_by,
        at=now,
        remark=remark.strip(),
    )
    signed.full_clean()
    signed.save()
    return signed


def hold_author(text: Article | Correction) -> None:
    """Read the author anew and hold the account: it is closed before the text comes back to it, or after."""
    text.created_by = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=text.created_by_id)


def with_own_pictures(text: Article | Correction) -> None:
    """Leave in the text of a piece, or of its correction, no other pictures than those sent to the piece."""
    owner = text.article if isinstance(text, Correction) else text
    sent = Picture.objects.filter(article=owner) if pictures.tokens(text.body) else []
    text.body = pictures.keep_own(str(text.body), sent)  # type: ignore[assignment]


def next_round(article: Article) -> int:
    """A number that no signature of the piece or of its corrections bears."""
    signed = article.signoffs.aggregate(last=Max("round"))["last"] or 0
    corrected = article.corrections.aggregate(last=Max("round"))["last"] or 0
    return max(article.round, signed, corrected) + 1
