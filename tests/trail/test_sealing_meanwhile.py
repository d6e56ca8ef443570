"""Sealing while others write: nobody waits long, nothing is sealed over, and two sealers make one chain."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from django.db import connection, transaction
from django.utils import timezone

from accounts import trail
from accounts.models import Seal, SecurityEvent
from accounts.models.event import Kind
from accounts.sealing import seal, verify
from accounts.sealing.chain import LATE, sealed_up_to
from tests.races import together
from tests.trail.conftest import deeds

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(300)]


class Writer:
    """A transaction of somebody else that has written one row and stays open."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            with transaction.atomic():
                trail.record(Kind.EXPORTED, file="长导入.xlsx")
                self.begun.set()
                self.go_on.wait(30)
        finally:
            connection.close()

    def end(self) -> None:
        self.go_on.set()
        self.thread.join()


@contextmanager
def writing() -> Iterator[Writer]:
    writer = Writer()
    writer.thread.start()
    assert writer.begun.wait(30)
    try:
        yield writer
    finally:
        writer.end()


def test_a_lower_number_that_comes_late_is_waited_for() -> None:
    deeds(2)
    seal()
    with writing() as writer:
        deeds(2)  # higher numbers, committed at once
        begun = time.monotonic()
        with structlog.testing.capture_logs() as lines:
            seal()
        assert time.monotonic() - begun < 30  # the writer would keep it for ever
        assert [line["table"] for line in lines if line["event"] == "seal_put_off"] == [
            "accounts_securityevent"
        ]
        held = sealed_up_to()["accounts_securityevent"]
        writer.end()

        seal()

    assert verify().lines == []
    assert held < sealed_up_to()["accounts_securityevent"] == SecurityEvent.objects.latest("pk").pk
    parts = [part for row in Seal.objects.all() for part in row.parts]
    assert sum(part["count"] for part in parts if part["table"] == "accounts_securityevent") == 5


def test_other_tables_are_sealed_meanwhile() -> None:
    with writing():
        deeds(1)
        row = seal()

    assert row is not None
    assert "accounts_userevent" in {part["table"] for part in row.parts}


def test_writers_go_on_while_a_seal_waits_for_one_of_them() -> None:
    with writing():
        thread = threading.Thread(target=_seal)
        thread.start()
        begun = time.monotonic()
        deeds(20)
        waited = time.monotonic() - begun
        thread.join()

    assert waited < 5  # a seal holds its place in the queue for 0.3 s at most
    assert SecurityEvent.objects.count() == 21


def _seal() -> None:
    try:
        seal()
    finally:
        connection.close()


def test_what_could_not_be_sealed_for_six_hours_is_a_warning() -> None:
    deeds(1)
    with writing(), structlog.testing.capture_logs() as lines:
        seal(timezone.now() + LATE * 1.1)

    assert [line["log_level"] for line in lines if line["event"] == "seal_put_off"] == ["warning"]


def test_two_sealers_make_one_chain() -> None:
    deeds(3)

    answers: list[Any] = together(_seal, _seal, seal, seal)

    assert len(answers) == 4
    assert [row.number for row in Seal.objects.all()] == list(range(1, Seal.objects.count() + 1))
    assert verify().lines == []
