"""Links for a forgotten password: they die with the password, the address and the account's epoch."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    def _make_hash_value(self, user: User, timestamp: int) -> str:  # type: ignore[override]
        made = super()._make_hash_value(user, timestamp)  # type: ignore[arg-type]  # the stubs know one User only
        return f"{made}|{user.epoch}|{user.email_confirmed_at}"
