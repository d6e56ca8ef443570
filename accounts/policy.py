"""PASSWORD_POLICY=dengbao: what 等级保护 asks of a password beyond length and commonness."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from accounts.models import PasswordRecord, User
from accounts.operations.passwords import KEPT

KINDS = 3


class KindsOfCharacters:
    """At least three of: capital letters, small letters, digits, other characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        tests = (str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum())
        if sum(any(test(letter) for letter in password) for test in tests) < KINDS:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        return "密码须含大写字母、小写字母、数字、其他字符中的至少三种。"


class NotAgain:
    """None of the account's last five."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        records = PasswordRecord.objects.filter(person=user).order_by("-at", "-pk")[:KEPT]
        former = {user.password, *(record.hash for record in records)}
        if any(check_password(password, hashed) for hashed in former if not hashed.startswith("!")):
            raise ValidationError(self.get_help_text(), code="used_before")

    def get_help_text(self) -> str:
        return f"不能使用最近 {KEPT} 次用过的密码。"
