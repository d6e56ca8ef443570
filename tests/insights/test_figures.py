"""统计: every linked number is the list's own count; confirmed records alone; nothing personal."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from activities import counting, scale, tallies
from activities.counting import Totals
from activities.kinds import Kind
from activities.models import Activity, Outcome
from collab_portal.lib.dates import today
from insights import views
from organizations.models import Committee
from organizations.network import MEMBERS
from tests.chance import seeds
from tests.factories import committee, make_activity, make_user

URL = "/insights/"
SLUGS = ("jiangsu", "zhejiang", "anhui", "hubei", "hunan")
LINK = re.compile(r'<a href="(/activities/\?[^"]+)"[^>]*>(\d+)</a>')
SEEDS = seeds(2)


def random_records(seed: int) -> None:
    """Two years of confirmed, waiting and planned records, some known by their year alone, with outcomes."""
    rng = random.Random(seed)
    for _ in range(25):
        slug, *partners = rng.sample(SLUGS, rng.randint(2, 4))
        day = date(rng.choice((2024, 2025)), 1, 1) + timedelta(days=rng.randrange(365))
        facts = {"held_on": day, "kind": rng.choice(Kind.values)}
        if rng.random() < 0.1:
            facts |= {"held_on": date(day.year, 1, 1), "ended_on": date(day.year, 12, 31)}
        record = make_activity(slug, tuple(partners), confirmed=rng.random() < 0.7, **facts)
        for _ in range(rng.randrange(3)):
            unit = rng.choice(Outcome.Unit.values)
            Outcome.objects.create(activity=record, unit=unit, value=rng.randint(1, 9), text="示例")
    tallies.rebuild()


def page(client, **query: object):
    response = client.get(URL, query)
    assert response.status_code == 200
    return response


def linked(html: str) -> list[tuple[str, int]]:
    return [(unescape(url), int(number)) for url, number in LINK.findall(html)]


QUESTIONS = (
    {"year": 2025},
    {"year": 2024, "quarter": 1},
    {"year": 2025, "quarter": 4, "committee": "hubei"},
    {"year": 2024, "committee": "jiangsu"},
)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_linked_number_is_what_the_list_counts(client, db, seed):
    random_records(seed)
    client.force_login(make_user(random.Random(seed).choice(SLUGS), role="staff"))

    found = [linked(page(client, **asked).content.decode()) for asked in QUESTIONS]

    assert [len(links) > least for links, least in zip(found, (50, 30, 25, 35), strict=True)] == [True] * 4
    for url, number in {link for links in found for link in links}:
        assert client.get(url, headers={"HX-Request": "true"}).context["page"].total == number, url


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_are_those_that_are_counted_everywhere(client, db, seed):
    random_records(seed)
    client.force_login(make_user())
    scope = counting.Scope(since=date(2025, 1, 1), until=date(2025, 12, 31))

    basin = page(client, year=2025).context["figures"]
    one = page(client, year=2025, committee="hubei").context["figures"]

    every, ids = counting.by_committee(scope), list(Committee.objects.order_by("position"))
    assert basin.totals == counting.totals(scope=scope)
    assert one.totals == counting.totals(committee=committee("hubei").pk, scope=scope)
    assert [(line.label, Totals(line.activities, line.attendances)) for line in basin.committees] == [
        (row.short_name, every.get(row.pk, Totals())) for row in ids
    ]
    assert [line.activities for line in basin.areas] == list(counting.by_area(scope=scope).values())
    assert sum(line.activities for line in basin.months) == basin.totals.activities
    assert {line.label: line.value for line in basin.outcomes} == {
        Outcome.Unit(unit).label: value for unit, (value, _) in counting.outcomes(scope=scope).items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_matrix_is_symmetric_and_counts_each_pair(client, db, seed):
    random_records(seed)
    client.force_login(make_user())

    rows = page(client, year=2024).context["matrix"]

    counts = [[cell.count for cell in row.cells] for row in rows]
    assert [len(row) for row in counts] == [19] * 19
    assert counts == [list(column) for column in zip(*counts, strict=True)]
    records = Activity.objects.filter(status="confirmed", held_on__year=2024)
    for row in rows:
        for cell in row.cells:
            both = [row.committee.pk, cell.partner.pk] if cell.partner else []
            expected = records.filter(committee_ids__contains=both).count() if both else 0
            assert cell.count == expected


def test_the_nineteen_stand_in_their_own_order(client, db):
    make_activity("fujian", ("guangdong",), confirmed=True)
    client.force_login(make_user())
    names = [member.short_name for member in MEMBERS]

    context = page(client, year=(today() - timedelta(days=1)).year).context

    assert [line.label for line in context["figures"].committees] == names
    assert [row.committee.short_name for row in context["matrix"]] == names
    assert [row.short_name for row in context["figures"].absent] == names[:17]


def test_only_what_every_party_confirmed_is_counted_whoever_looks(client, db):
    day = date(2025, 5, 5)
    make_activity("jiangsu", ("zhejiang",), confirmed=True, held_on=day)
    make_activity("jiangsu", ("zhejiang",), held_on=day)
    make_activity("jiangsu", ("zhejiang",), publish=False, held_on=day)

    for viewer in (make_user("jiangsu"), make_user("zhejiang"), make_user("anhui", role="member")):
        client.force_login(viewer)
        assert page(client, year=2025).context["figures"].totals == Totals(1, 30)


def test_a_quarter_ends_on_its_last_day(client, db):
    for day in (date(2024, 3, 31), date(2024, 4, 1), date(2024, 6, 30), date(2024, 7, 1)):
        make_activity("jiangsu", confirmed=True, held_on=day)
    client.force_login(make_user())

    context = page(client, year=2024, quarter=2).context

    assert str(context["chosen"]) == "2024年第二季度 · 十九家工委"
    assert [(line.label, line.activities) for line in context["figures"].months] == [
        ("4月", 1),
        ("5月", 0),
        ("6月", 1),
    ]


def test_records_of_a_whole_year_are_named_where_they_are_counted(client, db):
    make_activity("jiangsu", confirmed=True, held_on=date(2024, 1, 1), ended_on=date(2024, 12, 31))
    client.force_login(make_user())

    html = page(client, year=2024).content.decode()

    assert "1 月含 1 条只知年份的记录" in html


OUTCOMES = [((5000, 0), "5000"), (("0.25", "0.25"), "0.5"), ((1, "0.75"), "1.75")]


@pytest.mark.parametrize(("values", "said"), OUTCOMES)
def test_outcomes_are_said_in_full_without_trailing_zeros(client, db, values, said):
    record = make_activity("jiangsu", confirmed=True, held_on=date(2025, 5, 5))
    for value in values:
        Outcome.objects.create(activity=record, unit="wan", value=value, text="示例")
    tallies.rebuild()
    client.force_login(make_user())

    (line,) = page(client, year=2025).context["figures"].outcomes

    assert (line.label, line.plain_value, line.records) == ("万元", said, 1)


def test_an_empty_period_says_so_and_shows_no_tables(client, db):
    client.force_login(make_user())

    html = page(client, year=1999).content.decode()

    assert "本期还没有经各方确认的联合活动" in html
    assert "<table" not in html
    assert "export.xlsx" not in html


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"year": ""},
        {"year": "9" * 400},
        {"year": "1948"},
        {"year": "\x00", "quarter": "5", "committee": "nowhere"},
        {"year": "x", "quarter": "0"},
    ],
)
def test_damaged_questions_are_answered_with_this_year(client, db, query):
    client.force_login(make_user())

    chosen = page(client, **query).context["chosen"]

    assert (chosen.period.year, chosen.period.quarter, chosen.committee) == (today().year, 0, None)
    refused = {name for name, value in query.items() if value}
    assert client.get("/insights/export.xlsx", query).status_code == (422 if refused else 200)


@pytest.mark.parametrize("year", [1949, 2100])
def test_the_first_and_last_years_have_pages(client, db, year):
    client.force_login(make_user())

    assert page(client, year=year, quarter=4).context["chosen"].period.year == year


def test_the_page_names_organisations_never_persons(client, db):
    record = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    viewer = make_user("anhui", display_name="某某某")
    client.force_login(viewer)

    html = page(client, year=record.held_on.year).content.decode().split("<main")[1]

    names = [record.created_by.display_name, *(p.signed_by.display_name for p in record.parties)]
    assert not [name for name in {*names, viewer.display_name} if name in html]


def test_the_answer_to_htmx_is_the_figures_alone(client, db):
    client.force_login(make_user())

    part = client.get(URL, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "十九家工委" in part


QUERIES = 9  # session, user, bell, committees, sums, parts, outcomes, matrix, earlier years


@pytest.mark.parametrize("records", [1, 5])
def test_the_page_costs_the_same_with_one_record_and_with_five(
    client, db, django_assert_num_queries, records
):
    for _ in range(records):
        make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, held_on=date(2025, 5, 5))
    client.force_login(make_user())

    with django_assert_num_queries(QUERIES):
        response = page(client, year=2025)

    assert response.context["figures"].totals.activities == records


@pytest.mark.parametrize("records", [20, 200, pytest.param(2000, marks=pytest.mark.thorough)])
def test_the_page_costs_the_same_with_twenty_records_and_with_many(
    client, db, django_assert_num_queries, records
):
    scale.activities(records, 3)
    year = Activity.objects.filter(status="confirmed").latest("held_on").held_on.year
    client.force_login(make_user())

    with django_assert_num_queries(QUERIES):
        page(client, year=year)
    with django_assert_num_queries(QUERIES - 1):
        page(client, year=year, committee="jiangsu")


def test_now_is_the_year_in_beijing(client, db, monkeypatch):
    evening = datetime(2025, 12, 31, 17, tzinfo=UTC)
    monkeypatch.setattr(views, "today", lambda: today(evening))
    client.force_login(make_user())

    assert page(client).context["chosen"].period.year == 2026
