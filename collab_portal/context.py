"""What every page's template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.limits import idle_minutes
from accounts.models import User
from collab_portal.sections import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """Sections of the top bar, which one is current, and the site's own settings."""
    match = request.resolver_match
    user = getattr(request, "user", None)  # none where a host is refused before anybody is known
    idle = idle_minutes(user) * 60 if isinstance(user, User) else 0
    return {
        **navigation(match.namespace if match else "", (match.url_name or "") if match else "", user),
        "demo_mode": settings.DEMO_MODE,
        "site_host": settings.SITE_HOST,
        "site_operator": settings.SITE_OPERATOR,
        "idle_seconds": idle,
    }
