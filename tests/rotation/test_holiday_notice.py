"""The State Council's notice: read, shown, stored whole or not, taken back."""

from datetime import UTC, date, datetime
from io import BytesIO

import holidays
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from rotation.holiday_notice import read
from rotation.models import WorkdayNotice, WorkdayOverride
from tests.factories import make_consultation, make_rotation, make_user

NOTICE = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""
FORM = {"year": "2026", "source": "国办发明电〔2025〕7号", "text": NOTICE}
PAGE = reverse("rotation:workday-notice")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def secretary(client, db):
    person = make_user("hubei", role="member", is_rotation_admin=True)
    client.force_login(person)
    return person


def test_the_days_read_are_those_the_library_knows_of_the_same_notice():
    china = holidays.country_holidays("CN", years=2026)
    reading = read(NOTICE, 2026)

    assert reading.problems == []
    off = {day.day for day in reading.days if not day.working}
    assert {day for day in china if day.year == 2026} <= off
    assert {day.day for day in reading.days if day.working} == {
        day for day in china.weekend_workdays if day.year == 2026
    }
    assert {day.name for day in reading.days if day.day.month == 2 and not day.working} == {"春节"}


@pytest.mark.parametrize(
    "text",
    [
        "元旦：2022年12月31日至2023年1月2日放假调休，共3天",
        "元旦：12月31日至1月2日放假调休，共3天",
    ],
)
def test_a_new_year_begins_in_the_year_before(text):
    days = [day.day for day in read(text, 2023).days]

    assert days == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("元旦：1月1日至3日放假，共4天。", "写明共4天，读出 3 天"),
        ("元旦：1月1日至3日放假。1月3日上班。", "既放假又上班"),
        ("元旦：13月1日放假。", "日期有误"),
        ("元旦：2月30日放假。", "日期有误"),
        ("元旦：1月1日至12月1日放假。", "日期有误"),
        ("各地区、各部门：", "没有读出"),
    ],
)
def test_what_contradicts_itself_is_said_and_not_guessed(text, problem):
    assert problem in read(text, 2027).problems[0]


def _store(client, **form: str):
    """As a person does: read, look at what would change, store."""
    shown = client.post(PAGE, form)
    return client.post(PAGE, {**form, "seen": shown.context["preview"].seen, "store": "1"})


def test_a_notice_is_shown_first_then_stored_then_taken_back(client, secretary):
    shown = client.post(PAGE, FORM).content.decode()
    assert "读出 39 天" in shown
    assert not WorkdayOverride.objects.exists()

    assert _store(client, **FORM).status_code == 302
    days = len(read(NOTICE, 2026).days)
    assert WorkdayOverride.objects.filter(source=FORM["source"]).count() == days
    assert WorkdayNotice.objects.get().text == NOTICE

    client.post(reverse("rotation:workday-undo"), {"source": FORM["source"]})
    assert not WorkdayOverride.objects.exists()
    assert not WorkdayNotice.objects.exists()


def test_nothing_is_stored_that_was_not_shown(client, secretary):
    seen = client.post(PAGE, FORM).context["preview"].seen
    changed = {**FORM, "text": NOTICE.replace("5月9日（周六）上班", "5月10日（周日）上班"), "seen": seen}

    text = client.post(PAGE, {**changed, "store": "1"}).content.decode()

    assert "请先核对下面列出的变化" in text
    assert not WorkdayOverride.objects.exists()


def test_one_notice_is_recorded_once(client, secretary):
    _store(client, **FORM)

    assert "同一依据已经录入过" in _store(client, **FORM).content.decode()
    assert WorkdayNotice.objects.count() == 1


def test_a_problem_stands_beside_the_text_and_nothing_can_be_stored(client, secretary):
    answer = client.post(PAGE, {**FORM, "year": "2027"})

    assert "正文写的是周四" in answer.context["form"].errors["text"][0]
    assert "全部录入" not in answer.content.decode()
    assert NOTICE.splitlines()[0] in answer.content.decode()


