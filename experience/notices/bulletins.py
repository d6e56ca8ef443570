"""An issue of the bulletin: out, or short of a piece."""

from collections.abc import Iterable

from accounts.models import User
from experience.issues import Part
from experience.models import Article, Bulletin, BulletinItem
from notifications.models import Notification
from notifications.operations import notify

ACTION, INFORMATION = Notification.Kind.ACTION, Notification.Kind.INFORMATION
STAFF = (User.Role.STAFF, User.Role.ADMIN)


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
