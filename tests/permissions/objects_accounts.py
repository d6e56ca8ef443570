"""Objects of accounts for the permission matrix."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import ExportJob, Recovery, Retirement, User
from tests.factories import make_user
from tests.permissions.world import World


def proposed(by: User) -> Retirement:
    """A month of the trail that waits for the auditor's word."""
    Retirement.objects.all().delete()
    return Retirement.objects.create(
        before=date(2020, 1, 1), reason="示例", proposed_by=by, proposed_at=timezone.now()
    )


def made_export(by: User) -> ExportJob:
    """A file that is ready, its asker's alone."""
    return ExportJob.objects.create(
        list_name="activities:export",
        file_format="xlsx",
        file_name="联合活动.xlsx",
        asked_by=by,
        asked_at=timezone.now(),
        status="ready",
        made_at=timezone.now(),
        key="0" * 40,
        size=1,
    )


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A person of the relation's committee; a reset link that is used up."""
    if url == "accounts:security-export":
        if relation != "-":
            raise LookupError(url)
        return {"file_format": "csv"}
    if url == "account_reset_password_from_key":
        if relation != "-":
            raise LookupError(url)
        return {"uidb36": "zz", "key": "set-password"}
    if url in {"accounts:start", "accounts:address-confirm", "accounts:address-stop", "accounts:unlock"}:
        if relation != "-":
            raise LookupError(url)
        return {"secret": "no-such-link"}
    if url == "accounts:retire-decide":
        if relation != "-":
            raise LookupError(url)
        return {"pk": proposed(world.user("security")).pk}
    if relation not in ("own", "other"):
        raise LookupError(url)
    if url in {"accounts:export", "accounts:export-file"}:
        return {"pk": made_export(make_user(world.owner(relation).slug)).pk}
    disabled = url == "accounts:person-enable"
    person = make_user(world.owner(relation).slug, role="member", is_active=not disabled)
    if url == "accounts:recovery-decide":
        asker = make_user(world.owner(relation).slug, role="admin")
        recovery = Recovery.objects.create(
            person=person, asked_by=asker, asked_at=timezone.now(), reason="示例", checked_how="in_person"
        )
        return {"pk": recovery.pk}
    return {"pk": person.pk}
