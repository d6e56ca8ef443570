"""``manage.py portal``: one start, one stop, and every kind of bad luck, with real processes."""

import json
import os
import shutil
import signal
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from collab_portal import embedded, supervisor
from collab_portal.embedded import child
from tests.portal.processes import descendants, end, eventually, read_until, run, running

SUPERVISE = """
import json, sys
from pathlib import Path
from collab_portal.embedded.child import Child
from collab_portal.supervisor import Supervisor
folder, words = Path(sys.argv[1]), json.loads(sys.argv[2])
children = [Child(name, ["sh", "-c", line], folder / f"{name}.log") for name, line in words.items()]
sys.exit(Supervisor(children, None).run(lambda: True, "ready"))
"""


def supervise(folder: Path, **children: str):
    return run("-c", SUPERVISE, folder, json.dumps(children))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.mark.process
def test_asked_to_stop_it_ends_even_deaf_children_and_their_children(tmp_path):
    portal = supervise(tmp_path, deaf="trap '' TERM; sleep 60 & sleep 60", good="exec sleep 60")
    read_until(portal, "ready")
    family = descendants(portal.pid)

    code, seconds = end(portal, signal.SIGTERM)

    assert code == 0
    assert seconds < 5
    assert len(family) >= 4
    assert running(family) == set()


@pytest.mark.process
def test_ctrl_c_is_a_wish_to_stop_not_an_error(tmp_path):
    portal = supervise(tmp_path, good="exec sleep 60")
    read_until(portal, "ready")

    assert end(portal, signal.SIGINT)[0] == 0


@pytest.mark.process
def test_killed_it_takes_its_children_along(tmp_path):
    portal = supervise(tmp_path, good="trap '' TERM; exec sleep 60", other="exec sleep 60")
    read_until(portal, "ready")
    family = descendants(portal.pid)

    end(portal, signal.SIGKILL)

    assert eventually(lambda: running(family) == set())


@pytest.mark.process
def test_a_child_that_cannot_start_stops_everything_with_the_end_of_its_log(tmp_path):
    portal = supervise(tmp_path, broken="echo no such thing; exit 3", good="exec sleep 60")
    family = descendants(portal.pid)

    said = portal.communicate(timeout=20)[0]

    assert portal.returncode == 1
    assert f"broken 连续 3 次启动失败。日志 {tmp_path}/broken.log 末尾：\nno such thing" in said
    assert running(family) == set()


@pytest.mark.process
def test_a_killed_child_is_started_again_however_often(tmp_path):
    portal = supervise(tmp_path, good="echo up; exec sleep 60")
    read_until(portal, "ready")

    for _ in range(4):
        (pid,) = running(descendants(portal.pid)) - {portal.pid}
        os.kill(pid, signal.SIGKILL)
        read_until(portal, "good 意外退出（-9），0.5 秒后重启")
        assert eventually(lambda: len(running(descendants(portal.pid))) == 2)

    assert end(portal, signal.SIGTERM)[0] == 0


@pytest.mark.process
def test_an_error_in_a_log_is_hinted_at_once_a_minute(tmp_path):
    portal = supervise(tmp_path, noisy="while :; do echo ERROR; sleep 0.1; done", good="sleep 1; exit 7")

    said = read_until(portal, "good 意外退出（7）")

    assert said.count(f"noisy 记录了错误，见 {tmp_path}/noisy.log") == 1
    assert end(portal, signal.SIGTERM)[0] == 0


def test_a_log_is_cut_while_its_writer_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "LOG_LIMIT", 1000)
    log = child.Log(tmp_path / "web.log")

    with (tmp_path / "web.log").open("a") as writer:
        writer.write("x" * 1001)
        writer.flush()
        log.bound()
        writer.write("later")

    assert (tmp_path / "web.log").read_text() == "later"
    assert (tmp_path / "web.log.1").read_text() == "x" * 1001


def test_a_cleared_log_folder_is_no_reason_to_fall_over(tmp_path):
    log = child.Log(tmp_path / "web.log")
    (tmp_path / "web.log").unlink()

    log.bound()

    assert not log.trouble()


READABLE = "\x1b[2m2026-11-30T08:00:00.1Z\x1b[0m [\x1b[31m\x1b[1m{}\x1b[0m] \x1b[1m{}\x1b[0m [portal]"


@pytest.mark.parametrize(
    "line",
    [
        "[2026-11-30 16:00:00 +0800] [123] [ERROR] Exception in worker process",
        "[2026-11-30 16:00:00,123: CRITICAL/MainProcess] Unrecoverable error",
        READABLE.format("error    ", "request_failed"),
        "2026-11-30T08:00:00.1Z [critical ] gone",
        '{"event": "failed", "level": "error", "path": "/"}',
        "Traceback (most recent call last):",
        "  + Exception Group Traceback (most recent call last):",
        "Fatal Python error: Segmentation fault",
        "ERROR: no such table",
    ],
)
def test_an_error_is_known_by_how_its_line_begins(tmp_path, line):
    log = child.Log(tmp_path / "web.log")

    (tmp_path / "web.log").write_text(f"quiet\n{line}\n")

    assert (log.trouble(), log.trouble()) == (True, False)


