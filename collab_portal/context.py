"""What every page's template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.limits import idle_minutes
from accounts.models import User
from collab_portal.frame import Frame


def site(request: HttpRequest) -> dict[str, Any]:
    """The frame's parts that are kept drawn, and the site's own settings."""
    user = getattr(request, "user", None)  # none where a host is refused before anybody is known
    idle = idle_minutes(user) * 60 if isinstance(user, User) else 0
    return {
        "frame": Frame(request, idle=bool(idle)),
        "demo_mode": settings.DEMO_MODE,
        "site_host": settings.SITE_HOST,
        "site_operator": settings.SITE_OPERATOR,
        "idle_seconds": idle,
    }
