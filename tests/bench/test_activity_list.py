"""The list of activities at full size: every combination of filters finds its index, deep pages are flat.

Size: ``ROWS=100000 make bench``; below some ten thousand rows PostgreSQL rightly reads the whole table.
"""

import itertools
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import counting, scale
from activities.filters import ActivityFilter
from activities.models import Activity
from collab_portal.lib.pages import COUNT_CAP, _encode
from tests.bench.conftest import best
from tests.factories import make_user

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(3600)]
CHOICES: dict[str, list[str]] = {
    "committee": ["", "jiangsu"],
    "partner": ["", "qinghai"],
    "area": ["", "talent"],
    "kind": ["", "forum"],
    "year": ["", "2019"],
    "mode": ["", "online"],
    "status": ["", "held", "draft"],
    "q": ["", "乡", "跨省通办", "找不到"],
}
WHOLE_TABLE = "Seq Scan on activities_activity"
MOST_QUERIES = 12


def test_the_list_and_the_figures_at_full_size(db: None, rows: int, client: Any, capsys: Any) -> None:
    scale.activities(rows, seed=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    with capsys.disabled():
        unindexed = every_combination(rows)
        first, deep = pages(client, rows)
        print(f"  first page {first:.0f} ms, page at nine tenths {deep:.0f} ms")
        print(f"  every figure of all years: {best(every_figure):.1f} ms")

    assert unindexed == []
    assert deep < 3 * first


def every_combination(size: int) -> list[dict[str, str]]:
    """Those that read the whole table, either for the rows or for the count that stops at a thousand."""
    user, figures, unindexed = make_user("jiangsu"), [], []
    for combination in itertools.product(*CHOICES.values()):
        chosen = {name: value for name, value in zip(CHOICES, combination, strict=True) if value}
        rows = ActivityFilter(chosen).apply(Activity.objects.visible_to(user)).newest_first()
        counted = rows.order_by()[: COUNT_CAP + 1]
        begun = time.perf_counter()
        list(rows.values_list("pk")[:21])
        counted.count()
        figures.append((time.perf_counter() - begun, chosen))
        if WHOLE_TABLE in rows[:21].explain():
            unindexed.append(chosen)
    figures.sort(key=lambda row: row[0])
    middle, worst = figures[len(figures) // 2], figures[-1]
    print(f"\n{size:,} activities, {len(figures)} combinations of filters, rows and capped count:")
    print(f"  median {middle[0] * 1000:.1f} ms, worst {worst[0] * 1000:.1f} ms ({worst[1]})")
    print(f"  {len(unindexed)} of them read the whole table {unindexed[:5]}")
    return unindexed


def pages(client: Any, size: int) -> tuple[float, float]:
    """Milliseconds of the first page and of one at nine tenths."""
    client.force_login(make_user("jiangsu"))
    row = Activity.objects.newest_first()[size * 9 // 10]
    took = []
    for url in ("/activities/", f"/activities/?after={_encode(row, ['held_on', 'id'])}"):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        assert len(queries) <= MOST_QUERIES
        took.append(best(lambda url=url: client.get(url)))
    return took[0], took[1]


def every_figure() -> None:
    counting.overview()
    counting.by_committee()
    counting.outcomes()
    counting.pairs()
