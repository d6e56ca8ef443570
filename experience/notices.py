"""Who is told what as a piece goes its way. Always in the transaction that moves it."""

from collections.abc import Iterable

from accounts.models import User
from collab_portal.lib.dates import chinese_moment
from experience.issues import Part
from experience.models import Adoption, Article, Bulletin, BulletinItem, SignOff
from notifications.models import Notification
from notifications.operations import notify, settle, withdraw
from organizations.models import Committee

ACTION, INFORMATION = Notification.Kind.ACTION, Notification.Kind.INFORMATION
STAFF = (User.Role.STAFF, User.Role.ADMIN)
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
    duty = Article.DUTIES.get(Article.Status(status))
    if duty:
        for committee in Committee.objects.filter(**{f"people__{duty}": True}).distinct():
            settle(topic=article.topic, step=f"ask-{status}", committee=committee)


def tell_returned(article: Article, signed: SignOff) -> None:
    body = f"{signed.get_step_display()}环节退回。意见：{signed.remark}"
    _send(article, "returned", [article.created_by], f"退回修改：《{article.title}》", body, ACTION)


def tell_issued(article: Article) -> None:
    if article.published_at is None:
        return
    body = f"已签发，刊发时间：{chinese_moment(article.published_at)}。"
    _send(article, "issued", _home(article), f"已签发：《{article.title}》", body, INFORMATION)


def tell_withdrawn(article: Article) -> None:
    withdraw(topic=article.topic, reason="稿件已撤下。")
    body = f"撤稿原因：{article.withdrawn_reason}"
    _send(article, "withdrawn", _home(article), f"已撤稿：《{article.title}》", body, INFORMATION)


def _home(article: Article) -> list[User]:
    """The author and the committee's admins."""
    admins = User.objects.admins_of(article.committee_id)
    return list({user.pk: user for user in (article.created_by, *admins)}.values())


def tell_adopted(adoption: Adoption) -> None:
    """The committee whose experience it is learns who uses it, and how."""
    _tell_giver(adoption, "adopted", f"{adoption.committee}借鉴了《{adoption.article}》", adoption.plan)


def tell_result(adoption: Adoption) -> None:
    _tell_giver(
        adoption, "result", f"{adoption.committee}报告了借鉴《{adoption.article}》的成效", adoption.result
    )


def _tell_giver(adoption: Adoption, step: str, title: str, body: str) -> None:
    notify(
        topic=adoption.topic,
        step=step,
        recipients=User.objects.staff_of(adoption.giver_id),
        title=title,
        url=adoption.article.get_absolute_url(),
        body=body,
        revision=adoption.version,
    )


def tell_released(bulletin: Bulletin, parts: Iterable[Part], missing: Iterable[BulletinItem]) -> None:
    """The digest to the staff of the nineteen; to the editors what dropped out, or that nothing was left."""
    digest = "\n\n".join(_section(part) for part in parts)
    if digest:
        staff = User.objects.active().filter(committee__isnull=False, role__in=STAFF)
        title = f"{bulletin.title}{bulletin}出刊"
        _issue(bulletin, "released", staff, title, digest, INFORMATION)
    gone = "\n".join(f"《{item.article}》：{item.left_out_reason}" for item in missing)
    if gone or not digest:
        title = f"{bulletin}{'有稿件未刊出' if digest else '没有可刊出的稿件，未出刊'}"
        _issue(bulletin, "missing", _editors(), title, gone or "请补充稿件后重新排定。", ACTION)


def tell_left_out(bulletin: Bulletin, article: Article) -> None:
    """A piece of an issue to come was withdrawn."""
    title = f"{bulletin}有稿件撤稿：《{article}》"
    body = f"撤稿原因：{article.withdrawn_reason}"
    _issue(bulletin, f"left-out-{article.pk}", _editors(), title, body, INFORMATION)


def _section(part: Part) -> str:
    titles = [f"· {item.article}（{item.article.committee.short_name}）" for item in part.items]
    return "\n".join((f"【{part.title}】", *titles))


def _editors() -> list[User]:
    return list(User.objects.active().filter(is_editor=True))


def _issue(
    bulletin: Bulletin, step: str, to: Iterable[User], title: str, body: str, kind: Notification.Kind
) -> None:
    notify(
        topic=bulletin.topic,
        step=step,
        recipients=to,
        title=title,
        url=bulletin.get_absolute_url(),
        body=body,
        kind=kind,
        revision=bulletin.version,
    )
