"""Search at volume. Prints figures; gates on nothing but correctness.

``SEARCH_ARTICLES`` sets the volume, ``SEARCH_QUERIES`` how many random questions the comparison asks
beside the five hundred of ``queries``.
"""

import itertools
import os
import random
import re
import statistics
import time
from bisect import bisect_right

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from collab_portal.lib.chinese import fold
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import PostgresEngine
from experience import scale, search
from experience.models import Article, SearchDocument
from tests.experience import queries
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.bench, pytest.mark.timeout(3600)]
ARTICLES = int(os.environ.get("SEARCH_ARTICLES", 20_000))
QUERIES = int(os.environ.get("SEARCH_QUERIES", 500))
REAL = [
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
    WHERE text LIKE %s OR heading LIKE %s ORDER BY at DESC LIMIT 20
"""
HAN = re.compile(r"[\u4e00-\u9fff]+")


def seed():
    """All articles with their index, which is built at the end: entry by entry it takes ten times as long."""
    index = next(one for one in SearchDocument._meta.indexes if one.name == "searchdocument_vector")
    with connection.schema_editor() as editor:
        editor.remove_index(SearchDocument, index)
    scale.articles(ARTICLES, 1)
    with connection.schema_editor() as editor:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an index is not built over unchecked rows
        editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        editor.add_index(SearchDocument, index)
        editor.execute("ANALYZE experience_searchdocument")  # the server does so itself once committed


def in_database(call, *args):
    """Milliseconds the database needs for ``call``, as seen by the connection."""
    spent = 0.0

    def clock(execute, sql, params, many, context):
        nonlocal spent
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += (time.perf_counter() - begun) * 1000

    with connection.execute_wrapper(clock):
        call(*args)
    return spent


def like(term):
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [f"%{term}%", f"%{term}%"])
        return cursor.fetchall()


def figures(times):
    return f"median {statistics.median(times):7.1f} ms, p95 {sorted(times)[int(len(times) * 0.95)]:7.1f} ms"


def questions(random_, length, count):
    """Pieces of ``length`` characters that stand somewhere in the column."""
    texts = list(SearchDocument.objects.order_by("pk").values_list("text", flat=True)[:2000])
    runs = [run for text in texts for run in HAN.findall(text) if len(run) >= length]
    for _ in range(count):
        run = random_.choice(runs)
        start = random_.randrange(len(run) - length + 1)
        yield run[start : start + length]


def test_pages_of_results_beside_a_plain_scan(capsys):
    begun = time.perf_counter()
    seed()
    random_, now = random.Random(3), timezone.now()
    with capsys.disabled():
        print(f"\n{ARTICLES} articles seeded and indexed in {time.perf_counter() - begun:.1f} s")
        for query in REAL:
            results = search.find(query, AnonymousUser(), now)
            ours = [in_database(search.find, query, AnonymousUser(), now) for _ in range(9)]
            print(f"{query:<12} {results.total_label:>6} hits  {figures(ours)}")
        for length in (2, 4):
            ours, plain = [], []
            for query in questions(random_, length, 200):
                ours.append(in_database(search.find, query, AnonymousUser(), now))
                plain.append(in_database(like, query))
            print(f"200 questions of {length} characters: page {figures(ours)}; LIKE {figures(plain)}")


class Scan:
    """All texts in one long string: which articles contain a term, by plain substring search."""

    def __init__(self, articles):
        self.keys, self.starts, parts, length = [], [], [], 0
        for article in articles:
            words = search.words_of(article)
            part = fold(f"{words.title}\n{words.text}\n\n")
            self.keys.append(article.pk)
            self.starts.append(length)
            parts.append(part)
            length += len(part)
        self.text = "".join(parts)

    def containing(self, term):
        found, start = set(), self.text.find(term)
        while start >= 0:
            place = bisect_right(self.starts, start) - 1
            found.add(self.keys[place])
            following = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
            start = self.text.find(term, following)
        return found


def test_every_answer_equals_a_plain_scan(capsys):
    random_ = random.Random(17)
    seed()
    pool = "党建机关长江经济带联学共建协作轮值会商乡村振兴的一了在是，。0123abc"
    for length in (17_000, 30_000, 50_000):  # far longer than any other
        make_article(body=f"<p>{''.join(random_.choice(pool) for _ in range(length))}</p>")
    articles = list(Article.objects.select_related("committee").order_by("pk"))
    real = queries.questions()
    scan, rows, engine = Scan(articles), SearchDocument.objects.all(), PostgresEngine()
    total, asked = len(scan.text), 0

    def anywhere():
        """Cut out of the column wherever the dice fall."""
        while asked < QUERIES:
            length = random_.choice([1, 2, 2, 3, 4, 4, 6, 9, 15])
            start = random_.randrange(total - length)
            yield scan.text[start : start + length].replace("\n", " ")

    for query in itertools.chain(anywhere(), real):
        terms = [term for term in parse(query).terms if not (term.isascii() and term.isalpha())]
        if not terms:
            continue
        asked += 1
        expected = set.intersection(*(scan.containing(term) for term in terms))
        found = set(engine.matching(rows, terms).values_list("pk", flat=True))
        assert found == expected, query

    with capsys.disabled():
        print(
            f"\n{asked} questions over {len(articles)} articles ({total:,} characters): none answered wrong"
        )
    assert asked >= QUERIES + len(real) - 5  # marks alone ask nothing
