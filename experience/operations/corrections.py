"""更正: written, signed by three people, and only then what readers see.

The piece's row is locked first, then the correction's: issuing it and withdrawing the piece come one after
the other, and whichever is second finds what the first left.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_read, check_version
from experience import notices, pictures, rules
from experience.models import COLUMN, Article, Correction, SignOff
from experience.operations.keeping import (
    SIGNED,
    hold_author,
    next_round,
    sign_off,
    store,
    with_own_pictures,
)

Status, Decision = Correction.Status, SignOff.Decision


@verb
def correct(article: Article, *, actor: User, now: datetime, fields: Mapping[str, Any]) -> Correction:
    """Propose how the piece should read. ``fields``: title, summary, body, note."""
    article = Article.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=article.pk)
    if not rules.may_correct(actor, article):
        raise ValidationError("只能更正已签发的稿件，由供稿工委的干部或专栏编辑提出。")
    if article.corrections.open().exists():
        raise ValidationError("这篇文章已有更正在办理。")
    made = Correction(article=article, created_by=actor, created_at=now, round=next_round(article))
    return _send(made, now, fields)


@verb
def revise(
    made: Correction, *, actor: User, now: datetime, version: int, fields: Mapping[str, Any]
) -> Correction:
    """A returned one, changed and sent again: a new round."""
    article, made = _locked(made)
    if not rules.may_revise(actor, made):
        raise ValidationError("这份更正不在修改中。")
    check_version(made, version)
    made.move("revise", round=next_round(article))
    return _send(made, now, fields)


@verb
def pass_correction(
    made: Correction, *, actor: User, now: datetime, remark: str = "", version: int | None = None
) -> Correction:
    """Sign it on; the issuer's signature puts the new words in the place of the old."""
    article, made = _to_sign(made, actor, version)
    sign_off(made, actor, now, Decision.PASSED, remark)
    made.move("pass")
    made.due_on = COLUMN.due(made.status, now)
    if made.status == Status.ISSUED:
        made.issued_at = now
        article.title, article.summary, article.body = made.title, made.summary, made.body
        article.round = made.round
        store(article)
    _store(made)
    if made.status == Status.ISSUED:
        notices.tell_corrected(made)
    else:
        notices.ask_for_signature(made)
    return made


@verb
def return_correction(
    made: Correction, *, actor: User, now: datetime, remark: str, version: int | None = None
) -> Correction:
    """退回: to whoever proposed it, with the reason."""
    _, made = _to_sign(made, actor, version)
    signed = sign_off(made, actor, now, Decision.RETURNED, remark)
    hold_author(made)
    made.move("send_back", due_on=None)
    _store(made)
    notices.tell_returned(made, signed)
    return made


@verb
def drop_correction(made: Correction, *, actor: User) -> Correction:
    """放弃: the published text stays as it is."""
    _, made = _locked(made)
    if not rules.may_drop_correction(actor, made):
        raise ValidationError("这份更正已办结，或不能由您放弃。")
    return _drop(made)


def drop_open(article: Article) -> None:
    """The piece was withdrawn: nothing is left to correct. Its row is locked by the caller."""
    for made in article.corrections.open().select_for_update(of=("self",)):
        _drop(made)


def _drop(made: Correction) -> Correction:
    made.move("drop", due_on=None)
    return _store(made)


def _locked(made: Correction) -> tuple[Article, Correction]:
    rows = Article.objects.select_for_update(of=("self",)).select_related("committee", "created_by")
    article = rows.get(pk=made.article_id)
    made = Correction.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=made.pk)
    made.article = article
    return article, made


def _to_sign(made: Correction, actor: User, version: int | None) -> tuple[Article, Correction]:
    article, made = _locked(made)
    if article.status != Article.Status.ISSUED or not rules.may_sign(actor, made):
        raise ValidationError(SIGNED)
    check_read(made, version)
    return article, made


def _send(made: Correction, now: datetime, fields: Mapping[str, Any]) -> Correction:
    for name, value in fields.items():
        setattr(made, name, value)
    article = made.article
    with_own_pictures(made)
    pictures.must_be_described(made.body)
    if (made.title, made.summary, made.body) == (article.title, article.summary, article.body):
        raise ValidationError("还没有改动：请先改正文、标题或摘要。")
    made.due_on = COLUMN.due(made.status, now)
    _store(made)
    notices.ask_for_signature(made)
    return made


def _store(made: Correction) -> Correction:
    made.version = made.version + 1 if made.pk else 1
    made.full_clean(validate_unique=False)
    made.save()
    touch(made)
    return made
