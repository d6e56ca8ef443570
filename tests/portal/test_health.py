"""What the machine's own watchers ask."""

import pytest
from django.core.cache import caches
from django.test import Client

from collab_portal.lib.cache import FailOpenRedisCache

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:1/0"


def test_the_process_says_it_is_alive(client):
    assert client.get("/healthz").content == b"ok"


def test_ready_names_database_and_cache(client):
    assert client.get("/readyz").json() == {"database": "up", "cache": "up"}


def test_ready_without_cache_is_still_ready(client, monkeypatch):
    monkeypatch.setattr(caches["default"]._cache, "_pools", {})
    monkeypatch.setattr(caches["default"]._cache, "_servers", [NOWHERE])

    response = client.get("/readyz")

    assert (response.status_code, response.json()["cache"]) == (200, "down")


def test_metrics_are_for_the_machine_itself():
    assert Client().get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="203.0.113.9").get("/metrics").status_code == 404


def test_an_unreachable_cache_reads_as_empty_and_raises_nothing():
    cache = FailOpenRedisCache(NOWHERE, {})

    cache.set("key", 1)

    assert (cache.get("key", "none"), cache.add("key", 1), cache.incr("key"), cache.delete("key")) == (
        "none",
        True,
        1,
        False,
    )
    assert (cache.get_many(["key"]), cache.has_key("key"), cache.touch("key")) == ({}, False, False)
