"""结对批次: kept by the committee that organises it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib.versions import check_version
from organizations.models import Committee, PairingBatch
from organizations.operations.rights import check


@transaction.atomic
def save_batch(batch: PairingBatch, *, actor: User, version: int = 0, **facts: Any) -> PairingBatch:
    """Add or change a batch of the actor's committee. Sending the same new batch twice makes one."""
    Committee.objects.select_for_update(no_key=True).get(pk=batch.committee_id)
    namesake = PairingBatch.objects.filter(committee=batch.committee_id, name=facts["name"])
    other = namesake.exclude(pk=batch.pk).first()
    if other is not None:
        if not batch.pk and all(getattr(other, name) == value for name, value in facts.items()):
            return other
        raise ValidationError({"name": "本工委已有同名批次。"})
    if batch.pk:
        batch = PairingBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        check("organizations.edit_batch", actor, batch)
        check_version(batch, version)
    else:
        batch = PairingBatch(committee_id=batch.committee_id)
    for name, value in facts.items():
        setattr(batch, name, value)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch
