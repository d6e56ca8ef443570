"""Where a person is signed in, and ending it."""

import re
from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from accounts.models import SecurityEvent, User
from accounts.models.event import Kind

SIGN_INS_SHOWN = 30
ATTEMPTS = (Kind.SIGNED_IN, Kind.SIGN_IN_FAILED, Kind.SECOND_STEP_FAILED, Kind.SLOWED, Kind.SIGN_IN_REFUSED)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("Linux|X11", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome|Chromium", "Chrome"),
    ("Safari", "Safari"),
)


def device(user_agent: str) -> str:
    """``Windows · Chrome``: enough to know one's own machine again."""
    words = [
        next((name for pattern, name in table if re.search(pattern, user_agent)), "")
        for table in (SYSTEMS, BROWSERS)
    ]
    return " · ".join(word for word in words if word) or "未知设备"


def sessions_of(user: User) -> list[UserSession]:
    """The live sessions of ``user``, newest first, each with its ``device`` in words."""
    rows = list(UserSession.objects.filter(user_id=user.pk).order_by("-created_at"))
    alive = set(
        Session.objects.filter(session_key__in=[row.session_key for row in rows]).values_list(
            "session_key", flat=True
        )
    )
    for row in rows:
        row.device = device(row.user_agent)
    return [row for row in rows if row.session_key in alive]


def sign_ins_of(user: User) -> "QuerySet[SecurityEvent]":
    """The last attempts to sign in as ``user``, good and bad, newest first; one query."""
    rows = SecurityEvent.objects.filter(person_id=user.pk, kind__in=ATTEMPTS)
    return rows.order_by("-at", "-pk")[:SIGN_INS_SHOWN]


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Sign ``user`` out on every device (``but``: the session key that stays); how many ended."""
    rows = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or "")
    keys: Iterable[str] = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    count: int = rows.delete()[0]
    return count
