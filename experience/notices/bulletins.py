"""An issue of the bulletin: out, or short of a piece."""

from collections.abc import Iterable

from accounts.models import User
from experience import digest
from experience.issues import Part
from experience.models import Article, Bulletin, BulletinItem
from notifications.operations import notify


def tell_released(bulletin: Bulletin, parts: Iterable[Part], missing: Iterable[BulletinItem]) -> None:
    """To each what he follows of it; to the editors what dropped out, or that nothing was left."""
    parts = list(parts)
    for text, people in digest.texts(parts).items():
        title = f"{bulletin.title}{bulletin}出刊：您关注的内容"
        _issue(bulletin, digest.STEP, people, title, text)
    gone = "\n".join(f"《{item.article}》：{item.left_out_reason}" for item in missing)
    if not parts:
        _ask_again(bulletin, gone)
    elif gone:
        _issue(bulletin, "missing", _editors(), f"{bulletin}有稿件未刊出", gone)


def _ask_again(bulletin: Bulletin, gone: str) -> None:
    """Its day came and there was nothing to let out: the editors have to settle it once more."""
    notify(
        topic=bulletin.topic,
        step=f"empty-{bulletin.version}",
        recipients=_editors(),
        title=f"{bulletin}没有可刊出的稿件，未出刊",
        url=bulletin.get_absolute_url(),
        body="\n".join(filter(None, (gone, "请补充稿件后重新排定。"))),
        asks="bulletin",
    )


def tell_left_out(bulletin: Bulletin, article: Article) -> None:
    """A piece of an issue to come was withdrawn."""
    title = f"{bulletin}有稿件撤稿：《{article}》"
    body = f"撤稿原因：{article.withdrawn_reason}"
    _issue(bulletin, f"left-out-{article.pk}", _editors(), title, body)


def _editors() -> list[User]:
    return list(User.objects.active().with_duty("editor"))


def _issue(bulletin: Bulletin, step: str, to: Iterable[User], title: str, body: str) -> None:
    notify(
        topic=bulletin.topic,
        step=step,
        recipients=to,
        title=title,
        url=bulletin.get_absolute_url(),
        body=body,
        revision=bulletin.version,
    )
