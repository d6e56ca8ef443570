"""列表、导出、月历: what may be seen, exactly what the filter says, at one cost."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from activities.models import Activity, Outcome
from collab_portal.lib.dates import today
from tests.factories import make_activity, make_user

URL = "/activities/"


def titles(client, **query: str) -> list[str]:
    return [row.title for row in client.get(URL, query).context["page"].rows]


def sheet(client, **query: str) -> list[tuple]:
    content = b"".join(client.get("/activities/export.xlsx", query).streaming_content)
    return list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))


@pytest.fixture
def world(db):
    """One record of each state, between 江苏 and 浙江."""
    make_activity("jiangsu", ("zhejiang",), title="确认的", confirmed=True)
    make_activity("jiangsu", ("zhejiang",), title="待确认的")
    make_activity("jiangsu", ("zhejiang",), title="预告的", held_on=today() + timedelta(days=5))
    make_activity("jiangsu", ("zhejiang",), title="起草的", publish=False)


@pytest.mark.parametrize(
    ("slug", "role", "seen"),
    [
        ("jiangsu", "staff", ["预告的", "起草的", "待确认的", "确认的"]),
        ("jiangsu", "member", ["预告的", "待确认的", "确认的"]),
        ("zhejiang", "staff", ["预告的", "待确认的", "确认的"]),
        ("anhui", "admin", ["确认的"]),
        (None, "member", ["确认的"]),
    ],
)
def test_each_sees_his_own_in_list_calendar_export_and_page(client, world, slug, role, seen):
    client.force_login(make_user(slug, role=role))

    assert titles(client) == seen
    assert [row[1] for row in sheet(client)[1:]] == seen
    grids = [
        client.get("/activities/calendar/", {"month": f"{day:%Y-%m}"}).content.decode()
        for day in (today(), today() + timedelta(days=5), today() - timedelta(days=1))
    ]
    for activity in Activity.objects.all():
        opened = client.get(activity.get_absolute_url()).status_code
        assert opened == (200 if activity.title in seen else 404)
        assert any(activity.title in grid for grid in grids) == (activity.title in seen)


@pytest.mark.parametrize("activities", [1, 5])
def test_the_list_costs_the_same_however_long(client, db, django_assert_num_queries, activities):
    for _ in range(activities):
        make_activity("jiangsu", ("zhejiang", "anhui", "hubei"), confirmed=True)
    client.force_login(make_user("jiangsu"))

    with django_assert_num_queries(7):  # session, user, bell, committees, rows, parties, count
        response = client.get(URL)

    assert response.content.decode().count("<article") == activities


@pytest.mark.parametrize("parties", [1, 5])
def test_a_page_costs_the_same_however_many_parties(client, db, django_assert_max_num_queries, parties):
    others = ("zhejiang", "anhui", "hubei", "hunan", "sichuan")[:parties]
    activity = make_activity("jiangsu", others)
    client.force_login(make_user("jiangsu"))

    with django_assert_max_num_queries(12):
        client.get(activity.get_absolute_url())


@pytest.mark.parametrize("activities", [1, 5])
def test_the_calendar_costs_the_same_however_full(client, db, django_assert_num_queries, activities):
    for _ in range(activities):
        make_activity("jiangsu", confirmed=True)
    client.force_login(make_user("jiangsu"))

    with django_assert_num_queries(5):  # session, user, bell, first of each day, counts
        client.get("/activities/calendar/")


def test_the_answer_to_htmx_is_the_rows_alone(client, world):
    client.force_login(make_user())

    part = client.get(URL, headers={"HX-Request": "true"}).content.decode()

    assert "<article" in part
    assert "<html" not in part


@pytest.fixture
def varied(db):
    make_activity("jiangsu", ("zhejiang",), title="甲", confirmed=True, held_on=date(2024, 5, 1))
    forum = make_activity(
        "anhui", ("hubei",), title="乙", confirmed=True, kind="forum", held_on=date(2025, 3, 9)
    )
    for value in (1, 2):
        Outcome.objects.create(activity=forum, unit="wan", value=value, text="示例")
    make_activity(
        "hubei",
        ("jiangsu",),
        title="丙",
        confirmed=True,
        kind="quiz",
        mode="online",
        held_on=date(2025, 8, 1),
        place="武汉",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "丙乙甲"),
        ({"committee": "jiangsu"}, "丙甲"),
        ({"committee": "hubei", "kind": "quiz", "year": "2025"}, "丙"),
        ({"committee": "jiangsu", "partner": "hubei"}, "丙"),
        ({"committee": "hubei", "partner": "jiangsu", "year": "2025"}, "丙"),
        ({"partner": "anhui"}, "乙"),
        ({"committee": "jiangsu", "partner": "anhui"}, ""),
        ({"outcome": "wan"}, "乙"),
        ({"outcome": "items"}, ""),
        ({"partner": "nowhere", "outcome": "x"}, "丙乙甲"),
        ({"area": "vision"}, "丙甲"),
        ({"area": "mission"}, "乙"),
        ({"year": "2025"}, "丙乙"),
        ({"since": "2024-05-02", "until": "2025-03-09"}, "乙"),
        ({"mode": "online"}, "丙"),
        ({"label": "9" * 18}, ""),
        ({"q": "武汉"}, "丙"),
        ({"q": "没有"}, ""),
        ({"status": "held"}, ""),
        ({"q": "%"}, ""),
        ({"committee": "nowhere", "year": "3000", "kind": "x", "since": "x"}, "丙乙甲"),
        ({"q": "甲\x00"}, "甲"),
        ({"year": "9" * 400, "after": "x", "before": "y"}, "丙乙甲"),
    ],
)
def test_page_and_export_show_exactly_what_is_asked_for(client, varied, query, found):
    client.force_login(make_user("shanghai"))

    response = client.get(URL, query)

    assert "".join(row.title for row in response.context["page"].rows) == found
    assert f"共 <strong>{len(found)}</strong> 条" in response.content.decode()
    if response.context["filter"].errors:  # a file would be taken for what was asked for
        assert client.get("/activities/export.xlsx", query).status_code == 422
    else:
        assert "".join(row[1] for row in sheet(client, **query)[1:]) == found


def test_pages_follow_each_other_without_gap(client, db):
    for number in range(23):
        make_activity(
            "jiangsu", title=f"活动{number:02}", confirmed=True, held_on=date(2025, 1, 1 + number % 3)
        )
    client.force_login(make_user())

    first = client.get(URL, {"committee": "jiangsu"}).context["page"]
    second = client.get(f"{URL}?{first.next_query}").context["page"]

    assert "committee=jiangsu" in first.next_query
    assert len({row.pk for row in [*first.rows, *second.rows]}) == 23


def test_an_exported_title_is_never_a_formula(client, db):
    make_activity("jiangsu", title="=1+1", place="@SUM(A1)", confirmed=True, series="读书会", series_number=3)
    client.force_login(make_user())

    content = b"".join(client.get("/activities/export.xlsx").streaming_content)

    row = list(load_workbook(BytesIO(content)).active.iter_rows())[1]
    kinds = {cell.value: cell.data_type for cell in row}
    assert (kinds["=1+1"], kinds["@SUM(A1)"], kinds[3]) == ("s", "s", "n")
    assert row[6].is_date


@pytest.mark.parametrize(
    "month", ["", "2025-13", "1900-01", "3000-01", "x", "2025-00", "\x00", chr(0xFF12) + "025-01"]
)
def test_an_impossible_month_is_this_month(client, db, month):
    client.force_login(make_user())

    response = client.get("/activities/calendar/", {"month": month})

    assert (response.context["month"].year, response.context["month"].month) == (today().year, today().month)
    assert response.content.decode().count('aria-current="date"') == 1


@pytest.mark.parametrize("month", ["1949-01", "2100-12"])
def test_the_calendar_ends_where_records_can(client, db, month):
    client.force_login(make_user())

    assert client.get("/activities/calendar/", {"month": month}).status_code == 200


def test_the_month_shows_spans_and_says_how_many_more(client, db):
    for number in range(6):
        make_activity("jiangsu", title=f"同日{number}", confirmed=True, held_on=date(2025, 3, 5))
    make_activity(
        "jiangsu", title="连办三天", confirmed=True, held_on=date(2025, 3, 30), ended_on=date(2025, 4, 1)
    )
    make_activity(
        "jiangsu", title="只知年份", confirmed=True, held_on=date(2025, 1, 1), ended_on=date(2025, 12, 31)
    )
    client.force_login(make_user())

    page = client.get("/activities/calendar/", {"month": "2025-03"}).content.decode()

    assert page.count("同日") == 4
    assert "还有 2 项" in page
    assert page.count("连办三天") == 3
    assert "只知年份" not in page


@pytest.mark.thorough
def test_the_filter_walks_an_index_not_the_table(db):
    from django.db import connection

    from activities import scale
    from activities.filters import ActivityFilter

    scale.activities(2000, 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE activities_activity")
    asked = ActivityFilter({"committee": "jiangsu", "kind": "forum", "year": "2020"})

    plan = asked.apply(Activity.objects.visible_to(make_user())).newest_first()[:21].explain()

    assert "Seq Scan on activities_activity" not in plan
