"""Sign-in by user name or e-mail."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with the person's committee loaded along: every page shows it."""

    def get_user(self, user_id: int) -> User | None:
        user: User | None = User.objects.active().select_related("committee").filter(pk=user_id).first()
        return user
