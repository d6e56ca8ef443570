"""The second step of signing in: once a day on a known device, and a code works once for all."""

import hashlib
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone

from accounts import devices, letters, trail
from accounts.listeners import tell
from accounts.models import Letter, UsedCode, User
from accounts.models.event import Kind
from accounts.slowing import Guess
from collab_portal.lib.dates import today

WARN_AT = 5  # wrong codes after a right password in an hour: the owner should know
FEW = 2  # recovery codes left: time to make new ones
LIFE = timedelta(minutes=10)  # longer than any code is valid


class OnceADay(AuthenticateStage):  # type: ignore[misc]
    """A code at the first sign-in of the day on a known device; of platform duties at every one."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person: User | None = self.login.user
        if person and not person.platform_role and devices.has_stepped(self.request, person, today()):
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


def use_code(person: User, code: str, authenticator: Authenticator) -> None:
    """Mark the code used, in the caller's transaction; a recovery code leaves its row in the trail there.

    Raises:
        ValidationError: it was used before.
    """
    now = timezone.now()
    UsedCode.objects.filter(person=person, at__lt=now - LIFE).delete()
    digest = hashlib.sha256(f"{person.pk}:{normalize_user_code(code)}".encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedCode.objects.create(person=person, digest=digest, at=now)
    except IntegrityError:
        raise get_adapter().validation_error("incorrect_code") from None
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _record_recovery_code(person, len(authenticator.wrap().get_unused_codes()))


def _record_recovery_code(person: User, left: int) -> None:
    trail.record(Kind.CODES_USED, person=person, target=person, left=left)
    if left <= FEW:
        tell(person, title=f"恢复码只剩 {left} 个", body="请在“两步验证”页生成新的恢复码。")


def warn(person: User, attempt: Guess) -> None:
    """Somebody knows the password but not the code: tell the owner, once at the fifth wrong code."""
    if attempt.failures_of_the_hour(Kind.SECOND_STEP_FAILED) != WARN_AT or not person.email_confirmed_at:
        return
    letters.write(Letter.Kind.GUESSED, person, person.email, now=timezone.now())
