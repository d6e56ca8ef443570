"""Who works on an import keeps it, however long it says nothing."""

import time
from datetime import timedelta
from typing import Any

import pytest

from organizations.imports import machine
from organizations.models import ImportJob
from tests.factories import make_user
from tests.imports.helpers import branch_table, check


def test_a_long_silent_stretch_of_judging_keeps_its_lease(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand rows may take longer than a lease: nobody else takes the job over meanwhile."""
    monkeypatch.setattr(machine, "LEASE", timedelta(seconds=1))
    judged: list[int] = []

    def judge(*args: Any) -> None:
        judged.append(1)
        time.sleep(3)
        assert not ImportJob.objects.due().exists()

    monkeypatch.setattr(machine, "_judge", judge)

    job = check(branch_table(["A1", "支部", "机关", "直属机关", ""]), make_user())

    assert (judged, job.status) == ([1], ImportJob.Status.CHECKED)
