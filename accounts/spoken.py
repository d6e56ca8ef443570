"""核验码: six digits that only the owner of an account sees, read out to whoever gives the account rights.

One administrator who opens an account for nobody cannot read them out: they stand on the profile of the
account, which its owner's password opens, and change with it.
"""

from datetime import datetime, timedelta
from secrets import compare_digest

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from accounts.models import SecurityEvent, User
from accounts.models.event import Kind
from accounts.models.user import FLAGS, folded

TRIES, PAUSE = 5, timedelta(hours=1)
WRONG = "核验码不正确：请本人打开“个人设置”，念出页面上的六位核验码。"
MISSING = "请填写核验码：请本人打开“个人设置”，念出页面上的六位核验码。"
PAUSED = "核验码连续输错五次，一小时后再试。"


def spoken_code(person: User) -> str:
    """The six digits of ``person`` as they stand now; another password or epoch makes others."""
    value = f"{person.pk}|{person.epoch}|{person.password}"
    number = int(salted_hmac("accounts.spoken", value, algorithm="sha256").hexdigest(), 16)
    return f"{number % 1_000_000:06}"


def is_paused(person: User, now: datetime) -> bool:
    """Whether the code of ``person`` was typed wrong too often within the hour (counted from the trail)."""
    wrong = SecurityEvent.objects.filter(
        kind=Kind.DUTIES_CHANGED, facts__why="code", target=f"person:{person.pk}", at__gt=now - PAUSE
    )
    return wrong.count() >= TRIES


class Wrong(Exception):  # noqa: N818
    """The code was wrong: the verb ends its transaction, and then says so in the trail."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check(person: User, typed: str, now: datetime) -> None:
    """Compare what was read out with the code of ``person``.

    Raises:
        Wrong: it is another. ValidationError: nothing was typed, or it was wrong too often to be asked now.
    """
    if not typed.strip():
        raise ValidationError(MISSING, code="code")
    if is_paused(person, now):
        raise ValidationError(PAUSED, code="code")
    if not compare_digest(spoken_code(person).encode(), folded(typed).encode()):
        raise Wrong(WRONG)


def is_asked_for(before: User, fields: dict[str, object]) -> bool:
    """Whether giving these rights needs the code: for a platform duty; SPOKEN_CODE=all asks more."""
    if fields.get("platform_role") and fields["platform_role"] != before.platform_role:
        return True
    if not settings.SPOKEN_CODE_FOR_ALL:
        return False
    new_admin = fields.get("role") == User.Role.ADMIN and before.role != User.Role.ADMIN
    return new_admin or any(fields.get(flag) and not getattr(before, flag) for flag in FLAGS)
