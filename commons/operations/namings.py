"""联合命名: apply for one's resource, propose a batch, take a plaque down.

Order of locks: committee, agreement, resources by key.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.chinese import look
from collab_portal.lib.verbs import put, verb
from commons import notices
from commons.models import Plaque, Resource
from organizations.models import Committee, FrameworkAgreement
from organizations.operations import agreements


@verb("commons.edit_resource")
def nominate(resource: Resource, *, actor: User, now: datetime, applies: bool) -> Resource:
    """申报联合命名 by the owner, or take that back. A second click does nothing."""
    if not applies:
        resource.nominated_at = resource.nominated_by = None
    elif resource.is_closed:
        raise ValidationError("已停止共享，不能申报联合命名。")
    elif resource.plaques.standing().exists():
        raise ValidationError("它已列入一批联合命名。")
    elif resource.nominated_at is None:
        resource.nominated_at, resource.nominated_by = now, actor
    put(resource)
    return resource


@verb("organizations.propose_agreement")
def propose_naming(
    *,
    actor: User,
    submission: UUID,
    now: datetime,
    committees: Sequence[Committee],
    numbers: Mapping[int, str],
    **facts: Any,
) -> FrameworkAgreement:
    """发起 one batch; ``numbers``: the number on the plaque of each resource by its key.

    Whose resources are named is a party, asked or not. The same submission again gives the same batch.
    """
    owners = Committee.objects.filter(resources__in=list(numbers)).distinct()
    naming = agreements.propose(
        actor=actor,
        submission=submission,
        now=now,
        committees=list({one.pk: one for one in (*committees, *owners)}.values()),
        items=[],
        kind=FrameworkAgreement.Kind.NAMING,
        **facts,
    )
    if naming.plaques.exists():  # type: ignore[attr-defined]
        return naming
    rows = Resource.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(numbers))
    resources = list(rows.order_by("pk"))
    _check(resources, numbers)
    for resource in resources:
        put(Plaque(agreement=naming, resource=resource, number=numbers[resource.pk]))
    return naming


def _check(resources: Sequence[Resource], numbers: Mapping[int, str]) -> None:
    """Raises ValidationError beside the number of a resource that cannot be named by it."""
    if not resources:
        raise ValidationError("请至少为一项资源填写编号。")
    wrong, seen = {}, set()
    standing = set(Plaque.objects.standing().values_list("resource", flat=True))
    for resource in resources:
        field, number = f"number_{resource.pk}", look(numbers[resource.pk])
        if resource.is_closed or resource.nominated_at is None:
            wrong[field] = f"“{resource}”已撤回申报或停止共享，请留空。"
        elif resource.pk in standing:
            wrong[field] = f"“{resource}”已列入另一批联合命名，请留空。"
        elif number in seen:
            wrong[field] = f"编号“{numbers[resource.pk]}”重复。"
        seen.add(number)
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


@verb("commons.revoke_plaque")
def revoke_plaque(plaque: Plaque, *, actor: User, now: datetime, reason: str) -> Plaque:
    """摘牌 by the owner of the resource or the proposer of the naming; the other parties are told."""
    if plaque.agreement.status != FrameworkAgreement.Status.ACTIVE:
        raise ValidationError("命名生效期间才能摘牌；还在会签的，可以谢绝或撤回。")
    if plaque.revoked_on is None:
        plaque.revoked_on, plaque.revoked_reason = dates.today(now), reason
        put(plaque)
        notices.revoked(plaque, but=actor.committee_id)
    return plaque
