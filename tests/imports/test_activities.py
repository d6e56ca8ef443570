"""联合活动 and 历年汇总数 from a table."""
# ruff: noqa: RUF001 - full widths are what is tested

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from activities import operations
from activities.models import Activity, YearlyTotal
from collab_portal.lib.dates import today
from notifications.models import Delivery
from tests.factories import committee, make_activity, make_pairing, make_user
from tests.imports.helpers import check, commit, counts, problems, undo, workbook

pytestmark = pytest.mark.django_db
HEAD = ["编号", "活动名称", "形式", "举行日期", "地点", "参与工委", "牵头人次"]
DAY = "2026-05-06"


@pytest.fixture
def staff():
    return make_user()


def table(*rows, head=HEAD):
    return workbook(head, *rows)


def test_a_new_activity_asks_its_partners_with_one_mail_for_all_rows(staff):
    partner = make_user("zhejiang")
    rows = [[None, f"第{number}次", "联合主题党日", DAY, "南京", "浙江、安徽", 30] for number in (1, 2, 3)]

    job = commit(check(table(*rows), staff, kind="activities"), staff)

    assert job.status == "done"
    activity = Activity.objects.order_by("pk").first()
    parties = [(party.committee.slug, party.role, party.headcount) for party in activity.parties]
    assert parties == [
        ("jiangsu", "host", 30),
        ("zhejiang", "participant", None),
        ("anhui", "participant", None),
    ]
    assert (activity.status, activity.area) == ("held", "vision")
    mails = Delivery.objects.filter(recipient=partner, channel="email", status="pending", planned=False)
    assert [mail.title for mail in mails] == ["请确认3项联合活动（批量登记）"]


def test_a_known_activity_is_changed_by_its_number_and_keeps_what_the_table_does_not_say(staff):
    activity = make_activity(title="旧名", place="南京", summary="<p>原有纪要</p>")
    row = [activity.pk, "新名", "联合主题党日", activity.held_on, "苏州", "浙江", 20]

    job = check(table(row), staff, kind="activities")
    assert job.rows.get().changes == [["活动名称", "旧名", "新名"], ["地点", "南京", "苏州"]]
    commit(job, staff)

    activity.refresh_from_db()
    assert (activity.title, activity.place, activity.summary) == ("新名", "苏州", "<p>原有纪要</p>")
    assert activity.version == 2


@pytest.mark.parametrize(
    ("row", "label", "reason"),
    [
        ([None, "甲", "团建", DAY, "", "浙江", 1], "形式", "不在可选范围内"),
        ([None, "甲", "联合学习", "五月六日", "", "浙江", 1], "举行日期", "不是日期"),
        ([None, "甲", "联合学习", "1948-01-01", "", "浙江", 1], "举行日期", "1949 年至 2100 年"),
        ([None, "甲", "联合学习", DAY, "", "江浙", 1], "参与工委", "没有“江浙”这家工委"),
        ([None, "甲", "联合学习", DAY, "", "", 1], "参与工委", "至少要有一个其他工委"),
        ([None, "甲", "联合学习", DAY, "", "江苏、浙江", 1], "参与工委", "已是牵头方"),
        ([None, "甲", "联合学习", DAY, "", "浙江", 1_000_001], "牵头人次", "须在 0 至 1,000,000 之间"),
        ([None, "甲", "联合学习", DAY, "", "浙江", "三十"], "牵头人次", "不是数字"),
        ([99, "甲", "联合学习", DAY, "", "浙江", 1], "编号", "没有这个编号"),
        ([None, "已有", "联合主题党日", DAY, "", "浙江", 1], "活动名称", "同一天已有同名活动"),
    ],
)
def test_a_row_that_cannot_stand_says_column_and_reason(staff, row, label, reason):
    make_activity(title="已有", held_on=DAY)
    job = check(table(row), staff, kind="activities")

    ((found,),) = problems(job).values()
    assert found[0] == label
    assert reason in found[1]


@pytest.mark.parametrize(
    "partners",
    [
        *(
            f"浙江{sign}安徽"
            for sign in ("、", "｜", "､", "﹔", "\\", "+", "和", "与", "及", "以及", "＆", "・", "—", "\n")
        ),
        *(
            "1.浙江 2.安徽",
            "1、浙江；2、安徽。",
            "①浙江②安徽",
            "⑴浙江 ⑵安徽",
            "（一）浙江（二）安徽",
            "一、浙江 二、安徽",
        ),
        *("浙江、安徽等", "浙江、安徽等2家工委", "浙江省和安徽省", "浙江和安徽两省", "浙江等、安徽等"),
    ],
)
def test_committees_are_listed_in_whatever_way(staff, partners):
    job = check(table([None, "甲", "联合学习", DAY, "", partners, 1]), staff, kind="activities")
    job = commit(job, staff)

    (activity,) = Activity.objects.all()
    assert counts(job) == (1, 0, 0, 0)
    assert [party.committee.short_name for party in activity.partners] == ["浙江", "安徽"]


def test_nobody_changes_anothers_or_a_confirmed_record(staff):
    others = make_activity("zhejiang", ("jiangsu",), title="浙江的", held_on=DAY)
    confirmed = make_activity(title="定了的", held_on=DAY, confirmed=True)
    rows = [[row.pk, "改名", "联合主题党日", DAY, "", "江苏", 1] for row in (others, confirmed)]

    job = check(table(*rows), staff, kind="activities")

    assert "由浙江登记" in problems(job)[2][0][1]
    assert "请在活动页面更正" in problems(job)[3][0][1]