AMENDED = "劳动节：5月1日（周五）至4日（周一）放假调休，共4天。4月26日（周日）上班。"


def test_an_amending_notice_replaces_the_holiday_in_one_step_and_can_be_taken_back(client, secretary):
    _store(client, **FORM)
    before = WorkdayOverride.objects.calendar()

    shown = client.post(PAGE, {"year": "2026", "source": "调整", "text": AMENDED})
    assert [(row.day, row.before, row.after) for row in shown.context["preview"].changes if row.changes] == [
        (date(2026, 4, 26), "周末", "调休上班"),
        (date(2026, 5, 5), "放假（劳动节）", "上班"),
        (date(2026, 5, 9), "调休上班", "周末"),
    ]
    assert "按补充或调整的通知录入" in shown.content.decode()
    assert _store(client, year="2026", source="调整", text=AMENDED).status_code == 302

    after = WorkdayOverride.objects.calendar()
    worked = [date(2026, 4, 26), date(2026, 5, 5), date(2026, 5, 9), date(2026, 10, 10)]
    assert [after.is_working_day(day) for day in worked] == [True, True, False, True]
    client.post(reverse("rotation:workday-undo"), {"source": "调整"})
    assert WorkdayOverride.objects.calendar() == before


def test_an_extension_adds_days_and_takes_none_back(client, secretary):
    _store(client, **FORM)

    text = "延长2026年春节假期至2月25日（农历正月初九，周三），2月26日（周四）起正常上班。"
    _store(client, year="2026", source="延长", text=text)

    table = WorkdayOverride.objects.calendar()
    assert [table.holiday(date(2026, 2, day)) for day in (15, 23, 24, 25)] == ["春节"] * 4
    assert [table.is_make_up(date(2026, 2, day)) for day in (14, 28)] == [True, True]


def test_the_whole_year_announced_anew_replaces_the_whole_year(client, secretary):
    _store(client, **FORM)
    moved = NOTICE.replace("9月20日（周日）、10月10日（周六）上班", "9月27日（周日）、10月10日（周六）上班")
    moved = moved.replace(
        "9月25日（周五）至27日（周日）放假，共3天", "9月25日（周五）至26日（周六）放假，共2天"
    )

    _store(client, year="2026", source="重新公布", text=moved)

    table = WorkdayOverride.objects.calendar()
    assert [table.is_working_day(date(2026, 9, day)) for day in (20, 25, 26, 27)] == [
        False,
        False,
        False,
        True,
    ]


def test_the_days_an_office_set_for_itself_stand_above_every_notice(client, secretary):
    WorkdayOverride.objects.create(day=date(2026, 5, 1), working=True, name="值守", source="本单位")

    shown = client.post(PAGE, FORM)
    _store(client, **FORM)

    assert [row.day for row in shown.context["preview"].changes if row.own] == [date(2026, 5, 1)]
    assert "本单位自定，不变" in shown.content.decode()
    assert WorkdayOverride.objects.calendar().is_working_day(date(2026, 5, 1))


@pytest.mark.time_machine(NOW)
def test_own_days_and_amendments_make_no_year_official(client, secretary):
    page = reverse("rotation:workdays")
    for day in ("2027-01-01", "2027-09-01", "2027-10-01"):
        client.post(page, {"day": day, "name": "本单位活动日", "source": "本单位"})
    _store(client, year="2027", source="延长", text="春节：2月5日至11日放假。")

    assert WorkdayOverride.objects.count() == 10
    assert client.get(page).context["years"][:2] == [(2026, True), (2027, False)]
    assert "本单位自定：本单位" in client.get(page).content.decode()


def test_only_rotation_administrators_may(client, db):
    client.force_login(make_user(role="admin"))

    assert client.post(PAGE, FORM).status_code == 403
    assert client.post(reverse("rotation:workday-undo"), {"source": "x"}).status_code == 403


