"""A piece, or its correction, on its way from the author to the reader."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from collab_portal.lib.dates import chinese_moment
from collab_portal.lib.joint.chain import Link
from experience.models import Adoption, Article, Correction, SignOff
from experience.rules import author_at_work
from notifications.operations import notify, withdraw


def _send(
    text: Article | Correction, step: str, to: Iterable[User], title: str, body: str, *, asks: str = ""
) -> None:
    """``title``: what is told of the text, which it ends with."""
    named = str(text) if isinstance(text, Correction) else f"《{text}》"
    notify(
        topic=text.topic,
        step=step,
        recipients=to,
        title=f"{title}：{named}",
        url=text.get_absolute_url(),
        body=body,
        asks=asks,
        revision=text.round,
    )


def ask_for_signature(text: Article | Correction) -> None:
    """Everybody who may take the step it has come to, if another signature is needed."""
    if link := text.link:
        piece = text.piece
        sent = f"{piece.committee.short_name}供稿，{piece.get_kind_display()}。"
        body = text.note if isinstance(text, Correction) else sent
        _send(text, f"ask-{text.status}", _signers(text, link), f"待{link.label}", body, asks=link.step)


def _signers(text: Article | Correction, link: Link) -> QuerySet[User]:
    """Who has the duty of the step, did not write it, and has not signed in this round."""
    signed = SignOff.objects.filter(article=text.piece, round=text.round).values("person")
    holders: QuerySet[User] = User.objects.active().with_duty(link.duty)
    return holders.exclude(pk__in=text.writers).exclude(pk__in=signed)


def tell_returned(text: Article | Correction, signed: SignOff) -> None:
    body = f"{signed.get_step_display()}环节退回。意见：{signed.remark}"
    _send(text, "returned", menders(text), "退回修改", body, asks="returned")


def menders(text: Article | Correction) -> list[User]:
    """Its author; where he has left, the staff of the piece's committee, who may change it as well."""
    author = author_at_work(text)
    return [author] if author else list(User.objects.staff_of(text.piece.committee_id))


def tell_issued(article: Article) -> None:
    if article.published_at is None:
        return
    body = f"已签发，刊发时间：{chinese_moment(article.published_at)}。"
    _send(article, "issued", home_of(article), "已签发", body)


def tell_withdrawn(article: Article) -> None:
    withdraw(topic=article.topic, reason="稿件已撤下。")
    body = f"撤稿原因：{article.withdrawn_reason}"
    people = [*home_of(article), *takers_of(article)]
    _send(article, "withdrawn", people, "已撤稿", body)


def takers_of(article: Article) -> list[User]:
    """Staff of those who took it up: they may have relied on what was wrong."""
    standing = Adoption.objects.filter(article=article, withdrawn_at=None)
    return list(User.objects.staff_of(*standing.values_list("committee", flat=True)))


def home_of(article: Article) -> list[User]:
    """The author and the committee's admins."""
    admins = User.objects.admins_of(article.committee_id)
    return list({user.pk: user for user in (article.created_by, *admins)}.values())
