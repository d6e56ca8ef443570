"""Devices that have signed in before: a signed cookie that dies with the password and the account's epoch."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import User

COOKIE, SALT, AGE = "known_device", "accounts.devices", 180 * 24 * 3600
PEOPLE = 5  # at one browser
LONGEST = 900  # characters of the cookie


@dataclass(frozen=True)
class Known:
    """That this browser has signed in as a person; ``stepped``: the day of its last second step, or ""."""

    number: str
    person: int
    stamp: str
    stepped: str = ""


def stamp(person: User) -> str:
    """What makes all devices strange when it changes: the account's epoch, another password."""
    since = person.password_set_at.timestamp() if person.password_set_at else 0
    return f"{person.epoch}.{since:.6f}"


def _kept(request: HttpRequest) -> list[Known]:
    """The last who signed in here."""
    try:
        rows = signing.loads(request.COOKIES.get(COOKIE, "")[:LONGEST], salt=SALT, max_age=AGE)
        return [Known(str(number), int(person), str(stamp), str(day)) for number, person, stamp, day in rows]
    except (signing.BadSignature, TypeError, ValueError):
        return []


def _of(request: HttpRequest, person: User) -> Known | None:
    mine = (person.pk, stamp(person))
    return next((one for one in _kept(request) if (one.person, one.stamp) == mine), None)


def known(request: HttpRequest, person: User) -> str:
    """The number of this device, if it has signed in as ``person`` with this password; else ``""``."""
    found = _of(request, person)
    return found.number if found else ""


def has_stepped(request: HttpRequest, person: User, day: date) -> bool:
    """Whether the person gave a code of the second step here on ``day``."""
    found = _of(request, person)
    return found is not None and found.stepped == day.isoformat()


def remember(
    request: HttpRequest,
    response: HttpResponse,
    person: User,
    *,
    stepped: date | None = None,
    number: str = "",
) -> str:
    """Give the device its cookie; its number if it is new to this person, ``""`` if it was known.

    Args:
        stepped: the day, where a code of the second step was given.
        number: of a device known until now, that stays known.
    """
    before = _of(request, person)
    if before and not stepped:
        return ""
    new = number or (before.number if before else get_random_string(12))
    mine = Known(new, person.pk, stamp(person), stepped.isoformat() if stepped else "")
    others = [one for one in _kept(request) if one.person != person.pk][1 - PEOPLE :]
    value = [(one.number, one.person, one.stamp, one.stepped) for one in (*others, mine)]
    response.set_cookie(
        COOKIE,
        signing.dumps(value, salt=SALT),
        max_age=AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return "" if before or number else new
