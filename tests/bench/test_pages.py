"""What each page costs beside a bare one, and that it asks the same with few rows and with many.

Size: ``ROWS=100000 make bench``; ``ROUNDS=30`` for steadier figures; ``COMPARE=old.json`` for both.
"""

import os

import pytest
from django.core.management import call_command
from django.db import connection

from tests.bench import reporting, visiting

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(3600)]
ROUNDS = int(os.environ.get("ROUNDS", "15"))


def test_pages_cost_the_same_with_few_rows_and_with_many(rows, capsys):
    call_command("seed_demo")
    few = {str(address): asked for address, (asked, *_) in visiting.look(visiting.pages()).items()}
    shared = dict.fromkeys(("agreements", "labels", "resources", "documents", "honours"), rows // 10)
    call_command("seed_scale", activities=rows, branches=rows, articles=rows // 4, users=1000, **shared)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    figures = visiting.measure(ROUNDS)

    with capsys.disabled():
        size = f"{rows:,} activities and branches, {rows // 4:,} articles"
        print("\n" + reporting.write(figures, ROUNDS, size))
    of_pages = [figure for figure in figures if figure.address.beside]
    assert {str(figure.address): figure.queries for figure in of_pages} == few
    assert [found for figure in of_pages if (found := reporting.beyond(*figure[:3]))] == []
