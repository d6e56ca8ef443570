"""A disk without a byte left: reading goes on, and what cannot be written says so."""

import errno
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings as portal
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from collab_portal.lib import uploads
from tests.bounds.clients import PORTAL, free_port
from tests.factories import make_activity, make_user
from tests.portal.processes import descendants, end, eventually, running
from tests.portal.small_disk import fill, on_a_small_disk
from tests.uploads.samples import good

COUNT = """
import sys
from pathlib import Path
from collab_portal import figures
from tests.portal.small_disk import fill
folder = Path(sys.argv[1])
figures.begin("here", folder / "metrics")
figures.count_safely()
from prometheus_client import Counter, Gauge
early = Counter("early", "counted before the disk was full", ["label"])
early.labels("a").inc()
(folder / "metrics/counter_1.db").touch()
(folder / "metrics/counter_2.db").write_bytes(b"torn" * 100)
fill(folder)
late = Gauge("late", "begun on the full disk", ["label"])
for number in range(3000):
    early.labels(f"label-{number:050}").inc()
    late.labels(f"label-{number:050}").set(number)
print([line for line in figures.page().decode().splitlines() if line.startswith('early_total{label="a"}')])
"""


@pytest.mark.process
def test_counting_on_a_full_disk_kills_nothing_and_is_told_once(tmp_path):
    said = on_a_small_disk(tmp_path, sys.executable, "-c", COUNT, tmp_path, DJANGO_SETTINGS_MODULE="")

    text = said.communicate(timeout=60)[0]

    assert said.returncode == 0, text
    assert text.count("figures_off") == 1
    assert text.splitlines()[-1] == "['early_total{label=\"a\"} 1.0']"


@pytest.fixture
def database() -> Iterator[str]:
    """A migrated database that nobody else uses."""
    template = os.environ.get("TEST_TEMPLATE")
    if not template:
        pytest.skip("needs the suite's own servers")
    name = f"full_disk_{os.getpid()}"
    link = psycopg2.connect(os.environ["DATABASE_URL"])
    link.autocommit = True
    link.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    link.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    link.close()


@pytest.mark.process
def test_pages_are_read_on_a_full_disk_by_the_workers_that_were_there(tmp_path, database):
    port = free_port()
    server = on_a_small_disk(
        *(tmp_path, sys.executable, "-m", "gunicorn", "-c", "python:collab_portal.gunicorn", PORTAL),
        PORT=port,
        VAR_DIR=tmp_path,
        SECRET_KEY=portal.SECRET_KEY,
        DATABASE_URL=database,
        REDIS_URL=os.environ["REDIS_URL"],
        DJANGO_SETTINGS_MODULE="tests.portal.plain_settings",
    )

    def read(path: str) -> int:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as page:
            return page.status if page.read() else 0
        return 0

    try:
        assert eventually(lambda: read("/healthz") == 200, 60)
        assert eventually(lambda: len(descendants(server.pid)) == 3, 20)
        workers = descendants(server.pid) - {server.pid}
        fill(Path(f"/proc/{server.pid}/root{tmp_path}"))

        answers = [read(path) for path in ("/", "/experience/", "/accounts/login/", "/metrics") * 15]
        time.sleep(1.5)  # a worker that died would have been replaced by now

        assert set(answers) == {200}
        assert len(workers) == 2
        assert running(workers) == workers
    finally:
        end(server, 15)


@pytest.fixture
def full_folder(settings, tmp_path) -> Iterator[Path]:
    """A folder of uploads on a disk of its own that has no byte left."""
    settings.UPLOAD_DIR, settings.UPLOAD_SPARE = tmp_path / "uploads", 0
    settings.UPLOAD_DIR.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", settings.UPLOAD_DIR]).returncode:
        pytest.skip("no mounts here")
    fill(settings.UPLOAD_DIR)
    yield settings.UPLOAD_DIR
    subprocess.run(["umount", settings.UPLOAD_DIR], check=True)


def attach() -> tuple[Client, str]:
    """A person signed in, and where a record takes its files."""
    person = make_user("jiangsu")
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client, reverse("activities:attach", args=[make_activity("jiangsu").pk])


@pytest.mark.django_db
def test_an_upload_that_finds_no_room_is_told_so_and_leaves_nothing(full_folder, monkeypatch):
    monkeypatch.setattr(uploads, "must_leave_room", lambda size: None)  # as if the disk filled up just now
    client, address = attach()

    answer = client.post(address, {"files": SimpleUploadedFile("a.pdf", good()["a.pdf"])})

    assert answer.status_code == 507
    assert "磁盘已满" in answer.content.decode()
    assert [path.name for path in full_folder.glob("**/*") if path.is_file()] == ["full"]


@pytest.mark.django_db
def test_an_upload_leaves_room_for_everything_else(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.UPLOAD_SPARE = shutil.disk_usage(tmp_path).free + 2**30

    with pytest.raises(ValidationError, match="磁盘空间不足，暂不接收文件"):
        uploads.keep(SimpleUploadedFile("a.pdf", good()["a.pdf"]))


@pytest.mark.django_db
def test_a_database_without_room_is_told_the_same_and_gives_back_what_was_typed():
    class NoRoomError(Exception):
        pgcode = "53100"

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("No space left on device") from NoRoomError()
        return execute(sql, params, many, context)

    client, _ = attach()
    with connection.execute_wrapper(refuse):
        answer = client.post(
            reverse("accounts:profile"), {"display_name": "江豚 保护", "office_phone": "025", "version": "1"}
        )

    assert answer.status_code == 507
    assert "江豚 保护" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_body_that_finds_no_room_while_it_arrives_is_told_the_same(monkeypatch, number):
    def full(*args: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk", full)
    client, address = attach()

    answer = client.post(address, {"files": SimpleUploadedFile("a.pdf", good()["a.pdf"])})

    assert answer.status_code == 507
