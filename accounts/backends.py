"""Sign-in by user name or e-mail."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.models import User
from accounts.models.user import folded


def person_of(typed: str) -> User | None:
    """Whose user name or address was typed, without regard to case and width."""
    name = folded(typed)
    field = "email" if "@" in name else "username__iexact"
    found: User | None = User.objects.filter(**{field: name}).first()
    return found


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with the person's committee loaded along: every page shows it."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """One comparison for one guess."""
        typed = str(credentials.get("email") or credentials.get("username") or "")
        user: User | None = self._check_password(person_of(typed), credentials["password"])
        return user

    def get_user(self, user_id: int) -> User | None:
        user: User | None = User.objects.active().select_related("committee").filter(pk=user_id).first()
        return user
