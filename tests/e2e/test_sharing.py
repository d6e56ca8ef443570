"""From a shared hall to its owner's word, as people click it."""

from datetime import timedelta

from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from activities.models import ResourceUse
from collab_portal.lib import dates

HALL = "示例滨江会场"


def enter(browser: Browser, portal: str, username: str, **options: object) -> Page:
    page = browser.new_context(locale="zh-CN", **options).new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{portal}/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(settings.DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    return page


def test_without_javascript_a_hall_is_found_asked_for_and_granted(browser: Browser, portal: str):
    """Three fields are typed, the owner clicks once, and nothing is asked of who is no owner."""
    day = dates.today() + timedelta(days=50)
    host = enter(browser, portal, "jiangsu-staff", java_script_enabled=False)
    host.goto(f"{portal}/commons/resources/?on={day}")
    host.get_by_role("link", name=HALL).click()
    host.get_by_role("link", name="申请使用").click()
    host.get_by_label("活动名称").fill("示例：滨江联学")
    host.get_by_label("活动形式").select_option(label="联合学习")
    expect(host.get_by_label("举行日期")).to_have_value(str(day))
    host.get_by_role("button", name="登记活动").click()
    expect(host.get_by_role("main")).to_contain_text("待答复")

    owner = enter(browser, portal, "shanghai-staff", java_script_enabled=False)
    owner.goto(f"{portal}/my/")
    owner.get_by_role("button", name="同意使用").click()
    expect(owner.get_by_role("main")).to_contain_text("已同意使用")

    use = ResourceUse.objects.get(activity__title="示例：滨江联学")
    assert use.answer == "granted"
    host.goto(f"{portal}/commons/resources/?on={day}")
    expect(host.get_by_role("link", name=HALL)).to_have_count(0)
    for page in (host, owner):
        page.context.close()


def test_on_a_phone_the_six_weeks_stand_within_the_page_and_the_second_row_leads_on(
    browser: Browser, portal: str
):
    page = enter(browser, portal, "shanghai-staff", viewport={"width": 390, "height": 800})
    page.goto(f"{portal}/commons/resources/?committee=hubei")
    page.get_by_role("link", name="示例科创教育基地").click()
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0
    page.get_by_role("navigation", name="本栏目").get_by_role("link", name="荣誉").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("荣誉")
    assert page.evaluate(width) == 0
    page.context.close()