def test_undo_cancels_the_new_and_restores_the_changed_but_not_what_a_partner_has_answered(staff):
    old = make_activity(title="旧名", held_on=DAY)
    rows = [
        [old.pk, "新名", "联合主题党日", DAY, "苏州", "浙江、安徽", 9],
        [None, "新的", "联合学习", DAY, "", "浙江", 1],
        [None, "答复过的", "联合学习", DAY, "", "浙江", 1],
    ]
    job = commit(check(table(*rows), staff, kind="activities"), staff)
    answered = Activity.objects.get(title="答复过的")
    operations.confirm(answered, actor=make_user("zhejiang"), now=answered.created_at)

    job = undo(job, staff)

    assert [row.number for row in job.rows.exclude(kept="")] == [4]
    old.refresh_from_db()
    assert (old.title, old.place, old.committee_ids) == (
        "旧名",
        "",
        sorted([committee().pk, committee("zhejiang").pk]),
    )
    assert old.party_of(old.host_id).headcount == 20
    assert dict(Activity.objects.exclude(pk=old.pk).values_list("title", "status")) == {
        "新的": "cancelled",
        "答复过的": "confirmed",
    }


TOTALS = ["年度", "活动形式", "单位", "数值", "说明"]


def test_totals_are_kept_apart_from_records(client, staff):
    rows = [
        [2023, "", "场次", 22, "示例"],
        [2023, "联合学习", "人次", "1,200", ""],
        [2022, "", "万元", 0.5, ""],
    ]
    job = commit(check(table(*rows, head=TOTALS), staff, kind="totals"), staff)
    client.force_login(make_user("zhejiang", role="member"))

    committee_page = client.get(reverse("organizations:detail", args=["jiangsu"])).content.decode()
    url = reverse("activities:totals") + "?committee=jiangsu"
    page = client.get(url, headers={"hx-request": "true"}).content.decode()
    listed = client.get(url).content.decode()
    statistics = client.get(reverse("insights") + "?year=2023").content.decode()

    assert job.status == "done"
    assert f'hx-get="{url}"' in committee_page
    assert "各类合计 22 场次" in page
    assert "<html" not in page
    assert "联合学习 1200 人次" in page
    assert "0.5 万元" in listed
    assert "历年汇总数" in statistics
    assert "22" in statistics.split('id="insight-yearly"')[1]
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ([1948, "", "场次", 1, ""], "年度"),
        ([today().year, "", "场次", 1, ""], "年度"),
        ([2023, "", "次", 1, ""], "单位"),
        ([2023, "", "场次", -1, ""], "数值"),
        ([2023, "", "场次", 0.125, ""], "数值"),
        ([2023, "", "场次", "1e9", ""], "数值"),
    ],
)
def test_a_total_that_cannot_be_is_refused(staff, row, label):
    job = check(table(row, head=TOTALS), staff, kind="totals")

    assert [found[0] for found in problems(job)[2]] == [label]


def test_totals_are_changed_by_year_kind_and_unit_and_taken_back(staff):
    YearlyTotal.objects.create(committee=committee(), year=2023, unit="sessions", value=20, note="旧")
    rows = [[2023, "", "场次", 22, "新"], [2021, "", "场次", 9, ""]]
    job = commit(check(table(*rows, head=TOTALS), staff, kind="totals"), staff)
    assert counts(job) == (1, 1, 0, 0)

    undo(job, staff)

    assert list(YearlyTotal.objects.values_list("year", "value", "note")) == [(2023, Decimal(20), "旧")]


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_of_totals_costs_the_same_however_long(client, staff, django_assert_num_queries, number):
    for year in range(number):
        YearlyTotal.objects.create(committee=committee(), year=2020 - year, unit="sessions", value=1)
    client.force_login(staff)
    with django_assert_num_queries(5):
        page = client.get(reverse("activities:totals")).content.decode()

    assert page.count("各类合计") == number


def test_what_the_record_will_refuse_is_a_fault_of_its_row(staff):
    paired = make_activity("jiangsu", ("zhejiang", "anhui"), pairing=make_pairing("jiangsu", "zhejiang"))
    lonely, later, twice = make_activity(title="甲"), make_activity(title="乙"), make_activity(title="丙")
    tomorrow = today() + timedelta(days=1)
    rows = [
        [paired.pk, paired.title, paired.get_kind_display(), paired.held_on, "", "安徽", 30],
        [lonely.pk, "甲", lonely.get_kind_display(), lonely.held_on, "", "", 30],
        [later.pk, "乙", later.get_kind_display(), tomorrow, "", "浙江", 30],
        [twice.pk, "丙", twice.get_kind_display(), twice.held_on, "", "江苏、浙江", 30],
    ]

    job = check(table(*rows), staff, kind="activities")

    assert problems(job) == {
        2: [["参与工委", "结对的浙江一方不在参与方之列，不能登记在这一结对名下。"]],
        3: [["参与工委", "联合活动至少要有一个合作方。"]],
        4: [["举行日期", "已举行的活动，日期不能晚于今天。"]],
        5: [["参与工委", "牵头方须是本工委，且只有一个。"]],
    }
