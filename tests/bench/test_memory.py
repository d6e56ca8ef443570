"""What a web worker holds of its own after hundreds of requests: code is loaded before workers are forked."""

import os
import urllib.parse
import urllib.request
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as portal

from tests.bounds.clients import PORTAL, serving
from tests.portal.processes import descendants, eventually
from tests.portal.test_full_disk import database  # noqa: F401 - a fixture

PAGES = ("/", "/experience/", "/accounts/login/", "/experience/?q=机关", "/experience/bulletins/", "/metrics")
MOST = 110  # MB
pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]


def test_workers_share_the_code(tmp_path, capsys, database):  # noqa: F811
    with serving(
        PORTAL,
        tmp_path,
        SECRET_KEY=portal.SECRET_KEY,
        DATABASE_URL=database,
        REDIS_URL=os.environ["REDIS_URL"],
        DJANGO_SETTINGS_MODULE="tests.portal.plain_settings",
    ) as server:
        Thread(target=server.process.stdout.read, daemon=True).start()  # or its log would fill the pipe
        assert eventually(lambda: len(descendants(server.process.pid)) == 3, 30)
        workers = sorted(descendants(server.process.pid) - {server.process.pid})
        before = [held(worker) for worker in workers]
        for page in PAGES * 70:
            address = f"http://127.0.0.1:{server.port}{urllib.parse.quote(page, safe='/?=')}"
            urllib.request.urlopen(address, timeout=30).read()
        after = [held(worker) for worker in workers]

    with capsys.disabled():
        for word, figures in (("at first", before), ("after 420 requests", after)):
            said = ", ".join(f"{shared:.0f} of {whole:.0f} MB" for shared, whole in figures)
            print(f"\nweb workers {word}: {said} (PSS of RSS)")
    assert max(shared for shared, _ in after) <= MOST


def held(process: int) -> tuple[float, float]:
    """PSS and RSS in MB: memory that several processes share counts for each by its part."""
    lines = dict(
        line.split(":", 1) for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    )
    pss, rss = (int(lines[name].split()[0]) / 1024 for name in ("Pss", "Rss"))
    return pss, rss
