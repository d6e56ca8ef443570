"""Devices that have signed in before: a signed cookie that dies when the account's epoch rises."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import User

COOKIE, SALT, AGE = "known_device", "accounts.devices", 180 * 24 * 3600
PEOPLE = 5  # at one browser


def _kept(request: HttpRequest) -> list[tuple[str, int, int]]:
    """(number, person, epoch) of the last who signed in here."""
    try:
        rows = signing.loads(request.COOKIES.get(COOKIE, "")[:600], salt=SALT, max_age=AGE)
        return [(str(number), int(person), int(epoch)) for number, person, epoch in rows]
    except (signing.BadSignature, TypeError, ValueError):
        return []


def known(request: HttpRequest, person: User) -> str:
    """The number of this device, if it has signed in as ``person`` since the epoch last rose; else ``""``."""
    mine = (person.pk, person.epoch)
    return next((number for number, *owner in _kept(request) if tuple(owner) == mine), "")


def remember(request: HttpRequest, response: HttpResponse, person: User) -> str:
    """Give the device its cookie; its number if it is new to this person, ``""`` if it was known."""
    if known(request, person):
        return ""
    number = get_random_string(12)
    others = [row for row in _kept(request) if row[1] != person.pk][1 - PEOPLE :]
    value = signing.dumps([*others, (number, person.pk, person.epoch)], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=AGE, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    return number
