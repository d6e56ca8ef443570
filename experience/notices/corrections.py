"""A correction on its way to the published text."""

from collections.abc import Iterable

from accounts.models import User
from experience.models import STEP_OF, Correction
from experience.notices.articles import home_of, menders, signers, takers_of
from notifications.operations import notify


def ask_for_correction(correction: Correction) -> None:
    """Everybody who may take the step it has come to."""
    step, writers = STEP_OF[correction.status], [correction.created_by_id, correction.article.created_by_id]
    people = signers(correction, correction.article, but=writers)
    title = f"待{step.label}：{correction}"
    _ask(correction, f"ask-{correction.status}", people, title, correction.note, asks=step.value)


def tell_correction_returned(correction: Correction, remark: str) -> None:
    title, body = f"退回修改：{correction}", f"意见：{remark}"
    _ask(correction, "returned", menders(correction), title, body, asks="returned")


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


def _ask(correction: Correction, step: str, to: Iterable[User], title: str, body: str, *, asks: str) -> None:
    notify(
        topic=correction.topic,
        step=step,
        recipients=to,
        title=title,
        url=correction.get_absolute_url(),
        body=body,
        asks=asks,
        revision=correction.round,
    )
