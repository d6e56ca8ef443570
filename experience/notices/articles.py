"""A piece on its way from the author to the reader."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from collab_portal.lib.dates import chinese_moment
from experience.models import STEP_OF, Adoption, Article, Correction, SignOff
from experience.rules import author_at_work
from notifications.operations import notify, withdraw


def _send(article: Article, step: str, to: Iterable[User], title: str, body: str, *, asks: str = "") -> None:
    notify(
        topic=article.topic,
        step=step,
        recipients=to,
        title=title,
        url=article.get_absolute_url(),
        body=body,
        asks=asks,
        revision=article.round,
    )


def ask_for_signature(article: Article) -> None:
    """Everybody who may take the step the piece has come to."""
    step = STEP_OF[article.status]
    body = f"{article.committee.short_name}供稿，{article.get_kind_display()}。"
    title = f"待{step.label}：《{article.title}》"
    people = signers(article, article, but=[article.created_by_id])
    _send(article, f"ask-{article.status}", people, title, body, asks=step.value)


def signers(text: Article | Correction, article: Article, *, but: Iterable[int]) -> QuerySet[User]:
    """Who has the duty of the step ``text`` has come to, and has not signed in this round of ``article``."""
    signed = SignOff.objects.filter(article=article, round=text.round).values("person")
    duty = Article.DUTIES[Article.Status(text.status)]
    holders: QuerySet[User] = User.objects.active().filter(**{duty: True})
    return holders.exclude(pk__in=but).exclude(pk__in=signed)


def tell_returned(article: Article, signed: SignOff) -> None:
    body = f"{signed.get_step_display()}环节退回。意见：{signed.remark}"
    _send(article, "returned", menders(article), f"退回修改：《{article.title}》", body, asks="returned")


def menders(text: Article | Correction) -> list[User]:
    """Its author; where he has left, the staff of the piece's committee, who may change it as well."""
    author, article = author_at_work(text), text if isinstance(text, Article) else text.article
    return [author] if author else list(User.objects.staff_of(article.committee_id))


def tell_issued(article: Article) -> None:
    if article.published_at is None:
        return
    body = f"已签发，刊发时间：{chinese_moment(article.published_at)}。"
    _send(article, "issued", home_of(article), f"已签发：《{article.title}》", body)


def tell_withdrawn(article: Article) -> None:
    withdraw(topic=article.topic, reason="稿件已撤下。")
    body = f"撤稿原因：{article.withdrawn_reason}"
    people = [*home_of(article), *takers_of(article)]
    _send(article, "withdrawn", people, f"已撤稿：《{article.title}》", body)


def takers_of(article: Article) -> list[User]:
    """Staff of those who took it up: they may have relied on what was wrong."""
    standing = Adoption.objects.filter(article=article, withdrawn_at=None)
    return list(User.objects.staff_of(*standing.values_list("committee", flat=True)))


def home_of(article: Article) -> list[User]:
    """The author and the committee's admins."""
    admins = User.objects.admins_of(article.committee_id)
    return list({user.pk: user for user in (article.created_by, *admins)}.values())
