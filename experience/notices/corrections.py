"""A correction on its way to the published text."""

from collections.abc import Iterable

from accounts.models import User
from experience.models import Article, Correction, SignOff
from experience.notices.articles import ACTION, STEP_NAMES, home_of, settle_duty, takers_of
from notifications.models import Notification
from notifications.operations import notify, settle


def ask_for_correction(correction: Correction) -> None:
    """Everybody who may take the step it has come to."""
    status = Article.Status(correction.status)
    signed = SignOff.objects.filter(article=correction.article, round=correction.round).values("person")
    writers = [correction.created_by_id, correction.article.created_by_id]
    people = User.objects.active().filter(**{Article.DUTIES[status]: True}).exclude(pk__in=writers)
    title = f"待{STEP_NAMES[status]}：{correction}"
    _send(correction, f"ask-{status}", people.exclude(pk__in=signed), title, correction.note, ACTION)


def settle_correction(correction: Correction) -> None:
    """The step is taken, or the returned one sent again."""
    if correction.status in Article.DUTIES:
        settle_duty(correction.topic, correction.status)
    if correction.pk and correction.created_by.committee:
        settle(topic=correction.topic, step="returned", committee=correction.created_by.committee)


def tell_correction_returned(correction: Correction, remark: str) -> None:
    title = f"退回修改：{correction}"
    _send(correction, "returned", [correction.created_by], title, f"意见：{remark}", ACTION)


def tell_corrected(correction: Correction) -> None:
    """The piece's own committee, and those who took it up."""
    people = [*home_of(correction.article), *takers_of(correction.article)]
    notify(
        topic=correction.topic,
        step="issued",
        recipients=people,
        title=f"已更正：《{correction.article}》",
        url=correction.article.get_absolute_url(),
        body=correction.note,
        revision=correction.version,
    )


def _send(
    correction: Correction, step: str, to: Iterable[User], title: str, body: str, kind: Notification.Kind
) -> None:
    notify(
        topic=correction.topic,
        step=step,
        recipients=to,
        title=title,
        url=correction.get_absolute_url(),
        body=body,
        kind=kind,
        revision=correction.round,
    )
