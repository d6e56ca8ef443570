"""Following and the reading list by keyboard alone, without a script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_pieces_are_followed_and_kept_by_keyboard_without_a_script(portal, page, sign_in):
    sign_in("fujian-member")
    page.goto(f"{portal}/experience/?committee=zhejiang")
    title = page.locator(".piece-title").first.inner_text()

    page.get_by_role("button", name="关注浙江").press("Enter")
    expect(page.get_by_role("button", name="已关注浙江")).to_be_visible()
    page.get_by_role("button", name="加入清单").first.press("Enter")
    expect(page.get_by_role("button", name="移出清单")).to_have_count(1)

    page.goto(f"{portal}/experience/following/")
    expect(page.locator("summary").filter(has_text="正在关注：浙江")).to_be_visible()
    page.goto(f"{portal}/experience/reading-list/")
    expect(page.get_by_role("main")).to_contain_text(title)
    page.locator("summary").filter(has_text="清空清单").press("Enter")
    page.get_by_role("button", name="确认清空清单").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("阅读清单是空的")
