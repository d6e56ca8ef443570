"""What a partner answers: that it was so, or that it was not."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from activities import notices
from activities.models import Activity, Participation
from activities.operations.conclusion import conclude
from activities.operations.placing import arrange, ask_for
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_read, check_version

Status = Activity.Status


@verb("activities.confirm")
def confirm(
    activity: Activity,
    *,
    actor: User,
    now: datetime,
    version: int | None = None,
    headcount: int | None = None,
) -> Activity:
    """Sign for the actor's committee; the last signature confirms the record.

    Safe to repeat, and when two committees sign at once: the activity row is locked first, so
    whichever signs second sees the other's signature. ``version`` is what the signer read.
    """
    party = activity.participations.get(committee=actor.committee_id)
    if party.is_signed:
        return activity
    _must_be_held(activity)
    if version is not None:
        check_version(activity, version, "牵头方刚修改了内容，请核对后再确认。")
    if headcount is not None:
        party.headcount = headcount
    party.sign(actor=actor, now=now)
    return conclude(activity, now)


@verb("activities.count")
def count(activity: Activity, *, actor: User, headcount: int | None, now: datetime) -> Activity:
    """How many of the actor's own committee came: its own word until all have confirmed, no new version.

    None takes it back to not said; the host, who counts for all to begin with, always says a number.
    """
    if activity.status != Status.HELD:
        raise ValidationError("只有待各方确认的记录可以直接改本工委人次；已确认的请提出更正。")
    party = activity.participations.get(committee=actor.committee_id)
    if party.is_host and headcount is None:
        raise ValidationError({"headcount": "牵头方须填写人次。"})
    party.headcount = headcount
    party.full_clean(validate_unique=False)
    party.save()
    return activity


@verb("activities.reply")
def reply(
    activity: Activity,
    *,
    actor: User,
    reply: str,
    expected: int | None = None,
    note: str = "",
    now: datetime,
    version: int | None = None,
) -> Activity:
    """Say for the actor's committee whether it comes, and with how many; the last word counts.

    ``version`` is what the person had read: day and place may be others by now.
    """
    if activity.status != Status.ANNOUNCED:
        raise ValidationError(f"该活动{activity.get_status_display()}，目前不收回执。")
    if version is not None:
        check_version(activity, version, "牵头方刚修改了内容，请核对后再回执。")
    refuse_markings(note)
    party = activity.participations.get(committee=actor.committee_id)
    before = party.expected or 0
    party.reply, party.reply_note = reply, note.strip()
    party.expected = expected if reply == Participation.Reply.ATTEND else None
    party.replied_by, party.replied_at, party.replied_version = actor, now, activity.version
    ask_for(activity, party, before, now)
    party.full_clean(validate_unique=False)
    party.save()
    arrange(activity, now, speaker=party.committee_id)
    notices.replied(activity, party)
    return activity


@verb("activities.dispute")
def dispute(
    activity: Activity, *, actor: User, reason: str, now: datetime, version: int | None = None
) -> Activity:
    """Object on behalf of the actor's committee; the host is told and may correct the record.

    The same words again while they stand change nothing.
    """
    _must_be_held(activity)
    check_read(activity, version)
    party = activity.participations.get(committee=actor.committee_id)
    if party.object_to(actor=actor, reason=reason, now=now):
        notices.disputed(activity, party)
    return activity


def _must_be_held(activity: Activity) -> None:
    if activity.status != Status.HELD:
        raise ValidationError(f"该记录{activity.get_status_display()}，目前不能确认或提出异议。")
