"""Shared fixtures, and marks. Database and broker are real: ``tests.services`` starts a throw-away pair."""

import gc
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pgtrigger
import pytest
from django.conf import settings
from django.db import connection
from hypothesis import is_hypothesis_test
from hypothesis import settings as properties

from tests.owner import owning
from tests.sample_database import sample_data as sample_data

properties.register_profile("portal", deadline=None)  # a busy machine is no finding
properties.load_profile("portal")
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.SAMPLE_DATA = False  # pages, files and letters as they are in use; tests of the mark turn it on
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# A test is one transaction: a busy machine may think in it for longer than the minute that people are given.
connection.settings_dict["OPTIONS"]["options"] = "-c idle_in_transaction_session_timeout=0"
connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
# Emptying the cache empties one database of the server: each process of a run has its own.
PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
settings.CACHES["default"]["LOCATION"] = urlsplit(settings.REDIS_URL)._replace(path=f"/{PROCESS}").geturl()
operations: Any = type(connection.ops)
empty = operations.execute_sql_flush


def only_what_has_rows(_: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
    """Between tests with real transactions: rows go, not files. Emptying 200 tables takes two seconds."""
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]


def empty_history_too(asked: Any, sql_list: Any) -> None:
    """Those tables too that nobody may empty."""
    with owning(), pgtrigger.ignore():
        empty(asked, sql_list)


operations.sql_flush, operations.execute_sql_flush = only_what_has_rows, empty_history_too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes further in ``make thorough``: properties by more examples."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.deeper)


def pytest_collection_finish() -> None:
    """What is there now stays to the end: the collector need not look through it again and again."""
    from django_prometheus.middleware import Metrics

    Metrics.get_instance()  # else the first request makes them, and of two at once both
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> None:
    """Limits and cached cards of one test never reach the next."""
    if "db" in request.fixturenames or "client" in request.fixturenames:
        from django.core.cache import cache

        from collab_portal.lib.cache import FailOpenRedisCache

        FailOpenRedisCache._asleep_until = 0.0  # a test before may have found it away
        cache.clear()


@pytest.fixture(autouse=True)
def _no_delivery_lost(request: pytest.FixtureRequest) -> Iterator[None]:
    """planned = sent + expired + superseded + suppressed + dead + open, after every test with a database."""
    assert "transactional_db" not in request.fixturenames or "committed" in request.fixturenames, (
        "it empties the database of the nineteen: use committed"
    )
    used = [name for name in ("committed", "db") if name in request.fixturenames]
    if used:
        request.getfixturevalue(used[0])  # so that its rows are still there below
    yield
    if not used:
        return
    from django.db import connection, models

    from notifications.models import Delivery

    if connection.needs_rollback or not Delivery.objects.exists():
        return
    counts = dict(Delivery.objects.values_list("status").annotate(models.Count("pk")).order_by())
    ended = {"sent", "expired", "superseded", "suppressed", "dead"}
    assert set(counts) <= ended | set(Delivery.OPEN)
    assert not Delivery.objects.filter(status__in=ended, finished_at=None).exists()
    assert not Delivery.objects.exclude(status__in=ended).filter(finished_at__isnull=False).exists()


@pytest.fixture
def _nineteen_stay(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Emptying the tables after a test with real transactions must not take the migration's rows along."""
    from organizations.models import Committee

    with django_db_blocker.unblock():
        kept = list(Committee.objects.all())
    yield
    with django_db_blocker.unblock():
        Committee.objects.bulk_create(kept, ignore_conflicts=True)


@pytest.fixture
def committed(request: pytest.FixtureRequest, _nineteen_stay: None, transactional_db: None) -> None:
    """Really committed rows, for threads to race over (``tests.races.together``)."""
    # The mark would open the database first and empty it last, after the nineteen were put back.
    assert request.node.get_closest_marker("django_db") is None, "leave out the mark django_db"
