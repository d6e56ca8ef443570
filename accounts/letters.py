"""Letters with a one-time link in them, also to addresses that are no account's: not by the outbox."""

from functools import partial
from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import demo

log = structlog.get_logger("portal.accounts")


def masked(address: str) -> str:
    """``z***@js.gov.cn``: enough for the owner to know the mailbox, no more."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else ""


def send(template: str, address: str, **context: Any) -> None:
    """Send the letter (``templates/<template>_subject.txt`` and ``_message.txt``) after the transaction.

    A mail server that is away is logged and nothing more: the page says how to ask again.
    """
    if address:
        transaction.on_commit(partial(_send, template, address, context))


def _send(template: str, address: str, context: dict[str, Any]) -> None:
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    try:
        send_mail(demo.titled(subject), render_to_string(f"{template}_message.txt", context), None, [address])
    except (OSError, SMTPException) as error:
        log.error("account_mail_failed", template=template, error=str(error))


def send_reset(person: User) -> None:
    """The link for a new password, as 忘记密码 sends it."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    url = f"{settings.SITE_URL}{path.replace('UID-KEY', key)}"
    send("account/email/password_reset_key", person.email, user=person, password_reset_url=url)
