"""The product's main job, by real people's clicks: each role through its own pages, in order."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from activities.models import Activity
from collab_portal.lib import dates
from experience.models import Article
from notifications.models import Delivery
from notifications.sending import send_due
from rotation.models import Consultation
from tests.e2e.conftest import ARTIFACTS

pytestmark = pytest.mark.e2e
Enter = Callable[[str], None]


@pytest.fixture
def enter(page: Page, portal: str) -> Enter:
    """Leave whoever was signed in, and sign in as the next person, through the sign-in page."""

    page.set_default_timeout(30_000)

    def as_person(username: str) -> None:
        page.context.clear_cookies()
        page.goto(f"{portal}/accounts/login/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(settings.DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1, name="我的工作")).to_be_visible()

    return as_person


def keep(page: Page, name: str) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"journey-{name}.png", full_page=True)


def write(page: Page, text: str) -> None:
    """Type into the rich-text editor, the way a person does."""
    editor = page.locator(".ProseMirror[contenteditable=true]").first
    editor.click()
    expect(editor).to_be_focused()
    page.keyboard.insert_text(text)
    expect(editor).to_contain_text(text)


def wait_until_kept(page: Page, text: str) -> None:
    """Until this browser keeps what was typed, however busy the machine."""
    page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=text)


def test_staff_log_an_activity_and_the_partner_confirms_it_with_one_click(
    page: Page, portal: str, enter: Enter
):
    title = "示例：长江岸线联合巡护日"
    enter("zhejiang-staff")
    page.goto(f"{portal}/activities/log/")
    page.get_by_label("活动名称").fill(title)
    page.get_by_label("活动形式").select_option(label="联合主题党日")
    page.get_by_label("举行日期").fill(dates.today().isoformat())
    page.get_by_label("本工委参加人次").fill("25")
    page.get_by_role("combobox", name="合作单位").fill("江苏省委")
    page.get_by_role("option", name=re.compile("江苏省委省级机关工委")).first.click()
    write(page, "两省机关党员沿江巡护，清理岸线，商定每季度一次。")
    page.get_by_role("button", name="登记活动").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("main")).to_contain_text("待确认")
    keep(page, "activity-logged")
    activity = Activity.objects.get(title=title)
    assert Activity.objects.counted().filter(pk=activity.pk).count() == 0

    enter("jiangsu-staff")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="确认属实").click()

    expect(page.get_by_role("main")).not_to_contain_text("待确认")
    keep(page, "activity-confirmed")
    activity.refresh_from_db()
    assert activity.status == "confirmed"
    page.goto(f"{portal}/my/")
    expect(page.get_by_role("main")).not_to_contain_text(title)


def test_a_half_written_form_survives_a_closed_tab_and_an_expired_session(
    page: Page, portal: str, enter: Enter
):
    enter("anhui-staff")
    page.goto(f"{portal}/activities/log/")
    page.get_by_label("活动名称").fill("示例：没有写完的活动")
    page.get_by_label("活动形式").select_option(label="联合主题党日")
    page.get_by_label("举行日期").fill(dates.today().isoformat())
    page.get_by_label("本工委参加人次").fill("18")
    page.get_by_role("combobox", name="合作单位").fill("江苏省委")
    page.get_by_role("option", name=re.compile("江苏省委省级机关工委")).first.click()
    write(page, "写到一半")
    wait_until_kept(page, "写到一半")
    page.close(run_before_unload=False)

    second = page.context.new_page()
    second.goto(f"{portal}/activities/log/")
    expect(second.get_by_label("活动名称")).to_have_value("示例：没有写完的活动")
    expect(second.locator(".ProseMirror[contenteditable=true]").first).to_contain_text("写到一半")

    cookies = [c for c in second.context.cookies() if c["name"] != settings.SESSION_COOKIE_NAME]
    second.context.clear_cookies()
    second.context.add_cookies(cookies)
    second.get_by_role("button", name="登记活动").click()
    expect(second.locator("[name=login]")).to_be_visible()
    second.locator("[name=login]").fill("anhui-staff")
    second.locator("[name=password]").fill(settings.DEMO_PASSWORD)
    second.get_by_role("main").get_by_role("button", name="登录").click()
    second.goto(f"{portal}/activities/log/")
    expect(second.get_by_label("活动名称")).to_have_value("示例：没有写完的活动")
    expect(second.get_by_label("本工委参加人次")).to_have_value("18")
    assert not Activity.objects.filter(title="示例：没有写完的活动").exists()


def test_a_rotation_is_planned_its_consultation_scheduled_and_everybody_reminded(
    page: Page, portal: str, enter: Enter
):
    enter("secretary")
    page.goto(f"{portal}/rotation/plan/")
    page.get_by_role("button", name="预览排期").click()
    expect(page.get_by_role("main")).to_contain_text("预览")
    keep(page, "rotation-preview")

    consultation = Consultation.objects.filter(status="scheduled", starts_at__gt=timezone.now()).earliest(
        "starts_at"
    )
    day = dates.today(consultation.starts_at)
    day += timedelta(days=1 if day < consultation.turn.ends_on else -1)
    page.goto(f"{portal}/rotation/consultations/{consultation.pk}/schedule/")
    page.get_by_label("日期").fill(day.isoformat())
    page.get_by_label("开始", exact=False).first.fill("09:30")
    page.get_by_label("结束", exact=False).first.fill("11:30")
    page.get_by_role("button", name="先看影响和提醒计划").click()
    expect(page.get_by_role("main")).to_contain_text("保存后将会")
    keep(page, "consultation-plan")
    page.get_by_role("button", name="保存安排并通知").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(consultation.title)
    expect(page.get_by_role("main")).to_contain_text("提醒计划")
    keep(page, "consultation-moved")
    moved = Consultation.objects.get(pk=consultation.pk)
    assert moved.revision > consultation.revision
    topic = f"consultation:{moved.pk}"
    open_old = Delivery.objects.filter(
        topic=topic, revision__lt=moved.revision, planned=True, status="pending"
    )
    assert open_old.count() == 0
    assert Delivery.objects.filter(topic=topic, revision=moved.revision, planned=True).exists()

    send_due()
    assert not Delivery.objects.filter(topic=topic, planned=False, status="pending").exists()
    enter("anhui-staff")
    page.goto(f"{portal}/notifications/")
    expect(page.get_by_role("main")).to_contain_text("会商")
    page.goto(f"{portal}/rotation/consultations/{moved.pk}/")
    page.get_by_role("button", name="参加", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("已回执")
    keep(page, "consultation-answered")


def test_a_piece_is_written_signed_by_three_people_and_found_by_a_member(
    page: Page, portal: str, enter: Enter
):
    title = "示例：一张清单管结对"
    enter("sichuan-staff")
    page.goto(f"{portal}/experience/write/")
    page.get_by_label("标题", exact=False).first.fill(title)
    page.get_by_label("类别").select_option(label="经验做法")
    page.get_by_label("所属领域").select_option(index=1)
    page.get_by_label("作者", exact=False).first.fill("示例作者")
    write(page, "把结对双方要办的事写成一张清单，逢季对账，办完销号。")
    page.get_by_role("button", name="保存并送编").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    article = Article.objects.get(title=title)

    for person, button in (("editor", "编辑完成"), ("reviewer", "审核通过"), ("issuer", "签发")):
        enter(person)
        page.goto(f"{portal}/experience/{article.pk}/")
        page.get_by_role("button", name=re.compile(f"^{button}")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    keep(page, "article-issued")

    enter("fujian-member")
    page.goto(f"{portal}/experience/?q=逢季對賬")
    expect(page.locator("mark").first).to_have_text("逢季对账")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("article")).to_contain_text("办完销号")
    keep(page, "article-read")


def test_without_javascript_logging_in_logging_and_answering_still_work(browser, portal: str):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{portal}/accounts/login/")
    page.locator("[name=login]").fill("guizhou-staff")
    page.locator("[name=password]").fill(settings.DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.goto(f"{portal}/activities/log/")
    page.get_by_label("活动名称").fill("示例：无脚本登记")
    page.get_by_label("活动形式").select_option(label="联合主题党日")
    page.get_by_label("举行日期").fill(dates.today().isoformat())
    page.get_by_label("本工委参加人次").fill("9")
    page.get_by_label("合作单位").select_option(label="云南省委省直机关工委")
    page.get_by_role("button", name="登记活动").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("无脚本登记")

    consultation = Consultation.objects.filter(status="scheduled", starts_at__gt=timezone.now()).earliest(
        "starts_at"
    )
    page.goto(f"{portal}/rotation/consultations/{consultation.pk}/")
    page.get_by_role("button", name="参加", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("已回执")
    context.close()
