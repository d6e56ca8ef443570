"""The ladder 报送 → 采用 or 入选 → 刊载: each rung with its date; totals equal the list below them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab_portal.lib.dates import today
from experience import operations
from experience.models import CaseSubmission
from organizations.models import Committee
from tests.factories import committee, make_article, make_case, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("experience:cases")
DAY = today() - timedelta(days=5)


def url(name, obj):
    return reverse(f"experience:{name}", args=[obj.pk])


def filled(**fields):
    facts = {"level": "province", "recipient": "省直机关工委案例征集", "reported_on": str(DAY)}
    return {**facts, "outcome": "", "outcome_on": "", "medium": "", "printed_on": "", **fields}


def test_a_piece_climbs_rung_by_rung_and_its_page_says_so(client):
    article = make_article("jiangsu")
    client.force_login(make_user("jiangsu"))

    client.post(url("report-case", article), filled())
    case = CaseSubmission.objects.get()
    taken = filled(version="1", outcome="selected", outcome_on=str(DAY + timedelta(days=2)))
    client.post(url("case", case), taken)
    printed = {**taken, "version": "2", "medium": "《旗帜》", "printed_on": str(DAY + timedelta(days=4))}
    response = client.post(url("case", case), printed)

    assert response.url == f"{article.get_absolute_url()}#cases"
    client.logout()
    page = client.get(article.get_absolute_url()).content.decode()
    assert f"省级 · {DAY.year}年{DAY.month}月{DAY.day}日报送省直机关工委案例征集" in page
    assert "入选" in page
    assert "刊载于《旗帜》" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": "adopted"}, "__all__"),
        ({"outcome_on": str(DAY)}, "__all__"),
        ({"medium": "《旗帜》", "printed_on": str(DAY)}, "__all__"),
        ({"outcome": "adopted", "outcome_on": str(DAY - timedelta(days=1))}, "__all__"),
        ({"outcome": "adopted", "outcome_on": str(DAY), "medium": "《旗帜》"}, "__all__"),
        ({"reported_on": str(today() + timedelta(days=1))}, "reported_on"),
        ({"reported_on": "2026-02-30"}, "reported_on"),
        ({"recipient": " \x00"}, "recipient"),
        ({"level": "galaxy"}, "level"),
        ({"recipient": "长" * 101}, "recipient"),
    ],
)
def test_what_does_not_fit_is_said_and_not_stored(client, changes, field):
    client.force_login(make_user("jiangsu"))

    response = client.post(url("report-case", make_article("jiangsu")), filled(**changes))

    assert list(response.context["form"].errors) == [field]
    assert not CaseSubmission.objects.exists()


def test_the_database_keeps_the_rungs_in_order():
    case = make_case()
    rows = CaseSubmission.objects.filter(pk=case.pk)
    day = case.reported_on

    for broken, constraint in [
        ({"outcome": "adopted"}, "case_outcome_has_date"),
        ({"medium": "报"}, "case_print_has_medium_and_date"),
        ({"medium": "报", "printed_on": day}, "case_climbs_rung_by_rung"),
        ({"outcome": "adopted", "outcome_on": day - timedelta(days=1)}, "case_dates_in_order"),
        ({"level": "x"}, "case_level_known"),
    ]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**broken)


def test_sent_twice_it_is_one_report(client):
    article = make_article("jiangsu")
    client.force_login(make_user("jiangsu"))

    for _ in range(2):
        assert client.post(url("report-case", article), filled()).status_code == 302

    assert CaseSubmission.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "role", "expected"),
    [("jiangsu", "staff", 200), ("jiangsu", "member", 403), ("zhejiang", "admin", 403)],
)
def test_only_the_staff_of_its_own_committee_report_a_piece(client, slug, role, expected):
    article = make_article("jiangsu")
    case = make_case(article)
    client.force_login(make_user(slug, role=role))

    assert client.get(url("report-case", article)).status_code == expected
    assert client.get(url("case", case)).status_code == expected
    assert client.get(LIST).status_code == 200
    if expected == 403:
        with pytest.raises(ValidationError):
            operations.drop_case(case, actor=make_user(slug, role=role))


def test_two_who_correct_at_once_are_told(client):
    case = make_case()
    client.force_login(make_user("jiangsu"))
    client.post(url("case", case), filled(version="1"))

    response = client.post(url("case", case), filled(version="1", recipient="另一处"))

    assert "同事已保存过" in response.content.decode()
    assert CaseSubmission.objects.get().recipient == "省直机关工委案例征集"


def test_a_mistake_is_deleted_and_history_keeps_it(client):
    case = make_case()
    client.force_login(make_user("jiangsu"))

    client.post(url("case-drop", case))

    assert not CaseSubmission.objects.exists()
    assert CaseSubmission.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


def test_reports_of_a_withdrawn_piece_are_neither_listed_nor_counted(client):
    article = make_article("jiangsu")
    make_case(article)
    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=timezone.now(), reason="有误")
    client.force_login(make_user("jiangsu"))

    response = client.get(LIST)

    assert (response.context["table"], response.context["page"].total) == ([], 0)


def test_the_page_of_a_committee_says_how_far_its_pieces_came(client):
    for fields in ({}, {"outcome": "adopted", "outcome_on": DAY}):
        make_case(reported_on=DAY, **fields)
    make_case(make_article("hubei"))
    client.force_login(make_user("anhui", role="member"))

    page = client.get(committee("jiangsu").get_absolute_url()).content.decode()

    assert "报送2条</a>：采用1，入选0，刊载0" in page


def listed(client, query):
    """How many reports the list shows, page after page."""
    number, address = 0, f"{LIST}?{query}"
    while address:
        page = client.get(address).context["page"]
        number += len(page.rows)
        address = f"{LIST}?{page.next_query}" if page.next_query else ""
    return number


REPORTS = st.tuples(
    st.sampled_from(["jiangsu", "hubei", "fujian"]),
    st.sampled_from(["city", "province", "nation"]),
    st.dates(date(2023, 12, 28), date(2026, 1, 4)),
    st.sampled_from([(), ("adopted",), ("selected",), ("adopted", "print"), ("selected", "print")]),
    st.integers(0, 400),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reports=st.lists(REPORTS, max_size=30),
    year=st.sampled_from(["", "2024", "2025"]),
    level=st.sampled_from(["", "nation"]),
)
def test_every_total_equals_the_list_it_opens(client, reports, year, level):
    CaseSubmission.objects.all().delete()
    client.force_login(make_user("anhui", role="member"))
    pieces = {slug: make_article(slug) for slug, *_ in reports}
    for number, (slug, height, day, rungs, wait) in enumerate(reports):
        later = min(day + timedelta(days=wait), today())
        outcome = {"outcome": rungs[0], "outcome_on": later} if rungs else {}
        printed = {"medium": "报", "printed_on": later} if "print" in rungs else {}
        facts = {"level": height, "reported_on": day, "recipient": f"征集{number}", **outcome, **printed}
        make_case(pieces[slug], **facts)

    table = client.get(LIST, {"year": year, "level": level}).context["table"]

    counted = [
        (slug, rungs)
        for slug, height, day, rungs, _ in reports
        if (not year or day.year == int(year)) and (not level or height == level)
    ]
    names = dict(Committee.objects.values_list("slug", "short_name"))
    for row in table:
        mine = [rungs for slug, rungs in counted if row.name in {names[slug], "合计"}]
        expected = [
            len(mine),
            *(sum(rung in rungs for rungs in mine) for rung in ("adopted", "selected", "print")),
        ]
        assert [cell.number for cell in row.cells] == expected
        for cell in row.cells[:: 1 if row.name == "合计" else 3]:
            assert listed(client, cell.url.partition("?")[2].partition("#")[0]) == cell.number
    assert len(table) == (len({slug for slug, _ in counted}) + 1 if counted else 0)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_case()
    client.force_login(make_user("anhui", role="member"))

    with django_assert_num_queries(7):  # session, user, committees, totals, rows, count, inbox
        response = client.get(LIST)

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("name", ["committee", "year", "level", "rung", "after", "before"])
def test_no_parameter_breaks_the_page(client, name):
    make_case()
    client.force_login(make_user())

    for value in ("x", "9" * 40, "-1", "\x00", "<script>"):
        assert client.get(LIST, {name: value}).status_code == 200
