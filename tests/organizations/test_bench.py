"""The directory at full size: every combination of filters finds its index."""

import itertools
import time

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from organizations import scale
from organizations.forms.branches import BranchFilter
from organizations.models import Branch, Pairing
from tests.factories import make_user

BRANCHES = 95_000  # a smaller table PostgreSQL reads whole, and rightly
pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(1800)]
CHOICES = {
    "committee": ["", "jiangsu"],
    "kind": ["", "branch", "unit"],
    "line": ["", "tax"],
    "term": ["", "overdue", "due"],
    "paired": ["", "yes", "no"],
    "state": ["", "ended", "all"],
    "q": ["", "处", "税务", "单位003", "找不到"],
}
WHOLE_TABLE = "Seq Scan on organizations_branch"


@pytest.fixture
def big(db):
    """``BRANCHES`` branches, and a pairing in force for one in thirty."""
    scale.branches(BRANCHES, seed=1)
    rows = list(Branch.objects.order_by("pk").values_list("pk", "committee")[::30])
    pairs = zip(rows[::2], rows[1::2], strict=False)
    Pairing.objects.bulk_create(
        Pairing(
            first_id=first,
            first_committee_id=here,
            second_id=second,
            second_committee_id=there,
            theme="规模测试（示例）",
            status=Pairing.Status.ACTIVE,
            started_on=dates.today(),
        )
        for (first, here), (second, there) in pairs
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_every_combination_of_filters_uses_an_index(big, capsys):
    user = make_user()
    figures, unindexed = [], []
    for combination in itertools.product(*CHOICES.values()):
        chosen = {name: value for name, value in zip(CHOICES, combination, strict=True) if value}
        rows = BranchFilter(user, chosen).apply(Branch.objects.for_list(), dates.today(timezone.now()))
        begun = time.perf_counter()
        list(rows[:21])
        listed = time.perf_counter()
        rows.order_by()[:1001].count()
        figures.append((time.perf_counter() - begun, listed - begun, chosen))
        if WHOLE_TABLE in rows[:21].explain():
            unindexed.append(chosen)

    figures.sort(key=lambda row: row[0])
    with capsys.disabled():
        middle, worst = figures[len(figures) // 2], figures[-1]
        print(f"\n{BRANCHES:,} branches, {len(figures)} combinations of filters, rows and capped count:")
        print(f"  median {middle[0] * 1000:.1f} ms, worst {worst[0] * 1000:.1f} ms ({worst[2]})")
    assert unindexed == []


def test_pages_at_any_depth_cost_the_same(big, client, django_assert_num_queries, capsys):
    client.force_login(make_user())
    url = reverse("organizations:branches")
    deep = Branch.objects.for_list()[BRANCHES * 9 // 10]
    from collab_portal.lib.pages import _encode

    addresses = {"first": url, "deep": f"{url}?after={_encode(deep, ['code', 'id'])}"}
    for name, address in addresses.items():
        client.get(address)
        with django_assert_num_queries(5):
            begun = time.perf_counter()
            client.get(address)
        with capsys.disabled():
            print(f"\n  {name} page {1000 * (time.perf_counter() - begun):.1f} ms", end="")
