"""How django-allauth behaves here."""

from smtplib import SMTPException
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

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
        "too_many_login_attempts": "登录失败次数过多，已暂停登录。请 5 分钟后再试，或联系系统管理员。",
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

    def get_client_ip(self, request: HttpRequest) -> str:
        """For limits and the list of devices: the address that the log has as well."""
        return client_address(request) or "127.0.0.1"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On this site, whatever host the request named: the link goes to somebody else's mailbox."""
        url: str = super().get_reset_password_from_key_url(key)
        return f"{settings.SITE_URL}{urlsplit(url).path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """A mail server that is away must not tell strangers which addresses are known, nor be a 500."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("account_mail_failed", template=template_prefix, error=str(error))
