"""What may be done with a piece: write, submit, take back, sign, return, publish, withdraw.

Every operation locks the article first and asks the rules again under the lock, so two people who
press at once get one decision between them.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_read, check_version
from experience import notices, pictures, rules
from experience.models import COLUMN, Article, Picture, SignOff
from experience.operations import bulletins
from experience.operations.corrections import drop_open
from experience.operations.keeping import SIGNED, hold_author, next_round, sign_off, store

Decision = SignOff.Decision
HORIZON = timedelta(days=366)


def _locked(article: Article, actor: User, allowed: Callable[[User, Article], bool], refusal: str) -> Article:
    """The article as it is now, ours until the transaction ends."""
    current = (
        Article.objects.select_for_update(of=("self",))
        .select_related("committee", "created_by", "ask")
        .get(pk=article.pk)
    )
    if not allowed(actor, current):
        raise ValidationError(refusal)
    return current


@verb
def write(*, actor: User, submission: uuid.UUID, fields: Mapping[str, Any]) -> Article:
    """A new draft of the actor's committee. The same submission again gives the same draft."""
    if not rules.may_write(actor) or actor.committee_id is None:
        raise ValidationError("只有工委干部可以撰稿。")
    article = Article(created_by=actor, committee_id=actor.committee_id, submission=submission, **fields)
    article.full_clean(validate_unique=False)
    sent = Picture.objects.filter(submission=submission, created_by=actor)
    body = pictures.keep_own(article.body, sent if pictures.tokens(article.body) else [])
    values = {**fields, "body": body, "created_by": actor, "committee_id": actor.committee_id}
    article, _ = Article.objects.get_or_create(submission=submission, defaults=values)
    if article.created_by_id != actor.pk:
        raise ValidationError("这份表单已被使用，请重新打开撰稿页面。")
    sent.filter(article=None).update(article=article)
    return article


@verb
def edit(article: Article, *, actor: User, version: int, fields: Mapping[str, Any]) -> Article:
    """Change the text; refused when somebody else saved it since ``version``."""
    article = _locked(article, actor, rules.may_edit, "稿件已不在可修改的环节。")
    check_version(article, version)
    touch(article.ask)  # which it may answer no longer
    for name, value in fields.items():
        setattr(article, name, value)
    if not article.is_with_author:
        pictures.must_be_described(article.body)
    return store(article)


@verb
def submit(article: Article, *, actor: User, now: datetime) -> Article:
    """送编: a new round of signatures begins."""
    article = _locked(article, actor, rules.may_submit, "稿件已经送编。")
    pictures.must_be_described(article.body)
    article.move("submit", submitted_at=now, published_at=None)
    article.withdrawn_reason, article.withdrawn_by, article.withdrawn_at = "", None, None
    article.round, article.due_on = next_round(article), COLUMN.due(article.status, now)
    article = store(article)
    notices.ask_for_signature(article)
    return article


@verb
def take_back_piece(article: Article, *, actor: User) -> Article:
    """撤回送审: the author's side wants it back before it is issued; its signatures stay in history."""
    article = _locked(article, actor, rules.may_take_back, "稿件已签发或已退回，不能撤回。")
    article.move("take_back", submitted_at=None, due_on=None)
    return store(article)


@verb
def sign(
    article: Article, *, actor: User, now: datetime, remark: str = "", version: int | None = None
) -> Article:
    """Pass it on: the editor to the reviewer, the reviewer to the issuer. ``version``: what was read."""
    article = _locked(article, actor, rules.may_pass, SIGNED)
    check_read(article, version)
    sign_off(article, actor, now, Decision.PASSED, remark)
    article.move("pass")
    article.due_on = COLUMN.due(article.status, now)
    article = store(article)
    notices.ask_for_signature(article)
    return article


@verb
def send_back(
    article: Article, *, actor: User, now: datetime, remark: str, version: int | None = None
) -> Article:
    """退回: to the author, with the reason."""
    article = _locked(article, actor, rules.may_sign, SIGNED)
    check_read(article, version)
    signed = sign_off(article, actor, now, Decision.RETURNED, remark)
    hold_author(article)
    article.move("send_back", due_on=None)
    article = store(article)
    notices.tell_returned(article, signed)
    return article


@verb
def publish(
    article: Article,
    *,
    actor: User,
    now: datetime,
    at: datetime | None = None,
    remark: str = "",
    version: int | None = None,
) -> Article:
    """签发: published at once, or by itself at ``at``."""
    article = _locked(article, actor, rules.may_publish, SIGNED)
    check_read(article, version)
    if at is not None and at <= now:
        raise ValidationError({"at": "刊发时间须晚于现在；立即刊发请留空。"})
    if at is not None and at > now + HORIZON:
        raise ValidationError({"at": "刊发时间须在一年以内。"})
    sign_off(article, actor, now, Decision.PASSED, remark)
    article.move("publish", published_at=at or now, due_on=None)
    article = store(article)
    notices.tell_issued(article)
    return article


@verb
def withdraw(article: Article, *, actor: User, now: datetime, reason: str) -> Article:
    """撤稿: gone for readers and from every issue at once, kept for the committee with the reason."""
    article = _locked(article, actor, rules.may_withdraw, "只能撤下已签发的稿件。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤稿原因。"})
    article.move("withdraw", withdrawn_reason=reason.strip(), withdrawn_by=actor, withdrawn_at=now)
    article = store(article)
    drop_open(article)
    bulletins.leave_out(article, now=now, reason=article.withdrawn_reason)
    notices.tell_withdrawn(article)
    return article