@pytest.mark.parametrize(
    "line",
    [
        "[2026-11-30 16:00:00 +0800] [123] [INFO] GET /FATAL/Traceback?q=ERROR",
        "[2026-11-30 16:00:00,123: INFO/MainProcess] Task mail.ERROR received",
        READABLE.format("info     ", "request") + " path='/search/?q=ERROR [error] CRITICAL'",
        r'{"event": "request", "level": "info", "path": "/?q=\"level\": \"error\" Traceback"}',
        "File ERROR.txt was read",
    ],
)
def test_what_somebody_asked_for_is_no_error(tmp_path, line):
    log = child.Log(tmp_path / "web.log")

    (tmp_path / "web.log").write_text(f"{line}\n")

    assert not log.trouble()


def test_a_line_is_judged_when_it_is_whole(tmp_path):
    log = child.Log(tmp_path / "web.log")

    with (tmp_path / "web.log").open("a", buffering=1) as writer:
        writer.write("GET /search/?q=")
        assert not log.trouble()
        writer.write("ERROR\n")
        assert not log.trouble()
        writer.write("ERROR")
        assert not log.trouble()
        writer.write(": broken\n")
        assert log.trouble()


def test_a_taken_port_is_refused_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(
            embedded.ServiceError, match=f"端口 {port} 已被占用：请换一个，例如 PORT={port + 1}"
        ):
            supervisor.Address("127.0.0.1", port).check_free()


def test_an_impossible_host_is_refused():
    with pytest.raises(embedded.ServiceError, match=r"无法监听 198.51.100.1:8000.*请检查 HOST 与 PORT"):
        supervisor.Address("198.51.100.1", 8000).check_free()


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_an_impossible_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(embedded.ServiceError, match=f"PORT={port} 不是有效端口"):
        supervisor.Address.from_environment()


def test_a_folder_has_room_for_one_portal(tmp_path):
    place = supervisor.claim(tmp_path)

    with pytest.raises(embedded.ServiceError, match=rf"门户已在运行（进程 {os.getpid()}，.*VAR_DIR 与 PORT"):
        supervisor.claim(tmp_path)

    os.close(place)
    os.close(supervisor.claim(tmp_path))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder as the first start leaves it, without the sample data."""
    folder = tmp_path_factory.mktemp("portal") / "var"
    (folder / "postgresql").mkdir(parents=True, mode=0o700)
    (folder / "postgresql/seeded").write_text("1")
    yield folder
    shutil.rmtree(folder)


def portal(folder: Path, port: int):
    return run("manage.py", "portal", VAR_DIR=folder, PORT=port)


@pytest.mark.process
@pytest.mark.thorough
def test_the_whole_portal_starts_is_joined_and_stops(prepared):
    port = free_port()
    first = portal(prepared, port)
    said = read_until(first, "Portal ready")
    family = descendants(first.pid)

    assert said.splitlines()[-1] == f"Portal ready: http://127.0.0.1:{port}/"
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
    assert len(family) >= 12

    second = portal(prepared, free_port())
    assert second.communicate()[0].startswith(f"门户已在运行（进程 {first.pid}，")
    assert second.returncode == 1
    command = run("manage.py", "showmigrations", "accounts", VAR_DIR=prepared)
    assert "[X] 0001_tables" in command.communicate()[0]

    code, seconds = end(first, signal.SIGTERM)
    assert code == 0
    assert seconds < 5
    assert running(family) == set()


@pytest.mark.process
@pytest.mark.thorough
def test_killing_the_whole_portal_leaves_nothing_and_the_next_start_works(prepared):
    first = portal(prepared, free_port())
    read_until(first, "Portal ready")
    family = descendants(first.pid)

    end(first, signal.SIGKILL)

    assert eventually(lambda: running(family) == set())
    second = portal(prepared, free_port())
    read_until(second, "Portal ready")
    assert end(second, signal.SIGTERM)[0] == 0


@pytest.mark.process
@pytest.mark.thorough
def test_two_portals_with_their_own_folder_and_port_do_not_meet(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "var")
    first, second = portal(prepared, free_port()), portal(tmp_path / "var", free_port())
    read_until(first, "Portal ready")
    read_until(second, "Portal ready")
    other = descendants(second.pid)

    end(first, signal.SIGKILL)

    assert not eventually(lambda: running(other) != other, seconds=1)
    assert end(second, signal.SIGTERM)[0] == 0


@pytest.mark.process
@pytest.mark.thorough
@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("数据库无法使用", {"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}),
        ("配置错误：DATABASE_URL", {"DATABASE_URL": "nonsense"}),
        ("PORT=0 不是有效端口", {"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c", "PORT": "0"}),
        ("无法写入 /dev/null", {"VAR_DIR": "/dev/null"}),
    ],
)
def test_bad_luck_is_told_in_one_line(tmp_path, line, extra):
    given = {
        "VAR_DIR": tmp_path,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "a key of fifty characters, of more than twelve kinds",
        "PORT": free_port(),
    }

    refused = run("manage.py", "portal", **given | extra)

    said = refused.communicate()[0]
    assert said.startswith(line)
    assert said.count("\n") == 1
    assert refused.returncode == 1
