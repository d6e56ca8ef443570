"""The embedded PostgreSQL and Valkey, with real processes throughout."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from collab_portal import embedded
from tests.portal.processes import end, eventually, read_until, run, running

pytestmark = [pytest.mark.process, pytest.mark.thorough]

USE = """
import sys, time
from pathlib import Path
from collab_portal import embedded
services = embedded.start(Path(sys.argv[1]), throwaway="throwaway" in sys.argv)
print("using", services.database_url, flush=True)
time.sleep(60)
"""
LONG_TEST = """
import os, time

def test_long():
    print("folder", os.environ["VAR_DIR"], flush=True)
    time.sleep(60)
"""
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[embedded.Services]:
    started = embedded.start(tmp_path / "var", throwaway=True)
    yield started
    started.stop()


def ask(services: embedded.Services, question: str = "SELECT 1") -> object:
    connection = psycopg2.connect(services.database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def pids(folder: Path) -> dict[str, int]:
    return json.loads((folder / "services.json").read_text())["pids"]


def test_a_start_gives_both_servers_and_a_stop_takes_them_away(tmp_path):
    services = embedded.start(tmp_path / "var")
    started = pids(tmp_path / "var")

    assert ask(services, "SELECT lower('Ä') || current_setting('TimeZone')") == "äUTC"
    assert redis.from_url(services.redis_url).ping()
    services.stop()

    assert set(started) == {"guardian", "PostgreSQL", "Valkey"}
    assert running(started.values()) == set()
    assert not (tmp_path / "var/services.json").exists()


def test_data_survive_a_restart(tmp_path):
    first = embedded.start(tmp_path / "var")
    ask(first, "CREATE TABLE kept AS SELECT 7 AS number")
    first.stop()

    second = embedded.start(tmp_path / "var")

    assert ask(second, "SELECT number FROM kept") == 7
    second.stop()


def test_a_throwaway_pair_leaves_no_file(services):
    ask(services)

    services.stop()

    assert not services.folder.exists()


def test_a_second_user_joins_and_the_servers_outlive_the_first(tmp_path):
    first = run("-c", USE, tmp_path / "var")
    read_until(first, "using")
    second = embedded.start(tmp_path / "var")
    shared = pids(tmp_path / "var")

    end(first, signal.SIGKILL)

    assert not eventually(lambda: running(shared.values()) != set(shared.values()), seconds=0.5)
    assert ask(second) == 1
    second.stop()
    assert running(shared.values()) == set()


def test_killing_the_last_user_leaves_no_server_and_no_file(tmp_path):
    user = run("-c", USE, tmp_path / "var", "throwaway")
    read_until(user, "using")
    left = pids(tmp_path / "var")

    end(user, signal.SIGKILL)

    assert eventually(lambda: running(left.values()) == set())
    assert eventually(lambda: not (tmp_path / "var").exists())


def test_killing_the_guardian_leaves_no_server_and_the_next_start_recovers(tmp_path):
    first = embedded.start(tmp_path / "var")
    left = pids(tmp_path / "var")
    ask(first, "CREATE TABLE kept AS SELECT 7 AS number")

    os.kill(left["guardian"], signal.SIGKILL)
    first.guardian.wait()
    first.stop()
    second = embedded.start(tmp_path / "var")

    assert running(left.values()) == set()
    assert ask(second, "SELECT number FROM kept") == 7
    second.stop()


@pytest.mark.parametrize("name", ["PostgreSQL", "Valkey"])
def test_a_killed_server_comes_back_at_the_same_address(services, name):
    os.kill(pids(services.folder)[name], signal.SIGKILL)

    def answers() -> bool:
        try:
            return ask(services) == 1 and redis.from_url(services.redis_url).ping()
        except (psycopg2.OperationalError, redis.ConnectionError):
            return False

    assert eventually(answers)


def test_other_users_of_the_machine_stay_out(services):
    guess = services.database_url.replace("portal:", "portal:x")
    state = services.folder / "services.json"
    command_lines = b"".join(
        Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids(services.folder).values()
    )

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(guess)
    with pytest.raises(redis.AuthenticationError):
        redis.from_url("redis://" + services.redis_url.partition("@")[2]).ping()
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    for url in (services.database_url, services.redis_url):
        assert url.partition("@")[0].rpartition(":")[2].encode() not in command_lines


def test_a_pid_file_with_somebody_elses_number_is_forgotten(tmp_path):
    embedded.start(tmp_path / "var").stop()
    (tmp_path / "var/postgresql/data/postmaster.pid").write_text(f"{os.getpid()}\n")

    services = embedded.start(tmp_path / "var")

    assert ask(services) == 1
    services.stop()


def test_an_interrupted_first_start_does_not_pass_for_a_database(tmp_path):
    draft = tmp_path / "var/postgresql/draft"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")

    services = embedded.start(tmp_path / "var", throwaway=True)

    assert ask(services) == 1
    services.stop()


@only_root
def test_root_without_namespaces_hands_only_the_data_to_nobody(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # no unshare there
    folder = Path(tempfile.mkdtemp(prefix="portal-nobody-"))

    services = embedded.start(folder, throwaway=True)

    owners = {path.name: path.stat().st_uid for path in folder.iterdir()}
    assert ask(services) == 1
    assert owners == {
        **dict.fromkeys(["log", "services.json", "services.lock", "users.lock"], 0),
        **dict.fromkeys(["postgresql", "valkey"], 65534),
    }
    services.stop()


@only_root
def test_nobody_who_cannot_reach_the_data_says_so(monkeypatch, tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(embedded.ServiceError, match="nobody 身份，但它进不了"):
        embedded.start(private / "var", throwaway=True)


@pytest.mark.parametrize(
    ("name", "what"), [("PG_BIN", "postgres 与 initdb"), ("VALKEY_BIN", "不是可执行文件")]
)
def test_a_missing_program_is_named_with_the_way_out(monkeypatch, tmp_path, name, what):
    monkeypatch.setenv(name, str(tmp_path))

    with pytest.raises(embedded.ServiceError, match=f"{name}=.*{what}.*请执行 pip install") as refused:
        embedded.start(tmp_path / "var", throwaway=True)

    assert "\n" not in str(refused.value)


def test_data_of_another_version_are_left_alone(tmp_path):
    embedded.start(tmp_path / "var").stop()
    mark = tmp_path / "var/postgresql/data/PG_VERSION"
    mark.write_text("13\n")

    with pytest.raises(embedded.ServiceError, match=r"由 PostgreSQL 13 建立.*请用 PG_BIN"):
        embedded.start(tmp_path / "var")

    assert mark.read_text() == "13\n"


def test_a_file_in_place_of_the_data_folder_is_refused(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(embedded.ServiceError, match=r"无法写入.*VAR_DIR=其他目录"):
        embedded.start(tmp_path / "var")


def test_a_full_disk_is_refused_before_anything_is_written(tmp_path):
    check = "import pathlib; from collab_portal import embedded; embedded.check_folder(pathlib.Path('{}'))"
    small = 'mount -t tmpfs -o size=1m tmpfs "$1" 2>/dev/null || exit 77; exec "$0" -c "$2"'
    private = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", small]

    command = [*private, sys.executable, tmp_path, check.format(tmp_path)]
    tried = subprocess.run(command, cwd=embedded.PROJECT, capture_output=True, text=True)

    if tried.returncode == 77 or "unshare" in tried.stderr:
        pytest.skip("no private mounts here")
    assert "磁盘空间不足" in tried.stderr


def test_a_command_finds_the_addresses_in_its_environment_and_leaves_nothing(tmp_path):
    show = "import os; from collab_portal import embedded; embedded.ensure(); print(os.environ['REDIS_URL'])"

    command = run("-c", show, VAR_DIR=tmp_path / "var")
    said = command.communicate()[0]

    assert said.startswith("redis://:")
    assert not (tmp_path / "var/services.json").exists()


def test_given_addresses_are_used_and_nothing_is_started(tmp_path):
    ensure = "from collab_portal import embedded; embedded.ensure(); print(embedded.held())"

    command = run(
        "-c", ensure, VAR_DIR=tmp_path / "var", DATABASE_URL="postgres://a/b", REDIS_URL="redis://a"
    )

    assert command.communicate()[0] == "None\n"
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("migrate", True),
        ("portal", True),
        ("reminders_audit", True),
        ("check --database default", True),
        ("check --deploy", False),
        ("makemigrations --check", True),
        ("rotation_plan --cycles 1", False),
        ("migrate --help", False),
        ("help", False),
        ("", False),
    ],
)
def test_only_commands_that_touch_data_need_servers(line, needs):
    assert embedded.needed(["manage.py", *line.split()]) is needs


@pytest.mark.parametrize(
    ("line", "said", "data", "asked"),
    [
        ("portal", "", False, True),
        ("seed_demo", "", False, True),
        ("seed_scale --users 5", "", False, True),
        ("reminders_audit", "", False, False),
        ("migrate", "", False, False),
        ("migrate", "", True, True),
        ("migrate", "on", False, True),
        ("portal", "off", True, False),
    ],
)
def test_embedded_servers_are_started_only_where_somebody_asks(
    monkeypatch, tmp_path, line, said, data, asked
):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("EMBEDDED", said)
    if data:
        (tmp_path / "postgresql/data").mkdir(parents=True)

    assert embedded.asked_for(["manage.py", *line.split()]) is asked


@pytest.mark.parametrize(
    ("line", "refused"),
    [("portal", True), ("collectstatic", True), ("check", True), ("help", False), ("", False)],
)
def test_an_installation_starts_none_whoever_asks(monkeypatch, tmp_path, line, refused):
    monkeypatch.setattr(embedded, "PROJECT", tmp_path)
    before = embedded.forbidden(["manage.py", *line.split()])
    (tmp_path / ".production").touch()

    assert (before, embedded.forbidden(["manage.py", *line.split()])) == (False, refused)


@pytest.mark.parametrize(
    ("given", "name"), [({}, "DATABASE_URL"), ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "REDIS_URL")]
)
def test_a_command_that_forgot_its_settings_says_so_and_touches_nothing(tmp_path, given, name):
    command = run("manage.py", "reminders_audit", VAR_DIR=tmp_path / "var", EMBEDDED="", **given)

    said = command.communicate()[0]

    line = f"缺少 {name}：生产环境请用 portal-manage（自动读取 /etc/portal.env）；试用请运行 make run。\n"
    assert (command.returncode, said) == (2, line)
    assert not (tmp_path / "var").exists()


def test_a_killed_test_run_leaves_nothing(tmp_path):
    (tmp_path / "test_long.py").write_text(LONG_TEST)
    options = ["-c", os.devnull, "-p", "tests.services", "-p", "no:cacheprovider", "-s", tmp_path]
    tests = run("-m", "pytest", *options, PYTHONPATH=embedded.PROJECT, DJANGO_SETTINGS_MODULE="")
    folder = Path(read_until(tests, "folder").split("folder ")[1].splitlines()[0]).parent
    left = pids(folder)

    end(tests, signal.SIGTERM)

    assert eventually(lambda: running(left.values()) == set())
    assert eventually(lambda: not folder.exists())
