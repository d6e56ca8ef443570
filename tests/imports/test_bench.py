"""Ten thousand branches through a worker of its own: seconds and megabytes (``ROWS=10000 make bench``)."""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.stack import PROJECT, Stack

ROWS = int(os.environ.get("ROWS", "10000"))
CHILD = """
import json, sys, time
from tests.faults import importing
from tests.imports.memory import most_memory
begun, busy = time.monotonic(), time.process_time()
importing.main(sys.argv[1])
sys.stdout.write(json.dumps([time.monotonic() - begun, most_memory(), time.process_time() - busy]) + "\\n")
"""


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_ten_thousand_branches_are_checked_and_written(capsys) -> None:
    stack = Stack()
    try:
        run(stack, f"upload={ROWS}")
        checked = run(stack, "work")
        run(stack, "commit")
        written = run(stack, "work")
        count = stack.query("SELECT count(*) FROM organizations_branch WHERE code LIKE 'C%%'")[0][0]
    finally:
        stack.close()

    with capsys.disabled():
        print(
            f"\n{ROWS:,} branches: check {checked[0]:.1f} s, commit {written[0]:.1f} s "
            f"(processor {checked[2]:.1f} + {written[2]:.1f} s), worker {max(checked[1], written[1])} MB"
        )
    assert count == ROWS
    assert max(checked[1], written[1]) <= 300


def run(stack: Stack, step: str) -> list[float]:
    command = [sys.executable, "-c", CHILD, step]
    done = subprocess.run(
        command, cwd=PROJECT, env=stack.environment(), capture_output=True, text=True, check=True
    )
    figures: list[float] = json.loads(done.stdout.splitlines()[-1])
    return figures
