"""Search at volume, beside what it replaces. Prints figures; gates on nothing but correctness."""

import statistics
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from experience import scale, search

pytestmark = [pytest.mark.django_db, pytest.mark.bench, pytest.mark.timeout(900)]
ARTICLES, ROUNDS = 20_000, 15
QUERIES = [
    "党建",
    "三峡",
    "三峡库区",
    "红船精神",
    "碳汇",
    "江豚保护",
    "党",
    "2021年",
    "流域治理 医保结算",
    "changjiang",
]
LIKE = """
    SELECT article_id FROM experience_searchdocument
    WHERE text LIKE %s OR title LIKE %s ORDER BY published_at DESC LIMIT 20
"""


def timed(call):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def like(term):
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [f"%{term}%", f"%{term}%"])
        return cursor.fetchall()


def test_search_at_twenty_thousand_articles(capsys):
    begun = time.perf_counter()
    scale.articles(ARTICLES, 1)
    with capsys.disabled():
        print(f"\n{ARTICLES} articles seeded and indexed in {time.perf_counter() - begun:.1f} s")
        for query in QUERIES:
            results = search.find(query, AnonymousUser(), timezone.now())
            ours = timed(lambda query=query: search.find(query, AnonymousUser(), timezone.now()))
            plain = timed(lambda query=query: like(query.split()[0]))
            print(
                f"{query:<12} {results.total_label:>6} hits  page {ours[0]:7.1f} ms (p95 {ours[1]:7.1f})"
                f"  LIKE, rows only {plain[0]:7.1f} ms (p95 {plain[1]:7.1f})"
            )
