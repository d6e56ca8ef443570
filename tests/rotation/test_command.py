"""``rotation_plan`` prints a plan and needs nothing but Python."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from organizations.network import MEMBERS


def test_json_lists_the_nineteen_in_order(capsys):
    call_command("rotation_plan", "--start", "2027-01-01", "--cadence", "quarter", "--cycles", "2", "--json")

    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 38
    assert [row["committee"] for row in rows[:19]] == [member.slug for member in MEMBERS]
    assert rows[0] == {
        "cycle": 1,
        "position": 1,
        "committee": "shanghai",
        "name": "上海市市级机关工作党委",
        "start": "2027-01-01",
        "end": "2027-03-31",
    }
    assert (rows[-1]["cycle"], rows[-1]["position"]) == (2, 19)


def test_lines_are_for_people(capsys):
    call_command("rotation_plan", "--start", "2027-01-01", "--cadence", "year")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 19
    assert lines[1] == "第1轮  2  2028-01-01 至 2028-12-31  江苏省委省级机关工委"


def test_what_reaches_beyond_the_century_is_refused():
    with pytest.raises(CommandError, match="排期最远到 2100 年"):
        call_command("rotation_plan", "--start", "2027-01-01", "--cadence", "year", "--cycles", "4")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "DEMO_MODE"}}
    command = [sys.executable, "manage.py", "rotation_plan", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


@pytest.mark.process
def test_it_needs_neither_database_nor_queue():
    result = _run("--start", "2027-01-31", "--cadence", "month", "--json")

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)[1]["start"] == "2027-02-28"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "请用 --start"),
        (("--start", "2027-13-01"), "不是有效日期"),
        (("--start", "20270101"), "不是有效日期"),
        (("--start", "2027-01-01", "--cadence", "week"), "不是有效周期"),
        (("--start", "2027-01-01", "--cycles", "0"), "不是有效轮数"),
        (("--start", "2027-01-01", "--cycles", "9" * 30), "不是有效轮数"),
        (("--start", "2101-01-01"), "排期最远到 2100 年"),
    ],
)
def test_mistakes_are_told_in_chinese(arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("rotation_plan", *arguments)


@pytest.mark.process
def test_a_mistake_ends_the_process_without_a_traceback():
    result = _run("--start", "2027-01-01", "--cadence", "week")

    assert result.returncode == 2
    assert "不是有效周期" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
