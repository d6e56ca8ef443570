"""What every page's template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.limits import idle_minutes
from accounts.models import User

SECTIONS = (
    ("首页", "home", ("home", "my-work")),
    ("联合活动", "activities:list", ("activities",)),
    ("轮值会商", "rotation:home", ("rotation",)),
    ("他山之石", "experience:list", ("experience",)),
    ("共享", "commons:resources", ("commons",)),
    ("组织", "organizations:list", ("organizations",)),
    ("统计", "insights", ("insights",)),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Sections of the top bar, which one is current, and the site's own settings."""
    match = request.resolver_match
    here = (match.namespace or match.url_name) if match else ""
    sections = [(label, name, here in inside) for label, name, inside in SECTIONS]
    user = getattr(request, "user", None)  # none where a host is refused before anybody is known
    idle = idle_minutes(user) * 60 if isinstance(user, User) else 0
    return {
        "sections": sections,
        "demo_mode": settings.DEMO_MODE,
        "site_host": settings.SITE_HOST,
        "site_operator": settings.SITE_OPERATOR,
        "idle_seconds": idle,
    }
