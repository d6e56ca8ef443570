"""会商纪要: drafted, sent round, signed or objected to by each attending committee, frozen."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Sum
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.history import events_of
from collab_portal.lib.html import clean, plain_text
from collab_portal.lib.http import require
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import StaleError, check_read
from rotation.audience import attending, leads_of
from rotation.documents import frozen
from rotation.models import (
    Consultation,
    Minutes,
    MinutesDecision,
    MinutesSignature,
    Resolution,
    WorkdayOverride,
)
from rotation.operations.common import locked, refuse_closed, tell

SIGN_WITHIN = 7  # working days
LONGEST = 100_000


def edits_of(consultation: Consultation) -> int:
    """How often its minutes were saved or sent: the version an editor begins from."""
    return consultation.minutes.aggregate(edits=Sum("edit"))["edits"] or 0


def read_of(consultation: Consultation) -> int:
    """Rises with all that is sent round with the draft: its edits, and each change of a decision."""
    decided = events_of(Resolution).filter(consultation_id=consultation.pk).count()
    return edits_of(consultation) + decided


@verb("rotation.convene")
def write_minutes(
    consultation: Consultation, *, actor: User, body: str, version: int, now: datetime
) -> Minutes:
    """Write or rewrite the draft: the first version, or the next one while the last is being signed.

    ``version``: ``edits_of`` when the writer opened the text. Raises StaleError when somebody saved since.
    """
    refuse_closed(consultation)
    if consultation.status != Consultation.Status.HELD:
        raise ValidationError("会商召开后才能起草纪要。")
    if not plain_text(body).strip():
        raise ValidationError({"body": "请填写纪要正文。"})
    if len(body) > LONGEST:
        raise ValidationError({"body": f"纪要过长，请控制在 {LONGEST // 10_000} 万字符以内。"})
    if consultation.minutes.filter(signed_at__isnull=False).exists():
        raise ValidationError("纪要已签毕，不能再改。")
    edits = edits_of(consultation)
    if edits != version:
        raise StaleError(consultation, version=edits)
    draft = consultation.minutes.drafts().first()
    if draft is None:
        last = consultation.minutes.aggregate(last=Max("version"))["last"] or 0
        draft = Minutes(consultation=consultation, version=last + 1, edit=0)
    draft.edit += 1
    draft.body = clean(body)  # type: ignore[assignment]
    draft.written_by, draft.written_at = actor, now
    draft.save()
    return draft


@verb("rotation.convene")
def submit_minutes(
    consultation: Consultation,
    *,
    actor: User,
    now: datetime,
    sign_by: date | None = None,
    version: int | None = None,
) -> Minutes:
    """Send the draft round, with the decisions as they are: all of it is kept as it was sent.

    ``version``: the draft and the decisions that were read (``read_of``).

    A version that is being signed is replaced: everybody signs the new text.
    """
    refuse_closed(consultation)
    draft = consultation.minutes.drafts().first()
    if draft is None:
        raise ValidationError("没有待送签的纪要草稿。")
    check_read(draft, version, now=read_of(consultation))
    today = dates.today(now)
    sign_by = sign_by or WorkdayOverride.objects.calendar().shifted(today, SIGN_WITHIN)
    if sign_by < today:
        raise ValidationError({"sign_by": "会签截止不能早于今天。"})
    consultation.minutes.in_force().update(replaced_at=now)
    draft.submitted_at, draft.sign_by = now, sign_by
    draft.edit += 1
    draft.facts = frozen.Facts.of(consultation, str(draft.written_by)).stored()
    draft.save()
    _keep_decisions(draft, consultation)
    asked = attending(consultation)
    draft.ask(asked)
    tell(
        consultation,
        asked,
        step=f"minutes-{draft.version}",
        title=f"请会签会商纪要（第{draft.version}稿），截止{dates.chinese_date(sign_by)}",
        body=consultation.title,
        url=f"{reverse('rotation:minutes', args=[consultation.pk])}#minutes",
        asks="countersign",
        revision=draft.revision,
        now=now,
    )
    return draft


@verb
def sign_minutes(minutes: Minutes, *, actor: User, now: datetime) -> MinutesSignature:
    """Countersign for the actor's committee; the last signature freezes the minutes.

    The consultation is locked first, so of nineteen who sign at once the last sees all the others.
    An objection of the same committee is settled by its signature.
    """
    signature, consultation = _asked(minutes, actor)
    if not signature.is_signed:
        signature.sign(actor=actor, now=now)
        _conclude(signature.minutes, consultation, now)
    return signature


@verb
def object_to_minutes(minutes: Minutes, *, actor: User, objection: str, now: datetime) -> MinutesSignature:
    """提出异议: instead of signing; the lead answers, or brings a new version."""
    signature, consultation = _asked(minutes, actor)
    turn = consultation.turn
    if signature.is_signed:
        raise ValidationError("贵单位已签署，不能再提异议。")
    if not signature.object_to(actor=actor, reason=objection, now=now):
        return signature
    tell(
        consultation,
        leads_of(consultation),
        step=f"objection-{signature.pk}",
        title=f"{actor.committee}对会商纪要提出异议",
        body=signature.objection,
        url=f"{reverse('rotation:minutes', args=[consultation.pk])}#minutes",
        # Once the lead's rights have ended it is the secretariat that answers: the lead only hears of it.
        asks="objection" if turn.is_led_by(turn.committee_id, dates.today(now)) else "",
        revision=signature.minutes.revision,
        now=now,
    )
    return signature


@verb
def answer_objection(
    signature: MinutesSignature, *, actor: User, answer: str, now: datetime
) -> MinutesSignature:
    """The lead explains why the text stands; the committee may then sign."""
    consultation = locked(signature.minutes.consultation)
    require("rotation.convene", actor, consultation)
    refuse_closed(consultation)
    minutes = signature.minutes
    signature = MinutesSignature.objects.select_for_update().get(pk=signature.pk)
    if not signature.is_objecting:
        raise ValidationError("没有待答复的异议。")
    if not answer.strip():
        raise ValidationError({"answer": "请写明答复。"})
    signature.answer, signature.answered_at = answer.strip(), now
    signature.store()
    touch(consultation)
    tell(
        consultation,
        [signature.committee_id],
        step=f"answer-{signature.pk}",
        title="对纪要异议的答复",
        body=signature.answer,
        url=f"{reverse('rotation:minutes', args=[consultation.pk])}#minutes",
        asks="countersign",
        revision=minutes.revision,
        now=now,
    )
    return signature


def finish(minutes: Minutes, day: date) -> None:
    """The version is final on ``day``: who countersigned it is kept in the words of that day."""
    minutes.countersigned = frozen.Countersigned.of(minutes).stored()
    minutes.finished_on = day
    minutes.save()


def _keep_decisions(minutes: Minutes, consultation: Consultation) -> None:
    """What is changed from now on is a change after the meeting."""
    found = frozen.decisions_of(None, consultation)
    for decision in found:
        decision.minutes = minutes
    MinutesDecision.objects.bulk_create(found)
    consultation.resolutions.update(adjusted_on=None)


def _asked(minutes: Minutes, actor: User) -> tuple[MinutesSignature, Consultation]:
    """What the actor may say for its committee to the version that is being signed, which is locked."""
    consultation = locked(minutes.consultation)
    minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
    signature = minutes.parties.filter(committee=actor.committee_id).first()
    if not actor.is_staff_member or signature is None:
        raise PermissionDenied
    if minutes.replaced_at is not None:
        raise ValidationError("纪要已有新稿，请阅读新稿后再签。")
    if minutes.signed_at is None and consultation.closed_at is not None:
        raise ValidationError("会商已办结，不再收会签意见。")
    return signature, consultation


def _conclude(minutes: Minutes, consultation: Consultation, now: datetime) -> None:
    """All attending committees have signed: the text is final."""
    if minutes.signed_at is None and not minutes.parties.unsigned().exists():
        present = list(minutes.parties.values_list("committee", flat=True))
        minutes.signed_at = now
        finish(minutes, dates.today(now))
        consultation.minutes.drafts().delete()
        tell(
            consultation,
            present,
            step=f"signed-{minutes.version}",
            title=f"会商纪要已签毕：{consultation.title}",
            body=f"{len(present)} 家参会工委均已会签。",
            now=now,
        )
