"""安全日志 and 登录设备: who sees which rows, how they are found, how they leave, what that leaves behind."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts import exports, reading, trail
from accounts.models import SecurityEvent, User
from accounts.models.event import Kind
from accounts.trail import Outcome, account_digest
from collab_portal.lib.dates import today
from tests.factories import committee, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/security/"
ROOT = Path(__file__).parents[2]


def officer(role: str) -> User:
    return make_user(None, role="member", platform_role=role, display_name=f"{role}员")


def kinds(client: Client, **query: str) -> list[str]:
    """The kinds of the rows on the page, but for those that looking at it leaves."""
    page = client.get(PAGE, query)
    assert page.status_code == 200
    return [line.row.kind for line in page.context["lines"] if line.row.kind != Kind.TRAIL_READ]


@pytest.fixture
def rows() -> User:
    """One of each sort; whom they are about."""
    person = make_user(username="lijiang", display_name="李江")
    trail.record(Kind.SIGNED_IN, person=person, known="7f3a")
    trail.record(Kind.PERSON_DISABLED, person=make_user("hubei"), target=person, why="调离")
    trail.record(Kind.EXPORTED, person=person, about=("activities:export", "活动.xlsx"), file="活动.xlsx")
    trail.record(Kind.DENIED, person=person, outcome=Outcome.REFUSED, page="accounts:people", status=403)
    trail.record(Kind.VERIFIED, seals=12, rows=377)
    return person


def test_the_auditor_sees_all(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    assert kinds(client) == ["verified", "denied", "exported", "person_disabled", "signed_in"]


def test_the_security_admin_sees_accounts_and_refusals(client: Client, rows: User) -> None:
    client.force_login(officer("security"))

    assert kinds(client) == ["denied", "person_disabled", "signed_in"]


def test_the_system_admin_sees_the_system(client: Client, rows: User) -> None:
    client.force_login(officer("system"))

    assert kinds(client) == ["verified"]


@pytest.mark.parametrize("role", ["member", "staff", "admin"])
def test_nobody_else_opens_it(client: Client, role: str) -> None:
    client.force_login(make_user(role=role))

    assert client.get(PAGE).status_code == 403
    assert client.get(reverse("accounts:security-export", args=["csv"])).status_code == 403
    assert PAGE not in client.get(reverse("my-work")).content.decode()


@pytest.mark.parametrize("role", ["auditor", "security", "system"])
def test_the_menu_leads_there(client: Client, role: str) -> None:
    client.force_login(officer(role))

    assert f'href="{PAGE}"' in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "exported"}, ["exported"]),
        ({"outcome": "refused"}, ["denied"]),
        ({"person": "lijiang"}, ["denied", "exported", "person_disabled", "signed_in"]),
        ({"person": "nobody"}, []),
        ({"person": "lijiang", "kind": "signed_in"}, ["signed_in"]),
        ({"network": "10.1.2.0/24"}, ["sign_in_failed"]),
        ({"network": "10.1.2.3"}, ["sign_in_failed"]),
        ({"network": "10.1.3.0/24"}, []),
        ({"network": "2001:db8::/32"}, []),
        ({"since": str(today()), "until": str(today()), "kind": "verified"}, ["verified"]),
        ({"until": str(today() - timedelta(days=1))}, []),
        ({"since": str(today() + timedelta(days=1))}, []),
    ],
)
def test_the_filters(client: Client, rows: User, query: dict[str, str], found: list[str]) -> None:
    trail._origin.set(trail.Origin(network="10.1.2.3"))
    trail.record(Kind.SIGN_IN_FAILED, outcome=Outcome.FAILED, account=account_digest(None, "geraten"))
    trail._origin.set(None)
    client.force_login(officer("auditor"))

    assert kinds(client, **query) == found


def test_the_filter_of_a_committee(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    assert kinds(client, committee=str(committee("jiangsu").pk)) == [
        "denied",
        "exported",
        "person_disabled",
        "signed_in",
    ]
    assert kinds(client, committee=str(committee("hunan").pk)) == []


def test_guesses_at_a_name_that_nobody_has_are_found_by_it(client: Client) -> None:
    trail.record(Kind.SIGN_IN_FAILED, outcome=Outcome.FAILED, account=account_digest(None, "Admin"))
    client.force_login(officer("auditor"))

    assert kinds(client, person="admin") == ["sign_in_failed"]


@pytest.mark.parametrize(
    "query",
    [
        {"network": "10.1.2"},
        {"network": "'; DROP"},
        {"network": "9" * 5000},
        {"since": "0000-99-99"},
        {"kind": "nosuch"},
        {"outcome": "x"},
        {"committee": "99999999999999999999"},
        {"committee": "jiangsu"},
        {"person": "x" * 5000},
        {"after": "x" * 9000},
    ],
)
def test_what_cannot_be_read_is_told_and_finds_nothing(client: Client, query: dict[str, str]) -> None:
    """All rows would be taken for those that were asked for."""
    trail.record(Kind.VERIFIED, seals=1)
    client.force_login(officer("auditor"))

    page = client.get(PAGE, query)

    assert page.status_code == 200
    if "after" in query:
        return
    assert page.context["lines"] == []
    assert page.context["form"].errors
    export = client.get(reverse("accounts:security-export", args=["csv"]), query)
    assert export.status_code == 422
    assert not SecurityEvent.objects.filter(kind="exported").exists()


def test_facts_stand_in_words(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    text = re.sub(r"<[^>]+>|\s", "", client.get(PAGE).content.decode())

    for words in ("常用设备是", "原因调离", "文件活动.xlsx", "状态码无权办理", "封存数12条数377"):
        assert words in text
    assert "7f3a" not in text


def test_every_fact_has_a_name() -> None:
    """Else its row could not be shown."""
    assert {name for names in trail.FACTS.values() for name in names} - set(reading.LABELS) == set()


def test_pages_go_on_by_key(client: Client) -> None:
    SecurityEvent.objects.bulk_create(SecurityEvent(kind="verified", facts={"rows": n}) for n in range(120))
    client.force_login(officer("auditor"))
    found: list[int] = []
    query = ""

    for _ in range(3):
        page = client.get(f"{PAGE}?kind=verified&{query}")
        found += [line.row.facts["rows"] for line in page.context["lines"]]
        query = page.context["page"].next_query

    assert found == list(range(119, -1, -1))
    assert query == ""


@pytest.mark.parametrize("number", [1, 500])
def test_the_page_costs_the_same_however_long(client: Client, number: int) -> None:
    people = [make_user(slug) for slug in ("jiangsu", "hubei")]
    SecurityEvent.objects.bulk_create(
        SecurityEvent(kind="signed_in", person_id=people[n % 2].pk, committee_id=people[n % 2].committee_id)
        for n in range(number)
    )
    client.force_login(officer("auditor"))
    client.get(PAGE)

    for url in (PAGE, f"{PAGE}?person={people[0].username}"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 12


def test_reading_leaves_one_row_an_hour_and_person(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from accounts import tracing

    client.force_login(officer("auditor"))
    for query in ({"kind": "denied"}, {}, {"outcome": "failed"}):
        client.get(PAGE, query)
    other = Client()
    other.force_login(officer("security"))
    other.get(PAGE)

    read = SecurityEvent.objects.filter(kind=Kind.TRAIL_READ).order_by("pk")
    assert [(row.person_name, row.facts) for row in read] == [
        ("auditor员", {"query": "kind=denied"}),
        ("security员", {}),
    ]
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(tracing, "timezone", SimpleNamespace(now=lambda: later))
    client.get(PAGE)
    assert read.all().count() == 3


def body(client: Client, file_format: str, **query: str) -> bytes:
    answer = client.get(reverse("accounts:security-export", args=[file_format]), query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


HEADINGS = [name for name, _ in exports.COLUMNS]


def test_an_excel_file_holds_what_the_filter_shows(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    sheet = load_workbook(io.BytesIO(body(client, "xlsx", kind="exported"))).active

    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert table[0] == HEADINGS
    assert [row[2:8] + row[12:] for row in table[1:]] == [
        ["导出", "成功", "李江", "江苏", "活动.xlsx", "activities:export", "文件：活动.xlsx"]
    ]


def test_csv_is_text_that_no_spreadsheet_runs(client: Client) -> None:
    trail.record(Kind.EXPORTED, person=make_user(display_name="=HYPERLINK(1)"), file="a\nb,c")
    client.force_login(officer("auditor"))

    text = body(client, "csv", kind="exported").decode("utf-8-sig")

    first, second = list(csv.reader(io.StringIO(text)))[:2]
    assert first == HEADINGS
    assert (second[4], second[12]) == ("'=HYPERLINK(1)", "文件：a\nb,c")


def test_json_lines_say_what_the_log_says(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    found = [json.loads(line) for line in body(client, "jsonl", kind="signed_in").splitlines()]

    row = SecurityEvent.objects.get(kind="signed_in")
    assert found == [trail.line(row)]


def test_a_file_holds_no_more_than_the_duty_reaches(client: Client, rows: User) -> None:
    client.force_login(officer("system"))

    found = [json.loads(line)["kind"] for line in body(client, "jsonl").splitlines()]

    assert found == ["verified"]


def test_an_export_of_the_trail_stands_in_the_trail(client: Client) -> None:
    client.force_login(officer("auditor"))

    body(client, "csv", outcome="failed")

    row = SecurityEvent.objects.get(kind=Kind.EXPORTED)
    assert (row.person_name, row.facts["query"]) == ("auditor员", "outcome=failed")
    assert row.target == "accounts:security-export:csv"


def test_a_format_nobody_knows_is_not_found(client: Client) -> None:
    client.force_login(officer("auditor"))

    assert client.get(reverse("accounts:security-export", args=["pdf"])).status_code == 404


# Figures stop at the organisation: nothing sums, sorts or groups the trail by person.


def test_no_query_of_page_or_file_groups_by_person(client: Client, rows: User) -> None:
    client.force_login(officer("auditor"))

    with CaptureQueriesContext(connection) as queries:
        for query in ({}, {"person": "lijiang"}, {"committee": str(committee().pk)}):
            client.get(PAGE, query)
            body(client, "xlsx", **query)

    asked = [query["sql"] for query in queries if "accounts_securityevent" in query["sql"]]
    assert asked
    for sql in asked:
        assert "GROUP BY" not in sql
        assert "DISTINCT" not in sql
        order = sql.rpartition("ORDER BY")[2] if "ORDER BY" in sql else ""
        assert "person" not in order


def test_the_page_says_no_number_of_rows(client: Client, rows: User) -> None:
    """How often somebody signed in, was refused or exported is no figure of ours."""
    client.force_login(officer("auditor"))

    text = client.get(PAGE, {"person": "lijiang"}).content.decode()

    assert not re.search(r"共\s*(<strong>)?\s*\d", text)


def test_nothing_that_reads_the_trail_counts_people() -> None:
    """Read from the source: the templates of the trail, its pages, files and filter."""
    read = [
        *(ROOT / "templates/accounts").glob("*security*.html"),
        *(ROOT / "accounts" / name for name in ("exports.py", "reading.py", "tracing.py")),
        *(ROOT / "accounts" / name for name in ("forms/security.py", "views/security.py")),
    ]
    words = re.compile(r"regroup|annotate|aggregate|Counter|groupby|Count\(|\|length|total|dictsort|<canvas")

    assert len(read) == 7
    assert [path.name for path in read if words.search(path.read_text(encoding="utf-8"))] == []


# 登录设备


def sign_ins(client: Client) -> list[tuple[Any, ...]]:
    page = client.get(reverse("accounts:sessions"))
    return [(row.get_kind_display(), row.network, row.device) for row in page.context["sign_ins"]]


def test_a_person_sees_the_own_attempts_good_and_bad(client: Client) -> None:
    me, other = make_user(), make_user()
    trail._origin.set(trail.Origin(network="10.9.9.9", device="Windows · Edge"))
    trail.record(Kind.SIGN_IN_FAILED, person=me, outcome=Outcome.FAILED)
    trail.record(Kind.SIGNED_IN, person=me)
    trail.record(Kind.SIGNED_IN, person=other)
    trail.record(Kind.EXPORTED, person=me, file="x")
    trail._origin.set(None)
    client.force_login(me)

    where = ("10.9.9.9", "Windows · Edge")
    assert sign_ins(client) == [("登录", *where), ("登录失败", *where)]
    assert "最近 30 次登录" in client.get(reverse("accounts:sessions")).content.decode()


def test_thirty_are_shown_and_cost_one_query(client: Client) -> None:
    me = make_user()
    client.force_login(me)
    SecurityEvent.objects.bulk_create(SecurityEvent(kind="signed_in", person_id=me.pk) for _ in range(40))

    with CaptureQueriesContext(connection) as queries:
        assert len(sign_ins(client)) == 30

    assert len([query for query in queries if "accounts_securityevent" in query["sql"]]) == 1
