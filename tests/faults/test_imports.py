"""A worker dies in mid-check, mid-commit, mid-undo: the job ends right, and nothing is ever half done."""

import signal
import subprocess
import sys
import time

import pytest

from tests.faults.stack import PROJECT, Stack

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
ROWS = 300


def step(stack: Stack, *steps: str, crash_at: str = "") -> int:
    command = [sys.executable, "-m", "tests.faults.importing", *steps]
    return subprocess.run(command, cwd=PROJECT, env=stack.environment(CRASH_AT=crash_at)).returncode


def state(stack: Stack) -> tuple[str, int]:
    status = stack.query("SELECT status FROM organizations_importjob ORDER BY id DESC LIMIT 1")[0][0]
    return status, stack.query("SELECT count(*) FROM organizations_branch WHERE code LIKE 'C%%'")[0][0]


def lapse(stack: Stack) -> None:
    """As if the dead worker's lease had run out."""
    stack.query("UPDATE organizations_importjob SET lease_until = now() WHERE lease_until IS NOT NULL")
    time.sleep(0.05)


@pytest.fixture
def uploaded(stack: Stack) -> Stack:
    stack.query("TRUNCATE organizations_importjob, organizations_branch CASCADE")
    assert step(stack, f"upload={ROWS}") == 0
    return stack


def test_a_worker_killed_in_each_step_leaves_nothing_half_done(uploaded: Stack, figures: list[str]) -> None:
    stack, killed = uploaded, -signal.SIGKILL
    assert step(stack, "work", crash_at="import_check") == killed
    assert state(stack) == ("checking", 0)
    assert step(stack, "work") == 0  # somebody seems to be at it: left alone
    assert state(stack) == ("checking", 0)
    lapse(stack)
    assert step(stack, "work", "commit") == 0
    assert state(stack) == ("committing", 0)

    assert step(stack, "work", crash_at="import_commit") == killed
    assert state(stack) == ("committing", 0)
    lapse(stack)
    assert step(stack, "work", "undo") == 0
    assert state(stack) == ("undoing", ROWS)

    assert step(stack, "work", crash_at="import_undo") == killed
    assert state(stack) == ("undoing", ROWS)
    lapse(stack)
    assert step(stack, "work") == 0
    assert state(stack) == ("undone", 0)
    figures.append("imports: killed in check, commit and undo; each step done whole by the next worker")


def test_a_step_that_kills_every_worker_is_given_up_visibly(uploaded: Stack, figures: list[str]) -> None:
    assert step(uploaded, "work", "commit") == 0
    for _ in range(3):
        assert step(uploaded, "work", crash_at="import_commit") == -signal.SIGKILL
        lapse(uploaded)

    assert step(uploaded, "work", crash_at="import_commit") == 0

    assert state(uploaded) == ("checked", 0)
    note = uploaded.query("SELECT note FROM organizations_importjob")[0][0]
    assert "中断了 3 次，没有写入任何数据" in note
    figures.append("imports: after three deaths the job says so, 0 rows written")
