"""The twelve who knock on every door.

All but ``anon``, ``lead_staff`` and the three platform duties belong to 江苏. Editor, reviewer, issuer and
rotation admin hold their right and nothing else (role 党员), so a cell shows what the right alone opens.
``lead_staff`` is 工委干部 of the committee whose turn it is now (湖北, see ``World.leads``).
"""

from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from organizations.models import Committee

HOME, PARTNER, STRANGER, LEAD = "jiangsu", "zhejiang", "anhui", "hubei"

ACTORS: dict[str, dict[str, Any] | None] = {
    "anon": None,
    "member": {"role": "member"},
    "staff": {"role": "staff"},
    "admin": {"role": "admin"},
    "editor": {"is_editor": True},
    "reviewer": {"is_reviewer": True},
    "issuer": {"is_issuer": True},
    "rotation_admin": {"is_rotation_admin": True},
    "lead_staff": {"role": "staff"},
    "system": {"platform_role": "system"},
    "security": {"platform_role": "security"},
    "auditor": {"platform_role": "auditor"},
}


@cache
def _password() -> str:
    return make_password("Changjiang-2026!")


def make_actors() -> dict[str, User | None]:
    """Everybody, in one INSERT."""
    home, lead = (Committee.objects.get(slug=slug) for slug in (HOME, LEAD))
    now = timezone.now()
    people = [
        User(
            username=f"matrix-{name}",
            display_name=name,
            email=f"matrix-{name}@example.cn",
            password=_password(),
            settled_at=now,
            email_confirmed_at=now,
            committee=None if "platform_role" in fields else lead if name == "lead_staff" else home,
            **fields,
        )
        for name, fields in ACTORS.items()
        if fields is not None
    ]
    User.objects.bulk_create(people)
    return {"anon": None} | {user.display_name: user for user in people}
