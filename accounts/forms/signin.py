"""Signing in and getting back in, in our words; each place that checks a secret counts its guesses."""

from copy import copy
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, SetPasswordField
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import letters, second_step, slowing, trail
from accounts.forms.addresses import AddressField
from accounts.models import Letter, User
from accounts.models.event import Kind
from accounts.models.user import folded
from collab_portal.lib.forms import PortalForm

F = TypeVar("F", bound=forms.Form)


LONGEST = 1_000  # characters of a password or code


def ending(form: type[F]) -> type[F]:
    """A copy of the library's fields in which no word is without an end."""
    fields = form.base_fields = {name: copy(field) for name, field in form.base_fields.items()}
    for field in fields.values():
        if isinstance(field, forms.CharField) and field.max_length is None:
            field.validators = [*field.validators, MaxLengthValidator(LONGEST)]
    return form


@ending
class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "用户名或邮箱", "密码"
        login.validators.append(MaxLengthValidator(254))
        login.widget.attrs = {"autocomplete": "username", "maxlength": "254", "autocapitalize": "none"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""
        asked = self.request.GET.get("login", "") if self.request else ""
        login.initial = asked[:60].replace("\0", "")
        if asked:
            password.widget.attrs["autofocus"] = True
        else:
            login.widget.attrs["autofocus"] = True

    def clean_login(self) -> str:
        """As names are compared: narrow letters, whatever case."""
        return folded(super().clean_login())


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """A link goes to confirmed addresses only; answer and work are the same for all."""

    email = AddressField(label="邮箱")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        people = User.objects.active().filter(email=email, kind=User.Kind.PERSON)
        self.person = people.exclude(email_confirmed_at=None).first()
        return email

    @transaction.atomic
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        account = trail.account_digest(self.person, email)
        may_ask, letter = slowing.resets_left(request, account)
        if not may_ask:
            return email
        person = self.person if letter else None
        trail.record(
            Kind.PASSWORD_RESET_ASKED,
            person=self.person,
            target=self.person,
            outcome=trail.Outcome.DONE if person else trail.Outcome.REFUSED,
            account=account,
        )
        letters.write(Letter.Kind.RESET, person, email if person else "", now=timezone.now())
        return email


@ending
class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def clean_oldpassword(self) -> str:
        typed = self.cleaned_data.get("oldpassword", "")
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return str(typed)


@ending
class StartForm(PortalForm):
    """启用账号: the first password, twice."""

    password1 = SetPasswordField(label="设置密码")
    password2 = forms.CharField(
        label="再输入一次", widget=forms.PasswordInput({"autocomplete": "new-password"}), max_length=LONGEST
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = user  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password1") and cleaned.get("password2") not in (None, cleaned["password1"]):
            self.add_error("password2", "两次输入的密码不一致。")
        return cleaned


class _Code:
    """A code of the second step: one guess at a time, counted, and never accepted twice."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        refused: ValidationError | None = None
        with slowing.guess(context.request, self.user) as attempt:
            try:
                code: str = super().clean_code()  # type: ignore[misc]
                second_step.use_code(self.user, code, self.authenticator)
            except ValidationError as error:
                refused = error
                attempt.record_failure(Kind.SECOND_STEP_FAILED)
        if refused is not None:
            second_step.warn(self.user, attempt)
            raise refused
        return code


@ending
class CodeForm(_Code, AuthenticateForm):  # type: ignore[misc]
    pass


@ending
class CodeAgainForm(_Code, ReauthenticateForm):  # type: ignore[misc]
    pass
