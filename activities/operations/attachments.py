"""Photos and papers: any party adds its own, and takes away only its own."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from activities.models import Activity, Attachment
from activities.models.attachment import ATTACHMENTS_LIMIT
from activities.operations.content import lock
from collab_portal.lib.http import require
from collab_portal.lib.uploads import Upload
from organizations.operations import files


def attach(activity: Activity, upload: Upload, *, actor: User) -> Attachment:
    """Keep a file with the record. A refused one leaves nothing; attachments need no new confirmation.

    The same file again, by the same person, is the one that is there.
    """
    require("activities.attach", actor, activity)
    _must_have_room(activity)
    file = files.store(upload, actor=actor)
    with transaction.atomic():  # the file is checked and written before the record is locked
        activity = lock(activity)
        require("activities.attach", actor, activity)
        _must_have_room(activity)
        known = activity.attachments.filter(**files.same_as(file)).first()
        return known or Attachment.objects.create(activity=activity, file=file)


def _must_have_room(activity: Activity) -> None:
    if activity.status in {Activity.Status.CANCELLED, Activity.Status.VOID}:
        raise ValidationError(f"{activity.get_status_display()}的活动不再添加附件。")
    if activity.attachments.count() >= ATTACHMENTS_LIMIT:
        raise ValidationError(f"一项活动最多 {ATTACHMENTS_LIMIT} 个附件。")


@transaction.atomic
def detach(attachment: Attachment, *, actor: User) -> None:
    """Take one's own committee's file away again; its bytes are swept a day later."""
    require("activities.detach", actor, attachment)
    attachment.delete()
