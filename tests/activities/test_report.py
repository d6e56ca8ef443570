"""年度报告: confirmed records alone, with the totals every other page shows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from activities import counting, documents, tallies
from activities.models import Activity, Outcome, YearlyTotal
from collab_portal.lib import dates
from collab_portal.lib.history import events_of
from tests.activities.voids import make_void
from tests.factories import committee, make_activity, make_pairing, make_user
from tests.gongwen.samples import HOSTILE, read, words

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def _file(client, slug="jiangsu", year=2026, file_format="docx"):
    client.force_login(make_user("hunan", role="member"))
    return client.get(reverse("activities:annual-report", args=[slug, year, file_format]))


def _tables(client, **asked) -> list[list[list[str]]]:
    tables = read(_file(client, **asked).content).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def test_the_totals_are_those_of_the_statistics(client):
    for partners in (("zhejiang",), ("zhejiang", "anhui")):
        make_activity(partners=partners, confirmed=True, now=NOW)
    make_activity(now=NOW)  # not confirmed
    make_activity(confirmed=True, now=NOW, held_on=date(2025, 5, 1))

    text = words(_file(client).content)

    scope = counting.Scope(since=date(2026, 1, 1), until=date(2026, 12, 31))
    totals = counting.totals(committee=committee("jiangsu").pk, scope=scope)
    assert (totals.activities, totals.attendances) == (2, 40)
    assert "经各方确认的共2场次，本工委参加40人次" in text
    assert "截至2026年11月23日，" in text


def test_areas_partners_and_records_add_up(client):
    make_activity(partners=("zhejiang", "anhui"), confirmed=True, now=NOW, title="座谈")
    make_activity(partners=("zhejiang",), confirmed=True, now=NOW, kind="forum", title="论坛")

    areas, partners, vision, mission = _tables(client)

    assert areas[-1] == ["合计", "2"]
    assert sum(int(count) for _, count in areas[1:-1]) == 2
    assert partners[1:] == [["浙江省委直属机关工委", "2"], ["安徽省直机关工委", "1"]]
    assert [row[1:] for row in vision[1:]] == [["座谈", "江苏、浙江、安徽", "40"]]
    assert [row[1] for row in mission[1:]] == ["论坛"]


def test_outcomes_and_pairings_of_the_year(client):
    pairing = make_pairing()
    activity = make_activity(confirmed=True, now=NOW, pairing=pairing)
    for value in ("1.50", "2.50"):
        Outcome.objects.create(activity=activity, unit="wan", value=value, text="帮扶")
    tallies.rebuild()

    tables = _tables(client)

    assert tables[2][1:] == [[f"{pairing.first.name}、{pairing.second.name}", pairing.theme, "1"]]
    assert tables[3][1:] == [["万元", "4"]]


def test_sums_of_earlier_years_stand_apart(client):
    YearlyTotal.objects.create(
        committee=committee("jiangsu"), year=2023, kind="party_day", unit="sessions", value=22
    )

    text = words(_file(client, year=2023).content)

    assert "共0场次" in text
    assert "不计入以上各项" in text
    assert "联合主题党日\n场次\n22" in text


def test_an_empty_year_says_so(client):
    text = words(_file(client, year=2020).content)

    assert "共0场次，本工委参加0人次" in text
    assert "本年度没有经各方确认的合作记录。" in text


def _day_of(client, **asked) -> str:
    """落款: the last line of the text."""
    return words(_file(client, **asked).content).strip().split("\n")[-1]


def test_the_report_of_this_year_carries_the_day_it_is_made(client, time_machine):
    make_activity(confirmed=True, now=NOW)

    assert _day_of(client) == "2026年11月23日"
    time_machine.move_to(NOW + timedelta(days=3), tick=False)
    assert _day_of(client) == "2026年11月26日"
    time_machine.move_to(datetime(2026, 12, 31, 15, 59, tzinfo=UTC), tick=False)
    assert _day_of(client) == "2026年12月31日"


def test_the_report_of_a_past_year_carries_the_day_its_figures_last_changed(client, time_machine):
    held = {"held_on": date(2026, 11, 20)}
    kept, doubled = (make_activity(confirmed=True, now=NOW, **held) for _ in range(2))
    make_activity(confirmed=True, now=NOW, held_on=date(2025, 5, 1))
    found = {}
    for day in (date(2027, 1, 1), date(2027, 6, 1), date(2028, 2, 2)):
        time_machine.move_to(datetime.combine(day, time(4), tzinfo=UTC), tick=False)
        found[day] = [_day_of(client, slug=slug) for slug in ("jiangsu", "zhejiang", "anhui")]
        if day.month == 1:
            make_activity(
                partners=("zhejiang",), confirmed=True, now=datetime(2027, 3, 1, 4, tzinfo=UTC), **held
            )
            Activity.objects.update(updated_at=NOW)
        if day.month == 6:
            make_void(doubled, twin=kept, agreed=True)

    assert found == {
        date(2027, 1, 1): ["2026年12月31日"] * 3,
        date(2027, 6, 1): ["2027年3月1日", "2027年3月1日", "2026年12月31日"],
        date(2028, 2, 2): ["2027年6月1日", "2027年6月1日", "2026年12月31日"],
    }


def test_a_sum_that_is_reported_later_dates_its_year_anew(client, time_machine):
    YearlyTotal.objects.create(committee=committee("jiangsu"), year=2023, unit="sessions", value=22)
    (reported,) = events_of(YearlyTotal).values_list("pgh_created_at", flat=True)
    time_machine.move_to(reported + timedelta(days=800), tick=False)

    assert _day_of(client, year=2023) == dates.plain_date(dates.today(reported))
    assert _day_of(client, year=2022) == "2022年12月31日"


@pytest.mark.parametrize(
    ("slug", "year", "file_format"),
    [
        ("nowhere", 2026, "pdf"),
        ("jiangsu", 1948, "pdf"),
        ("jiangsu", 10**20, "pdf"),
        ("jiangsu", 2026, "odt"),
    ],
)
def test_other_years_places_and_formats_do_not_exist(client, slug, year, file_format):
    assert _file(client, slug, year, file_format).status_code == 404


def test_hostile_titles_are_printed_in_both_files(client):
    title = HOSTILE.replace("\x00", "")[:80]
    make_activity(confirmed=True, now=NOW, title=title)

    assert "#let x = 1; #[*粗*]" in words(_file(client).content)
    assert _file(client, file_format="pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("records", [1, 5])
def test_the_report_costs_the_same_however_many_records(django_assert_num_queries, records):
    pairing = make_pairing()
    for _ in range(records):
        make_activity(confirmed=True, now=NOW, pairing=pairing)
    reader, jiangsu = make_user("hunan"), committee("jiangsu")

    # records, parties, totals, areas, pairings, outcomes, sums of earlier years
    with django_assert_num_queries(10):
        documents.annual_report(jiangsu, 2026, reader, NOW)
    with django_assert_num_queries(12):  # and when records and sums last changed
        documents.annual_report(jiangsu, 2026, reader, NOW + timedelta(days=100))


def test_the_list_ends_where_the_document_would_become_a_book(client, monkeypatch):
    monkeypatch.setattr(documents, "LISTED", 2)
    for _ in range(3):
        make_activity(confirmed=True, now=NOW)

    text = words(_file(client).content)

    assert "共3场次" in text
    assert "只列最近2项" in text


def test_the_page_of_a_committee_offers_the_report(client):
    client.force_login(make_user("hunan", role="member"))

    page = client.get(committee("jiangsu").get_absolute_url()).content.decode()

    assert reverse("activities:annual-report", args=["jiangsu", 2026, "pdf"]) in page
