"""共享资源: register, edit, close for good or for days. Order of locks: committee, resource."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import codes, dates
from collab_portal.lib.chinese import look
from collab_portal.lib.verbs import creates, put, verb
from collab_portal.lib.versions import check_version
from commons.models import Closure, Resource


@creates(Resource, "commons.add_resource")
def add_resource(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Resource:
    """Register one for the actor's committee. The same submission again gives the same one."""
    return _store(Resource(committee_id=actor.committee_id or 0, submission=submission), facts, now)


@verb("commons.edit_resource")
def edit_resource(resource: Resource, *, actor: User, version: int, now: datetime, **facts: Any) -> Resource:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    check_version(resource, version)
    if resource.is_closed:
        raise ValidationError("已停止共享；需要修改的，请先恢复。")
    return _store(resource, facts, now)


def _store(resource: Resource, facts: dict[str, Any], now: datetime) -> Resource:
    for name, value in facts.items():
        setattr(resource, name, value)
    resource.code = codes.code(resource.code)
    if codes.fault(resource.code):
        raise ValidationError({"code": codes.BY_HAND})
    if resource.branch is not None and resource.branch.committee_id != resource.committee_id:
        raise ValidationError({"branch": "管理党组织须是本工委的。"})
    check_names(resource)
    put(resource)
    return resource


def check_names(resource: Resource) -> None:
    """Raises ValidationError where an open one of the committee and kind has a name that reads the same."""
    rows = Resource.objects.filter(committee=resource.committee_id, kind=resource.kind)
    known = rows.filter(closed_on__isnull=True).exclude(pk=resource.pk).values_list("title", flat=True)
    for title in known:
        if look(title) == look(resource.title):
            raise ValidationError({"title": f"本工委已有同类资源“{title}”，名称看上去相同。"})


def _refuse_promised(resource: Resource, since: datetime, until: datetime | None, field: str) -> None:
    """Raises ValidationError with what was granted then: each is taken back with a reason first.

    ``uses`` is what activities, which stand above, keep of a resource.
    """
    rows = resource.uses.granted().filter(activity__status="announced", ends_at__gt=since)  # type: ignore[attr-defined]
    if until is not None:
        rows = rows.filter(starts_at__lt=until)
    promised = [
        f"{row.activity.host.short_name}“{row.activity}”（{row.activity.when}）"
        for row in rows.for_list()[:5]
    ]
    if promised:
        raise ValidationError({field: f"已同意{'、'.join(promised)}使用，请先逐项收回并说明原因。"})


@verb("commons.edit_resource")
def close_resource(resource: Resource, *, actor: User, now: datetime, reason: str) -> Resource:
    """停止共享: it is asked for no more and stays readable."""
    if resource.is_closed:
        return resource
    _refuse_promised(resource, dates.start_of(dates.today(now)), None, "reason")
    resource.closed_on, resource.close_reason = dates.today(now), reason
    put(resource)
    return resource


@verb("commons.edit_resource")
def reopen_resource(resource: Resource, *, actor: User, now: datetime) -> Resource:
    """恢复共享; refused where one of that name was registered since."""
    resource.closed_on, resource.close_reason = None, ""
    return _store(resource, {}, now)


@verb("commons.edit_resource")
def add_closure(resource: Resource, *, actor: User, now: datetime, **facts: Any) -> Closure:
    """Days on which it is not to be had; none that another closure holds already."""
    closure = Closure(resource=resource, **facts)
    if closure.last < dates.today(now):
        raise ValidationError({"last": "这些日子已经过去。"})
    closure.full_clean()
    _refuse_promised(resource, dates.start_of(closure.first), dates.end_of(closure.last), "first")
    closure.save()
    return closure


@verb("commons.edit_resource", on="resource")
def remove_closure(closure: Closure, *, actor: User) -> Resource:
    """The days may be asked for again. A second click does nothing."""
    Closure.objects.filter(pk=closure.pk).delete()
    return closure.resource
