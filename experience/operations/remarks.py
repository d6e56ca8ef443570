"""批注: a signer's word on one passage; the author says it is done."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from experience import marking, rules
from experience.models import Article, Remark
from experience.models.remark import BEFORE_LENGTH, QUOTE_LENGTH


@transaction.atomic
def remark(article: Article, *, actor: User, now: datetime, quote: str, before: str, note: str) -> Remark:
    """Beside words that stand in the text now. The same remark again is the one that stands."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not rules.may_sign(actor, article):
        raise ValidationError("稿件已不在您签审的环节，不能批注。")
    quote = " ".join(quote.split())[:QUOTE_LENGTH]
    if not marking.contains(article.body, quote):
        raise ValidationError({"quote": "正文里没有这段文字，请从正文中选取或照抄。"})
    same = {"round": article.round, "quote": quote, "before": before[-BEFORE_LENGTH:], "note": note.strip()}
    known = article.remarks.open().filter(person=actor, **same).first()
    if known is not None:
        return known
    made = Remark(article=article, person=actor, at=now, **same)
    made.full_clean()
    made.save()
    return made


@transaction.atomic
def settle_remark(made: Remark, *, actor: User, now: datetime) -> Remark:
    """The author's side has dealt with it; again undoes that."""
    made = Remark.objects.select_for_update(of=("self",)).select_related("article").get(pk=made.pk)
    if not rules.may_settle(actor, made):
        raise ValidationError("稿件不在修改中，不能处理批注。")
    done = made.settled_at is None
    made.settled_at, made.settled_by = (now, actor) if done else (None, None)
    made.save(update_fields=["settled_at", "settled_by"])
    return made


@transaction.atomic
def drop_remark(made: Remark, *, actor: User) -> None:
    """The signer takes it back while the piece is still in hand."""
    made = Remark.objects.select_for_update(of=("self",)).select_related("article").get(pk=made.pk)
    if not rules.may_drop_remark(actor, made):
        raise ValidationError("只能在签审时撤回自己的批注。")
    made.delete()
