"""Devices that have signed in before: a signed cookie that dies when the account's epoch rises."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import User

COOKIE, SALT, AGE = "known_device", "accounts.devices", 180 * 24 * 3600


def known(request: HttpRequest, person: User) -> str:
    """The number of this device, if it has signed in as ``person`` since the epoch last rose; else ``""``."""
    try:
        value = signing.loads(request.COOKIES.get(COOKIE, "")[:300], salt=SALT, max_age=AGE)
        number, owner, epoch = str(value["n"]), value["p"], value["e"]
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return ""
    return number if (owner, epoch) == (person.pk, person.epoch) else ""


def remember(request: HttpRequest, response: HttpResponse, person: User) -> str:
    """Give the device its cookie; its number if it is new to this person, ``""`` if it was known."""
    if known(request, person):
        return ""
    number = get_random_string(12)
    value = signing.dumps({"n": number, "p": person.pk, "e": person.epoch}, salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=AGE, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    return number
