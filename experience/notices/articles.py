"""A piece on its way from the author to the reader."""

from collections.abc import Iterable

from accounts.models import User
from collab_portal.lib.dates import chinese_moment
from experience.models import Adoption, Article, SignOff
from notifications.models import Notification
from notifications.operations import notify, settle, withdraw
from organizations.models import Committee

ACTION, INFORMATION = Notification.Kind.ACTION, Notification.Kind.INFORMATION
STEP_NAMES = {
    Article.Status.EDITING: "编辑",
    Article.Status.REVIEWING: "审核",
    Article.Status.ISSUING: "签发",
}


def _send(
    article: Article, step: str, to: Iterable[User], title: str, body: str, kind: Notification.Kind
) -> None:
    notify(
        topic=article.topic,
        step=step,
        recipients=to,
        title=title,
        url=article.get_absolute_url(),
        body=body,
        kind=kind,
        revision=article.round,
    )


def ask_for_signature(article: Article) -> None:
    """Everybody who may take the step the piece has come to."""
    status = Article.Status(article.status)
    duty, name = Article.DUTIES[status], STEP_NAMES[status]
    signed = SignOff.objects.filter(article=article, round=article.round).values("person")
    others = User.objects.active().exclude(pk=article.created_by_id).exclude(pk__in=signed)
    body = f"{article.committee.short_name}供稿，{article.get_kind_display()}。"
    _send(
        article,
        f"ask-{status}",
        others.filter(**{duty: True}),
        f"待{name}：《{article.title}》",
        body,
        ACTION,
    )


def settle_step(article: Article, status: str) -> None:
    """One signature does the 待办 of everybody who was asked; a new round that of the author."""
    if status == Article.Status.RETURNED:
        settle(topic=article.topic, step="returned", committee=article.committee)
        return
    settle_duty(article.topic, status)


def settle_duty(topic: str, status: str) -> None:
    """Done for all who share the duty of this step."""
    duty = Article.DUTIES.get(Article.Status(status))
    if duty:
        for committee in Committee.objects.filter(**{f"people__{duty}": True}).distinct():
            settle(topic=topic, step=f"ask-{status}", committee=committee)


def tell_returned(article: Article, signed: SignOff) -> None:
    body = f"{signed.get_step_display()}环节退回。意见：{signed.remark}"
    _send(article, "returned", _writers(article), f"退回修改：《{article.title}》", body, ACTION)


def _writers(article: Article) -> Iterable[User]:
    """The author; where the author has left, the staff of the committee, who may change it as well."""
    author = article.created_by
    if author.is_active and author.committee_id == article.committee_id:
        return [author]
    return list(User.objects.staff_of(article.committee_id))


def tell_issued(article: Article) -> None:
    if article.published_at is None:
        return
    body = f"已签发，刊发时间：{chinese_moment(article.published_at)}。"
    _send(article, "issued", home_of(article), f"已签发：《{article.title}》", body, INFORMATION)


def tell_withdrawn(article: Article) -> None:
    withdraw(topic=article.topic, reason="稿件已撤下。")
    body = f"撤稿原因：{article.withdrawn_reason}"
    people = [*home_of(article), *takers_of(article)]
    _send(article, "withdrawn", people, f"已撤稿：《{article.title}》", body, INFORMATION)


def takers_of(article: Article) -> list[User]:
    """Staff of those who took it up: they may have relied on what was wrong."""
    standing = Adoption.objects.filter(article=article, withdrawn_at=None)
    return list(User.objects.staff_of(*standing.values_list("committee", flat=True)))


def home_of(article: Article) -> list[User]:
    """The author and the committee's admins."""
    admins = User.objects.admins_of(article.committee_id)
    return list({user.pk: user for user in (article.created_by, *admins)}.values())
