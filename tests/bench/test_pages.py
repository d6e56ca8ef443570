"""What each page costs, with few rows and with many: queries must be equal, time nearly so."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from activities.models import Activity
from experience.models import Article
from tests.bench.conftest import best

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(1800)]
MOST_QUERIES = 12


def addresses() -> dict[str, str]:
    activity = Activity.objects.filter(status="confirmed").latest("pk")
    article = Article.objects.published(timezone.now()).latest("pk")
    return {
        "home": "/",
        "my work": "/my/",
        "activities": "/activities/",
        "activities, filtered": "/activities/?committee=jiangsu&year=2026",
        "activity": activity.get_absolute_url(),
        "activity calendar": "/activities/calendar/",
        "branches": "/organizations/branches/",
        "branches, searched": "/organizations/branches/?q=支部",
        "committee": "/organizations/jiangsu/",
        "pairings": "/organizations/pairings/",
        "rotation": "/rotation/",
        "column": "/experience/",
        "column, searched (4 characters)": "/experience/?q=结对共建",
        "column, searched (2 characters)": "/experience/?q=机关",
        "article": article.get_absolute_url(),
        "search everything": "/search/?q=党建",
        "inbox": "/notifications/",
        "statistics": "/insights/",
    }


def measure(client: Client) -> dict[str, tuple[int, float]]:
    found = {}
    for name, url in addresses().items():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        found[name] = (len(queries), best(lambda url=url: client.get(url)))
    return found


def test_pages_cost_the_same_with_few_rows_and_with_many(rows, capsys):
    call_command("seed_demo")
    client = Client()
    client.force_login(User.objects.get(username="jiangsu-staff"))
    few = measure(client)
    call_command("seed_scale", activities=rows, branches=rows, articles=rows // 4, users=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    many = measure(client)

    with capsys.disabled():
        print(f"\n{'page':34}{'queries':>8}{'few, ms':>10}{f'{rows:,} rows, ms':>18}{'ratio':>8}")
        for name, (count, quick) in few.items():
            slow = many[name][1]
            print(f"{name:34}{count:>4}{many[name][0]:>4}{quick:>10.1f}{slow:>18.1f}{slow / quick:>8.2f}")
    assert {name: count for name, (count, _) in few.items()} == {
        name: count for name, (count, _) in many.items()
    }
    assert max(count for count, _ in many.values()) <= MOST_QUERIES
