"""The second step of signing in: a code works once, also when the cache has forgotten it."""

import hashlib
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import letters
from accounts.models import Letter, UsedCode, User
from accounts.models.event import Kind
from accounts.slowing import Guess

WARN_AT = 5  # wrong codes after a right password in an hour: the owner should know
LIFE = timedelta(minutes=10)  # longer than any code is valid


def use_code(person: User, code: str) -> None:
    """Mark the code used.

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


def warn(person: User, attempt: Guess) -> None:
    """Somebody knows the password but not the code: tell the owner, once at the fifth wrong code."""
    if attempt.failures_of_the_hour(Kind.SECOND_STEP_FAILED) != WARN_AT or not person.email_confirmed_at:
        return
    letters.write(Letter.Kind.GUESSED, person, person.email, now=timezone.now())
