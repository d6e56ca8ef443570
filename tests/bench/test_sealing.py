"""Sealing at its size: a thousand tampers, eight writers with two sealers, a million rows compared."""

import multiprocessing
import os
import random
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from accounts import trail
from accounts.models import Seal, SecurityEvent
from accounts.models.event import Kind
from accounts.sealing import seal, verify
from tests.trail.tampers import TAMPERS, tamper
from tests.trail.test_sealing import three_seals

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
WRITERS, EACH, TURNS = 8, 250, 4
MILLION = int(os.environ.get("SEALED_ROWS", "1000000"))
TAMPERED = int(os.environ.get("TAMPERS", "1000"))


@pytest.fixture(autouse=True)
def _sealer(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_KEY = "k" * 40
    settings.VAR_DIR = tmp_path


@pytest.mark.django_db
def test_every_one_of_a_thousand_tampers_is_found(capsys: Any) -> None:
    three_seals()
    chance, names = random.Random(20261130), list(TAMPERS)

    missed = [
        name
        for name in (names[turn % len(names)] for turn in range(TAMPERED))
        if not tamper(name, chance).lines
    ]

    with capsys.disabled():
        print(f"\n{TAMPERED - len(missed)} of {TAMPERED} tampers found")
    assert missed == []
    assert verify().lines == []


def write(seed: int, times: list[float]) -> None:
    """Rows of one writer, each in a transaction of its own; one in twenty is rolled back."""
    chance = random.Random(seed)
    try:
        for number in range(EACH):
            begun = time.perf_counter()
            with suppress(LookupError), transaction.atomic():
                trail.record(Kind.EXPORTED, file=f"{seed}-{number}")
                if chance.random() < 0.05:
                    raise LookupError
            times.append(time.perf_counter() - begun)
    finally:
        connection.close()


def keep_sealing(done: Any) -> None:
    """In a process of its own, as in production: it takes no turn of the writers' interpreter."""
    try:
        while not done.is_set():
            seal()
            time.sleep(0.05)
    finally:
        connection.close()


def written(sealers: int) -> list[float]:
    """How long each write took while so many others sealed without pause."""
    connection.close()  # so that no process shares it
    alike = multiprocessing.get_context("fork")
    done, times = alike.Event(), []
    sealing = [alike.Process(target=keep_sealing, args=(done,)) for _ in range(sealers)]
    for process in sealing:
        process.start()
    writing = [threading.Thread(target=write, args=(seed, times)) for seed in range(WRITERS)]
    for thread in writing:
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    for process in sealing:
        process.join()
        assert process.exitcode == 0
    return times


def p99(times: list[float]) -> float:
    """In milliseconds."""
    return sorted(times)[int(len(times) * 0.99)] * 1000


@pytest.mark.usefixtures("committed")
def test_eight_writers_and_two_sealers_make_one_chain(capsys: Any) -> None:
    """Turn and turn about, so that what else the machine does weighs on both alike."""
    turns = [(written(0), written(2)) for _ in range(TURNS)]
    seal()

    found, rows, seals = verify(), SecurityEvent.objects.count(), Seal.objects.count()
    alone, sealed = (p99([one for turn in turns for one in turn[side]]) for side in (0, 1))
    with capsys.disabled():
        print(f"\n{rows} rows, {seals} seals")
        print(f"p99 of a write: {alone:.1f} ms alone, {sealed:.1f} ms while sealed without pause")
        print(f"ratio {sealed / alone:.2f}; turn by turn", *(f"{p99(b) / p99(a):.2f}" for a, b in turns))
    assert found.lines == []
    parts = [part for row in Seal.objects.all() for part in row.parts]
    assert sum(part["count"] for part in parts if part["table"] == "accounts_securityevent") == rows
    assert seals > 5
    assert sealed < max(25, 3 * alone)


ROW = """
INSERT INTO accounts_securityevent (kind, outcome, person_id, person_name, account_digest, device, session,
    request_id, target, target_name, facts)
SELECT 'exported', 'done', n %% 900, '用户', md5(n::text), 'Windows · Chrome', left(md5(n::text), 8),
    '', 'activities:export', '联合活动', jsonb_build_object('file', n || '.xlsx')
FROM generate_series(1, %s) AS n
"""


def compared(rows: int) -> tuple[float, float, int]:
    """Seconds to seal and to compare after ``rows`` more, and how many were compared."""
    with connection.cursor() as cursor:
        cursor.execute(ROW, [rows])
    begun = time.perf_counter()
    seal()
    middle = time.perf_counter()
    found = verify()
    assert found.lines == []
    return middle - begun, time.perf_counter() - middle, found.rows


@pytest.mark.django_db
def test_ten_times_the_rows_take_ten_times_as_long_to_compare(capsys: Any) -> None:
    _, few, some = compared(MILLION // 10)
    sealed, many, rows = compared(MILLION - MILLION // 10)

    with capsys.disabled():
        print(f"\n{rows} rows: sealed in {sealed:.1f} s, compared in {many:.1f} s (aim for a million: 60 s)")
    assert rows >= MILLION
    assert many / few < 1.5 * rows / some
