"""Logging the way staff do it: few interactions, at a desk and on a phone, a report pasted from Word."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from activities.models import Activity
from collab_portal.lib import dates
from tests.e2e.inspection import DESK, PHONE
from tests.e2e.test_journeys import wait_until_kept

pytestmark = pytest.mark.e2e
MOST_INTERACTIONS = 25
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{mso-style-name:a}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b>
<span lang=EN-US style='font-size:16.0pt;color:red'>一、基本情况</span></b><o:p></o:p></p>
<table class=MsoTableGrid border=1>
<tr><td style='width:100pt'><p class=MsoNormal>走访</p></td><td><p>12户</p></td></tr></table>
<script>window.pasted = 1</script><img src="file:///C:/1.png" onerror="window.pasted = 1"><!--EndFragment-->
</body></html>"""
PASTE = """(element, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@dataclass
class Hand:
    """A person's hand: every click and every stretch of typing is one interaction."""

    page: Page
    count: int = 0

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        self.click(target)
        self.count += 1
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        self.count += 2  # open the list, take the line
        target.select_option(label=label)


@pytest.mark.parametrize(("place", "size"), [("desk", DESK), ("phone", PHONE)], ids=["desk", "phone"])
def test_staff_log_an_activity_in_few_interactions(page: Page, portal: str, sign_in, place, size):
    title, hand = f"示例：{place}上登记的联学", Hand(page)
    page.set_viewport_size(size)
    sign_in("anhui-staff")
    page.goto(f"{portal}/my/")

    if size == PHONE:
        hand.click(page.get_by_role("button", name="菜单"))
    hand.click(page.get_by_role("link", name="联合活动", exact=True).first)
    hand.click(page.get_by_role("link", name="登记活动").first)
    hand.write(page.get_by_label("活动名称"), title)
    hand.choose(page.get_by_label("活动形式"), "联合主题党日")
    hand.write(page.get_by_label("举行日期"), dates.today().isoformat())
    hand.write(page.get_by_role("combobox", name="合作单位"), "湖北")
    hand.click(page.get_by_role("option", name=re.compile("湖北")).first)
    hand.write(page.get_by_label("本工委参加人次"), "21")
    hand.write(page.locator(".ProseMirror[contenteditable=true]").first, "两省机关同学一课。")
    hand.click(page.get_by_role("button", name="登记活动"))

    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    activity = Activity.objects.get(title=title)
    assert activity.summary == "<p>两省机关同学一课。</p>"
    assert activity.participations.get(role="host").headcount == 21
    assert hand.count <= MOST_INTERACTIONS
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_report_pasted_from_word_keeps_its_words_and_table_and_nothing_else(
    page: Page, portal: str, sign_in
):
    sign_in("anhui-staff")
    page.goto(f"{portal}/activities/log/")
    page.get_by_label("活动名称").fill("示例：从 Word 粘贴的纪要")
    page.get_by_label("活动形式").select_option(label="联合主题党日")
    page.get_by_label("举行日期").fill(dates.today().isoformat())
    editor = page.locator(".ProseMirror[contenteditable=true]").first
    editor.click()
    editor.evaluate(PASTE, WORD)
    expect(editor).to_contain_text("一、基本情况")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("从 Word 粘贴的纪要")

    kept = Activity.objects.get(title="示例：从 Word 粘贴的纪要").summary
    assert re.search(r"<strong>\s*一、基本情况</strong>", kept)
    assert "<table>" in kept
    assert "12户" in kept
    assert not re.search(r"mso|Mso|style=|script|onerror|file:|<o:", kept)
    assert page.evaluate("window.pasted") is None


def test_a_draft_survives_a_closed_tab_on_a_phone(page: Page, portal: str, sign_in):
    page.set_viewport_size(PHONE)
    sign_in("guizhou-staff")
    page.goto(f"{portal}/activities/log/")
    page.get_by_label("活动名称").fill("示例：路上写的")
    wait_until_kept(page, "路上写的")
    page.close(run_before_unload=False)

    second = page.context.new_page()
    second.set_viewport_size(PHONE)
    second.goto(f"{portal}/activities/log/")

    expect(second.get_by_label("活动名称")).to_have_value("示例：路上写的")
    expect(second.get_by_role("status").filter(has_text="已恢复")).to_be_visible()
    second.get_by_role("button", name="清除").click()
    expect(second.get_by_label("活动名称")).to_have_value("")


def test_the_series_counts_on_and_a_second_record_of_one_day_is_asked_about(page: Page, portal: str, sign_in):
    sign_in("guangdong-staff")
    meeting = Activity.objects.get(title="“书香机关·悦读会”暨委读书交流活动")
    page.goto(f"{portal}{meeting.get_absolute_url()}")
    page.get_by_role("link", name="再记一次类似的").click()

    expect(page.get_by_label("活动名称")).to_have_value("“书香机关·悦读会”暨委读书交流活动")
    expect(page.get_by_label("系列")).to_have_value("委读书交流活动")
    expect(page.get_by_label("期号")).to_have_value("12")
    page.get_by_label("举行日期").fill("2021-01-01")
    page.get_by_label("本工委参加人次").fill("30")
    page.get_by_role("button", name="登记活动").click()

    warning = page.locator(".notice-warning", has_text="同一天已有同名活动")
    expect(warning.get_by_role("link")).to_have_attribute("href", meeting.get_absolute_url())
    expect(page.get_by_label("期号")).to_have_value("12")
    page.get_by_label("确是另一次活动").check()
    page.get_by_role("button", name="登记活动").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("“书香机关·悦读会”暨委读书交流活动（第12期）")
