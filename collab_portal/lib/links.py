"""Secret links: shown once, kept as a digest that cannot be turned back into the link."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def derived(seed: str) -> str:
    """The secret that SECRET_KEY makes of a seed: a table that keeps the seed keeps no secret."""
    return salted_hmac("collab_portal.links", seed, algorithm="sha256").hexdigest()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
