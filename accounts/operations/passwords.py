"""Passwords as they are set: one way for every page that sets one."""

from datetime import datetime

from accounts.models import PasswordRecord, User

KEPT = 5  # how many former passwords are remembered, and how many PASSWORD_POLICY=dengbao refuses


def set_password(person: User, password: str, *, now: datetime) -> None:
    """Give the account this password (already judged by the validators), in the caller's transaction."""
    person.set_password(password)
    person.password_set_at = now
    person.save(update_fields=["password", "password_set_at"])
    PasswordRecord.objects.create(person=person, hash=person.password, at=now)
    newest = PasswordRecord.objects.filter(person=person).order_by("-at", "-pk").values_list("pk", flat=True)
    PasswordRecord.objects.filter(person=person).exclude(pk__in=list(newest[:KEPT])).delete()
