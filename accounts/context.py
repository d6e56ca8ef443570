"""The red bar for those who watch over the trail: asked only for them, and at most once a minute."""

from django.http import HttpRequest

from accounts.sealing import standing


def seals(request: HttpRequest) -> dict[str, str]:
    """``seals_trouble``: what is wrong with the seals, for auditors and security admins; else nothing."""
    user = getattr(request, "user", None)
    watches = (
        user is not None
        and user.is_authenticated
        and user.platform_role in {user.Platform.AUDITOR, user.Platform.SECURITY}
    )
    return {"seals_trouble": standing.trouble() if watches else ""}
