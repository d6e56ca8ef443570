"""What the operations of one consultation share: the row's lock, and words to its committees."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from notifications import operations as notices
from rotation.models import Consultation, Rotation


def locked(consultation: Consultation) -> Consultation:
    """The consultation with all its page needs, its row locked until the end of the transaction."""
    return Consultation.objects.locked(consultation)


def lock_rotation(pk: int) -> Rotation:
    """Before the consultation's own row, by whatever moves leads, members, or topics from one to the next."""
    return Rotation.objects.select_for_update().get(pk=pk)


def refuse_closed(consultation: Consultation) -> None:
    """Nothing changes any more in a consultation that is cancelled or concluded."""
    if consultation.status == Consultation.Status.CANCELLED:
        raise ValidationError("会商已取消。")
    if consultation.closed_at is not None:
        raise ValidationError("会商已办结，不能再改动。")


def given_reason(reason: str, message: str = "请说明理由。") -> str:
    if not reason.strip():
        raise ValidationError({"reason": message})
    return reason.strip()


def tell(
    consultation: Consultation,
    committees: Iterable[int],
    *,
    step: str,
    title: str,
    body: str,
    now: datetime,
    url: str = "",
    asks: str = "",
    revision: int | None = None,
) -> None:
    """A notice to the staff of ``committees``; ``step`` with the moment makes it one of its kind.

    ``asks``: the kind of to-do it asks for, if any; ``revision``: of what is asked, else the consultation's.
    """
    notices.notify(
        topic=consultation.topic,
        step=f"{step}@{int(now.timestamp())}",
        revision=consultation.revision if revision is None else revision,
        recipients=User.objects.staff_of(*committees).to_be_told(),
        title=title,
        body=body,
        url=url or consultation.get_absolute_url(),
        asks=asks,
    )
