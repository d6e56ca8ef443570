"""Doing what a person does with accounts: reading letters, opening links, confirming the password."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"


def link_in(letter: EmailMessage) -> str:
    """The path of the one link of a letter."""
    found = re.findall(r"https?://[^/\s]+(/\S+)", str(letter.body))
    assert len(found) == 1, letter.body
    return str(found[0])


def wide(text: str) -> str:
    """As an input method writes it."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


def confirmed(browser: Client) -> Client:
    """As after 确认身份: the password was given a moment ago."""
    session = browser.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return browser


def signed_in(person: User, **headers: Any) -> Client:
    """A browser where ``person`` is signed in and has just confirmed the password."""
    browser = Client(**headers)
    browser.force_login(person)
    return confirmed(browser)


def with_second_step(person: User) -> User:
    TOTP.activate(person, SECRET)
    return person
