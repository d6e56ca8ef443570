"""Shared fixtures. The database and broker are real: ``tests.services`` starts a throw-away pair."""

import pytest
from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> None:
    """Limits and cached cards of one test never reach the next."""
    if "db" in request.fixturenames or "client" in request.fixturenames:
        from django.core.cache import cache

        cache.clear()
