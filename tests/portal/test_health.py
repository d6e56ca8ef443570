"""What the machine's own watchers ask."""

from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory
from django.utils import timezone

from collab_portal import celery, health
from collab_portal.lib.cache import FailOpenRedisCache
from collab_portal.models import tick
from collab_portal.tasks import beat_lives

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:1/0"
GB = 2**30


class Disk(NamedTuple):
    total: int
    used: int
    free: int


def test_the_process_says_it_is_alive(client):
    assert client.get("/healthz").content == b"ok"


@pytest.fixture
def roomy(monkeypatch):
    """A disk with room, whatever this machine has."""
    monkeypatch.setattr(health, "SPARE", 0)
    monkeypatch.setattr(health, "SPARE_SHARE", 0)


def test_ready_without_fault_and_without_warning(client, roomy):
    assert client.get("/readyz").json() == {
        "ready": True,
        "faults": [],
        "warnings": [],
        "ticks": {"worker": None, "beat": None},
    }


def test_when_worker_and_beat_last_did_something_is_told(client, roomy, monkeypatch, time_machine):
    monkeypatch.setattr(celery, "_ticked", -celery.TICK)
    monkeypatch.setattr(celery, "close_old_connections", lambda: None)
    celery.SoundTask().before_start("1", (), {})  # any task
    beat_lives()
    seen = client.get("/readyz").json()
    assert None not in seen["ticks"].values()
    assert seen["warnings"] == []

    time_machine.move_to(timezone.now() + timedelta(minutes=5))
    tick("worker", timezone.now())

    late = client.get("/readyz")
    assert (late.status_code, late.json()["warnings"]) == (200, ["定时进程（beat）已 5 分钟没有运行"])


@pytest.mark.parametrize("elsewhere", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_VIA": "1.1 proxy"}])
def test_details_are_for_watchers(client, roomy, elsewhere):
    assert client.get("/readyz", **elsewhere).json() == {"ready": True}


def test_not_ready_while_a_migration_of_this_code_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="todos").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert [fault.partition(".")[0] for fault in response.json()["faults"]] == ["迁移未执行：todos"]
    assert client.get("/readyz", REMOTE_ADDR="203.0.113.9").json() == {"ready": False}


class Manifest:
    """Static files as production has them: names by a list that was read at the start."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder, self.hashed_files = folder, {name: name for name in names}

    def exists(self, name: str) -> bool:
        return (self.folder / name).exists()


def test_not_ready_without_a_list_of_static_files_or_with_one_of_them_missing(client, monkeypatch, tmp_path):
    (tmp_path / "here.css").write_text("")

    def faults(*names: str) -> list[str]:
        monkeypatch.setattr(health, "staticfiles_storage", Manifest(tmp_path, *names))
        return client.get("/readyz").json()["faults"]

    assert faults("here.css") == []
    assert [fault for fault in faults() if "清单缺失" in fault and "collectstatic" in fault]
    assert [fault for fault in faults("here.css", "gone.js") if "缺少 1 个静态文件，例如 gone.js" in fault]
    assert client.get("/readyz").status_code == 503


def test_a_disk_that_fills_up_is_a_warning(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Disk(100 * GB, 95 * GB, 5 * GB))
    tenth = client.get("/readyz")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Disk(2 * GB, GB, GB - 1))
    small = client.get("/readyz")

    assert (tenth.status_code, small.status_code) == (200, 200)
    assert ["只剩 5120 MB" in word for word in tenth.json()["warnings"]] == [True]
    assert ["只剩 1023 MB" in word for word in small.json()["warnings"]] == [True]


def test_ready_without_cache_is_still_ready(client, monkeypatch):
    monkeypatch.setattr(caches["default"]._cache, "_pools", {})
    monkeypatch.setattr(caches["default"]._cache, "_servers", [NOWHERE])

    response = client.get("/readyz")

    assert response.status_code == 200
    assert [word for word in response.json()["warnings"] if "缓存" in word]


def test_metrics_are_for_the_machine_itself_and_named_networks(settings):
    settings.METRICS_NETWORKS = [ip_network("10.20.30.0/24"), ip_network("fd00::/8")]

    asked = {
        address: Client(REMOTE_ADDR=address).get("/metrics").status_code
        for address in ("127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1", "", "10.20.30.7", "fd00::7")
    }
    refused = {
        address: Client(REMOTE_ADDR=address).get("/metrics").status_code
        for address in ("203.0.113.9", "10.20.31.7", "::ffff:203.0.113.9", "nonsense")
    }

    assert set(asked.values()) == {200}
    assert set(refused.values()) == {404}


@pytest.mark.parametrize(
    "header",
    [
        *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded", "Forwarded", "Via"),
        *("X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Cluster-Client-IP"),
        *("X-Original-Forwarded-For", "X-ProxyUser-Ip", "Proxy-Connection"),
    ],
)
def test_what_any_proxy_passed_on_sees_no_metrics(header):
    assert Client(headers={header: "203.0.113.9"}).get("/metrics").status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/", "/nothing/", "/metrics", "/accounts/login/"])
def test_a_head_has_the_headers_of_a_get_and_no_body(path):
    """Through the application as a server calls it: Django's test client drops bodies itself."""

    def ask(method: str) -> tuple[str, str, bytes]:
        said: list[Any] = []
        environ = RequestFactory().generic(method, path).environ
        answer = WSGIHandler()(environ, lambda status, headers, *_: said.extend([status, dict(headers)]))
        body = b"".join(answer)
        answer.close()
        return said[0], said[1].get("Content-Type"), body

    head, get = ask("HEAD"), ask("GET")

    assert head == (*get[:2], b"")
    assert get[2]


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
