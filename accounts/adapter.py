"""How django-allauth behaves here."""

from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts import devices, letters, slowing, trail
from accounts.backends import person_of
from accounts.listeners import tell
from accounts.models import SecurityEvent, Ticket, User
from accounts.models.event import Kind
from accounts.operations.passwords import set_password
from accounts.operations.tickets import give_ticket
from collab_portal.lib import demo
from collab_portal.lib.addresses import client_address
from collab_portal.lib.http import NEXT_LIMIT

log = structlog.get_logger("portal.accounts")


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators: nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "该账号已停用，请联系系统管理员。",
        "email_password_mismatch": "用户名（邮箱）或密码不正确。",
        "username_password_mismatch": "用户名（邮箱）或密码不正确。",
        "too_many_login_attempts": slowing.WORDS,
        "incorrect_code": "验证码不正确，请查看验证器上的最新数字。",
        "incorrect_password": "密码不正确。",
        "enter_current_password": "请输入现用密码。",
        "invalid_password_reset": "链接无效或已过期。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """A way back on this site; what is long or cannot be read is none (parsing takes its square)."""
        if url is None or len(url) > NEXT_LIMIT:
            return False
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whose password this is: one guess, counted where it is wrong (``accounts.slowing``).

        A closed account whose password is right is given, too: allauth then shows why it may not enter.
        """
        typed = str(credentials.get("email") or credentials.get("username") or "")
        person = person_of(typed)
        try:
            with slowing.guess(request, person, typed) as attempt:
                AuthenticationBackend.unstash_authenticated_user()
                found = authenticate(request, **credentials)
                user: User | None = found or AuthenticationBackend.unstash_authenticated_user()  # type: ignore[assignment]
                if user is None:
                    attempt.record_failure()
        except ValidationError as error:
            if person and error.code != "slowed_turn":
                send_unlock(person)
            raise
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is the signed-in person's; wrong ones count as at sign-in."""
        found = self.authenticate(context.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Between password and code: the account as it stands now is the one that may enter."""
        request.session["signing_in"] = user.get_session_auth_hash()
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        if request.session.pop("signing_in", "") != user.get_session_auth_hash():
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        trail.record(Kind.SIGN_IN_REFUSED, person=user, outcome=trail.Outcome.REFUSED, why="账号已停用")
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """A full sign-in: on record, and the device is known from now on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        first = not user.last_login or not devices_before(user)
        number = devices.remember(request, response, user)
        trail.record(Kind.SIGNED_IN, person=user, known=devices.known(request, user))
        if number:
            trail.record(Kind.DEVICE_KNOWN, person=user, known=number)
            if not first:
                words = f"设备：{trail.origin_of(request).device}。如非本人，请立即修改密码，并退出其他登录。"
                tell(user, title="您的账号在新设备上登录", body=words, url=reverse("accounts:sessions"))
        return response

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """Changed by who is signed in, or set by a link; not set where the trail can't be written."""
        set_password(user, password, now=timezone.now())
        own = context.request is not None and context.request.user == user
        trail.record(Kind.PASSWORD_CHANGED if own else Kind.PASSWORD_SET, person=user, target=user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """For limits and the list of devices: the address that the log has as well."""
        return client_address(request) or "127.0.0.1"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On this site, whatever host the request named: the link goes to somebody else's mailbox."""
        url: str = super().get_reset_password_from_key_url(key)
        return f"{settings.SITE_URL}{urlsplit(url).path}"

    def format_email_subject(self, subject: str) -> str:
        return demo.titled(str(super().format_email_subject(subject)))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """A mail server that is away must not tell strangers which addresses are known, nor be a 500."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("account_mail_failed", template=template_prefix, error=str(error))


def devices_before(person: User) -> bool:
    """Whether any device was known to the account before."""
    digest = trail.account_digest(person)
    return SecurityEvent.objects.filter(kind=Kind.DEVICE_KNOWN, account_digest=digest).exists()


@transaction.atomic
def send_unlock(person: User) -> None:
    """Mail the owner of an account that is being guessed a way in; one link lives at a time."""
    now = timezone.now()
    if not User.objects.select_for_update(skip_locked=True).filter(pk=person.pk).exists():
        return  # somebody else is about it
    alive = Ticket.objects.live(now).filter(person=person, kind=Ticket.Kind.UNLOCK)
    if not person.is_active or not person.email_confirmed_at or alive.exists():
        return
    secret = give_ticket(person, Ticket.Kind.UNLOCK, address=person.email, made_by=None, now=now)
    link = f"{settings.SITE_URL}{reverse('accounts:unlock', args=[secret])}"
    letters.send("accounts/email/unlock", person.email, person=person, link=link)
