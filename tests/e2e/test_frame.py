"""What every page shares: menu, text size, the question before a deed, the river, one click one record."""

import pytest
from playwright.sync_api import Browser, Page, expect

from activities.models import Activity
from tests.e2e.inspection import PHONE

pytestmark = pytest.mark.e2e


@pytest.fixture
def draft_page(portal: str, sign_in) -> str:
    """Address of an activity its host may still discard; the host's staff is signed in."""
    draft = Activity.objects.filter(status=Activity.Status.DRAFT).select_related("host").first()
    sign_in(f"{draft.host.slug}-staff")
    return f"{portal}{draft.get_absolute_url()}"


def test_large_text_is_there_at_once_on_the_next_page(page: Page, portal: str):
    page.goto(f"{portal}/")
    page.get_by_role("button", name="大字版").click()
    page.goto(f"{portal}/experience/", wait_until="commit")

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "19px"
    expect(page.get_by_role("button", name="大字版")).to_have_attribute("aria-pressed", "true")


def test_a_deed_is_asked_about_and_can_be_left_by_keyboard(page: Page, draft_page: str):
    page.goto(draft_page)
    page.locator("summary", has_text="丢弃草稿").press("Enter")
    deed = page.get_by_role("button", name="确认丢弃草稿")
    expect(deed).to_be_focused()
    page.keyboard.press("Escape")

    expect(deed).to_be_hidden()
    expect(page.locator("summary", has_text="丢弃草稿")).to_be_focused()


def test_a_deed_is_asked_about_without_a_script_too(browser: Browser, context, draft_page: str):
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(draft_page)
    deed = page.get_by_role("button", name="确认丢弃草稿")
    expect(deed).to_be_hidden()
    page.locator("summary", has_text="丢弃草稿").click()

    expect(deed).to_be_visible()
    plain.close()


def test_the_river_says_who_leads_and_opens_a_committee_by_keyboard(page: Page, portal: str, sign_in):
    sign_in("jiangsu-member")
    page.goto(f"{portal}/")
    places = page.get_by_role("group", name="长江示意").get_by_role("link")

    expect(places).to_have_count(19)
    expect(page.locator(".river-picture a[aria-label$=当前牵头]")).to_have_count(1)
    page.get_by_role("link", name="青海", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("青海省直机关工委")


def test_on_a_phone_the_river_is_a_list_and_the_menu_unfolds(page: Page, portal: str):
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/")

    expect(page.get_by_role("list", name="长江示意").get_by_role("link")).to_have_count(19)
    menu = page.get_by_role("button", name="菜单")
    expect(page.get_by_role("navigation", name="栏目")).to_be_hidden()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="他山之石").first).to_be_visible()


def test_on_a_phone_a_long_filter_row_unfolds(page: Page, portal: str, sign_in):
    sign_in("jiangsu-staff")
    page.set_viewport_size(PHONE)
    page.goto(f"{portal}/activities/")
    more = page.get_by_role("button", name="更多筛选")
    expect(page.get_by_label("状态")).to_be_hidden()
    more.click()

    expect(page.get_by_label("状态")).to_be_visible()


def test_two_quick_clicks_send_one_request(page: Page, draft_page: str):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(draft_page)
    page.locator("summary", has_text="丢弃草稿").click()
    with page.expect_navigation():  # the network is idle before the first click's request, too
        page.get_by_role("button", name="确认丢弃草稿").dblclick()
    page.wait_for_load_state("networkidle")

    assert len(sent) == 1


def test_a_wrong_address_says_what_to_do_next(page: Page, portal: str):
    answer = page.goto(f"{portal}/organizations/nowhere/at/all/")

    assert answer.status == 404
    expect(page.get_by_role("main").get_by_role("link", name="回到首页")).to_be_visible()