def test_damaged_input_is_refused_with_what_was_typed(client, secretary):
    text = client.post(PAGE, {**FORM, "year": "9" * 30, "source": "\x00"}).content.decode()

    assert "春节：2月15日" in text
    assert not WorkdayOverride.objects.exists()


TABLE = "日期,安排,名称\n2027-10-01,放假,国庆节\n2027年10月2日,放假,国庆节\n2027/10/9,上班,\n"


def _upload(client, content: bytes, name: str = "放假.csv", **more: str):
    form = {"year": "2027", "source": "通知", "file": SimpleUploadedFile(name, content), **more}
    return client.post(PAGE, form)


def _workbook() -> bytes:
    book = Workbook()
    for row in (["名称", "日期", "安排"], ["国庆节", date(2027, 10, 1), "放假"], ["", "20271009", "上班"]):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_table_is_read_into_the_text_shown_and_then_stored(client, secretary):
    shown = _upload(client, TABLE.encode("gb18030"))
    assert "读出 3 天" in shown.content.decode()
    text = shown.context["form"].data["text"]
    assert text.splitlines()[0] == "国庆节：2027年10月1日放假"
    assert not WorkdayOverride.objects.exists()

    _store(client, year="2027", source="通知", text=text)

    assert set(WorkdayOverride.objects.values_list("day", "working", "name")) == {
        (date(2027, 10, 1), False, "国庆节"),
        (date(2027, 10, 2), False, "国庆节"),
        (date(2027, 10, 9), True, "调休上班"),
    }


def test_a_workbook_reads_the_same(client, secretary):
    seen = _upload(client, _workbook(), "放假.xlsx").context["preview"].seen
    _upload(client, _workbook(), "放假.xlsx", store="1", seen=seen)

    assert set(WorkdayOverride.objects.values_list("day", "working")) == {
        (date(2027, 10, 1), False),
        (date(2027, 10, 9), True),
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("日期,名称\n2027-10-01,国庆节\n", "缺少：安排"),
        ("日期,安排\n2027-13-01,放假\n2027-10-02,休息\n", "第 2 行“日期”"),
        ("日期,安排\n2027-10-02,休息\n", "第 2 行“安排”"),
        ("日期,安排\n", "表中没有日期"),
        ("", "文件是空的"),
        ("PK\x03\x04damaged", "已损坏"),
    ],
)
def test_a_damaged_table_is_refused_with_the_place(client, secretary, content, said):
    assert said in _upload(client, content.encode(), store="1").content.decode()
    assert not WorkdayOverride.objects.exists()


def test_neither_text_nor_file_is_refused(client, secretary):
    assert "请粘贴通知正文，或选择文件" in client.post(PAGE, {**FORM, "text": ""}).content.decode()


@pytest.mark.time_machine(NOW)
def test_years_say_whether_they_are_announced_or_predicted(client, secretary):
    url = reverse("rotation:workdays")
    assert client.get(url).context["years"] == [(2026, True), (2027, False), (2028, False), (2029, False)]

    whole = f"{TABLE}2027-1-1,放假,元旦\n"
    seen = _upload(client, whole.encode()).context["preview"].seen
    _upload(client, whole.encode(), store="1", seen=seen)

    assert client.get(url).context["years"][:3] == [(2026, True), (2027, True), (2028, False)]


@pytest.mark.time_machine(NOW)
def test_a_plan_into_years_without_an_announcement_says_so(client, secretary):
    make_rotation()
    make_user("jiangsu")
    make_consultation(days=60)

    plan = client.get(reverse("rotation:plan"), _plan_of(client)).content.decode()
    ahead = client.get(reverse("rotation:reminders")).content.decode()

    assert "2027年起的放假调休安排尚未公布" in plan
    assert "放假安排未公布" in ahead


def _plan_of(client) -> dict[str, str]:
    """What the plan's form asks for, as it stands."""
    form = client.get(reverse("rotation:plan")).context["form"]
    return {field.html_name: field.value() or "" for field in form}
