"""While the database is busy a page says so and gives back what was typed; slow ones are named in the log."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import ResolverMatch
from structlog.testing import capture_logs

from collab_portal import busy, embedded
from collab_portal.lib import bounds, xlsx
from tests.factories import make_user

LOCKED = "DO $$BEGIN RAISE 'locked' USING ERRCODE = 'lock_not_available'; END$$"
TYPED = {"title": "江豚保护联学", "password": "不可外泄"}


@pytest.fixture
def statement():
    """Every statement that reads activities is this one instead, once the person is known."""

    def instead(sql):
        def run(execute, query, params, many, context):
            if "activities_" in query:
                context["cursor"].execute(sql)
            return execute(query, params, many, context)

        return connection.execute_wrapper(run)

    return instead


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)", "系统繁忙，请稍后再试"),
        (LOCKED, "别人正在办理同一件事，请稍后再试"),
    ],
    ids=["cancelled", "locked"],
)
def test_a_statement_that_was_stopped_is_a_page_that_gives_back_what_was_typed(
    client, statement, caplog, sql, words
):
    client.force_login(make_user())

    with capture_logs() as logs, statement(sql):
        response = client.post("/activities/1/edit/", TYPED)

    text = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert f"<h1>{words}</h1>" in text
    assert "江豚保护联学" in text
    assert "不可外泄" not in text
    assert next(line["event"] for line in logs if line["log_level"] != "info") == "database_busy"
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.django_db
def test_what_is_wrong_otherwise_is_still_an_error(client, statement):
    client.force_login(make_user())
    client.raise_request_exception = False

    with statement("SELECT no_such_thing"):
        response = client.get("/activities/1/")

    assert response.status_code == 500


@pytest.mark.parametrize(("seconds", "lines"), [(bounds.SLOW_SECONDS, 0), (bounds.SLOW_SECONDS + 1, 1)])
def test_a_slow_request_is_one_line_without_what_was_asked(rf, monkeypatch, seconds, lines):
    times = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(busy.time, "monotonic", lambda: next(times))
    request = rf.get("/experience/17/?q=张三")
    request.resolver_match = ResolverMatch(HttpResponse, (), {"pk": 17}, "article", namespaces=["experience"])

    with capture_logs() as logs:
        busy.BusyPages(lambda request: HttpResponse())(request)

    line = {"event": "slow_request", "log_level": "warning", "page": "experience:article", "method": "GET"}
    assert logs == [line | {"milliseconds": seconds * 1000}] * lines


ASK = """
import os
from django.db import connection
if os.environ.pop("THROUGH", "") == "wsgi":
    import collab_portal.wsgi
else:
    import django
    django.setup()
from collab_portal.lib.patience import export_time
def limits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        return " ".join(cursor.fetchone())
before = limits()
with export_time():
    within = limits()
print(before, within, limits())
"""


@pytest.mark.process
@pytest.mark.parametrize(
    ("through", "said"), [("wsgi", "15s 5s 30s 5s 15s 5s"), ("command", "0 0 0 0 0 0")], ids=["web", "worker"]
)
def test_statements_have_limits_in_the_web_process_and_nowhere_else(through, said):
    environment = os.environ | {"THROUGH": through}

    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=embedded.PROJECT, env=environment, capture_output=True, text=True
    )

    assert asked.stdout.strip() == said


@pytest.mark.django_db
def test_a_file_of_rows_asks_the_database_for_nothing_more(django_assert_num_queries):
    with django_assert_num_queries(0):
        xlsx.download("空.xlsx", xlsx.Sheet("空", [("列", 8)], []))
