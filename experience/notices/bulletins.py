"""An issue of the bulletin: out, or short of a piece."""

from collections.abc import Iterable

from accounts.models import User
from experience import digest
from experience.issues import Part
from experience.models import Article, Bulletin, BulletinItem
from notifications.models import Notification
from notifications.operations import notify

ACTION, INFORMATION = Notification.Kind.ACTION, Notification.Kind.INFORMATION


def tell_released(bulletin: Bulletin, parts: Iterable[Part], missing: Iterable[BulletinItem]) -> None:
    """To each what he follows of it; to the editors what dropped out, or that nothing was left."""
    parts = list(parts)
    for text, people in digest.texts(parts).items():
        title = f"{bulletin.title}{bulletin}出刊：您关注的内容"
        _issue(bulletin, digest.STEP, people, title, text, INFORMATION)
    gone = "\n".join(f"《{item.article}》：{item.left_out_reason}" for item in missing)
    if gone or not parts:
        title = f"{bulletin}{'有稿件未刊出' if parts else '没有可刊出的稿件，未出刊'}"
        _issue(bulletin, "missing", _editors(), title, gone or "请补充稿件后重新排定。", ACTION)


def tell_left_out(bulletin: Bulletin, article: Article) -> None:
    """A piece of an issue to come was withdrawn."""
    title = f"{bulletin}有稿件撤稿：《{article}》"
    body = f"撤稿原因：{article.withdrawn_reason}"
    _issue(bulletin, f"left-out-{article.pk}", _editors(), title, body, INFORMATION)


def _editors() -> list[User]:
    return list(User.objects.active().filter(is_editor=True))


def _issue(
    bulletin: Bulletin,
    step: str,
    to: Iterable[User],
    title: str,
    body: str,
    kind: Notification.Kind,
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
