"""One consultation from the call for topics to the next opening report, by its people's clicks.

Pictures of every step are kept, of tabs also 390 px wide.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from collab_portal.lib import dates
from collab_portal.lib.verbs import follow
from rotation import operations
from rotation.models import Consultation, Resolution, Turn
from tests.e2e.conftest import ARTIFACTS
from tests.e2e.inspection import open_editors

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
SOON = timedelta(days=30)


class Desk:
    """One browser at which the accounts take turns."""

    def __init__(self, page: Page, portal: str, sign_in) -> None:
        self.page, self.portal, self.sign_in = page, portal, sign_in
        page.set_default_timeout(30_000)

    def enter(self, username: str, path: str = "/my/") -> None:
        self.page.context.clear_cookies()
        self.sign_in(username)
        self.page.goto(f"{self.portal}{path}")

    def keep(self, name: str) -> None:
        """A picture at a desk and one on a phone; the phone's page does not scroll sideways."""
        ARTIFACTS.mkdir(exist_ok=True)
        for width in (1440, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=ARTIFACTS / f"consultation-{name}-{width}.png", full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 390, name
        self.page.set_viewport_size({"width": 1440, "height": 900})

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def tab(self, name: str) -> None:
        self.page.get_by_role("navigation", name="会商各项工作").get_by_role(
            "link", name=re.compile(f"^{name}")
        ).click()

    def todo(self, username: str, words: str) -> None:
        """From 我的工作 to the place, with one click."""
        self.enter(username)
        self.page.get_by_role("link", name=re.compile(f"^{words}")).first.click()

    def field(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile(f"^{name}")).first

    def says(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)


@pytest.fixture
def desk(page: Page, portal: str, sign_in) -> Desk:
    return Desk(page, portal, sign_in)


@pytest.fixture
def meeting(portal: str) -> Consultation:
    """A fresh consultation of the running turn, which has a month to go on whatever day this runs."""
    turn = Turn.objects.basin().current(dates.today()).get()
    for row in turn.consultations.open():
        operations.cancel(row, reason="示例：另行安排", now=timezone.now())
    for row in Turn.objects.basin().future(dates.today()).order_by("-starts_on"):
        Turn.objects.filter(pk=row.pk).update(starts_on=row.starts_on + SOON, ends_on=row.ends_on + SOON)
    Turn.objects.filter(pk=turn.pk).update(ends_on=turn.ends_on + SOON)
    found = operations.convene(Turn.objects.get(pk=turn.pk), now=timezone.now())
    Consultation.objects.filter(pk=found.pk).update(title="示例：全程会商")
    return found


def day(after: int) -> str:
    return (dates.today() + timedelta(days=after)).isoformat()


def test_a_consultation_runs_from_the_call_for_topics_to_the_next_opening_report(
    desk: Desk, meeting: Consultation, browser: Browser
):
    lead = f"{meeting.turn.committee.slug}-staff"
    _topics(desk, meeting, lead)
    _date(desk, meeting, lead, browser)
    _notice_and_reply(desk, meeting, lead)
    _minutes(desk, meeting, lead)
    _decisions(desk, meeting, lead)

    coming = Consultation.objects.filter(turn__starts_on__gt=meeting.turn.ends_on).earliest("turn__starts_on")
    desk.enter("shaanxi-member", f"/rotation/consultations/{coming.pk}/report/")
    desk.says("示例：联络员名单")
    desk.says("名单已收齐")
    desk.keep("report")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=re.compile("PDF.*进展情况通报")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def _topics(desk: Desk, meeting: Consultation, lead: str) -> None:
    desk.enter(lead, meeting.get_absolute_url())
    desk.tab("议题")
    desk.page.get_by_label("征集截止").fill(day(2))
    desk.press("征集议题")
    desk.says("正在征集")

    desk.todo("jiangsu-staff", "提出会商议题：示例：全程会商")
    desk.page.get_by_label("联谋").check()
    desk.field("议题").fill("示例：共建联络员机制")
    desk.press("提交议题")
    desk.says("示例：共建联络员机制")

    desk.todo(lead, "筛选 1 项议题")
    desk.page.get_by_role("link", name="筛选", exact=True).click()
    desk.keep("screen")
    desk.page.get_by_label("处理").select_option(label="列入议程")
    desk.press("保存处理")
    desk.keep("items")
    desk.page.get_by_text("定题", exact=True).last.click()
    desk.press("确认定题")
    desk.says("已定题")


def _date(desk: Desk, meeting: Consultation, lead: str, browser: Browser) -> None:
    desk.tab("定时投票")
    desk.page.get_by_label("备选时间").fill(f"{day(5)} 09:30-11:30\n{day(6)} 14:30-16:30")
    desk.page.get_by_label("投票截止").fill(day(3))
    desk.press("请各工委选择时间")
    desk.says("还差 19 家答复")

    desk.todo("zhejiang-staff", "选择会商时间：示例：全程会商")
    for choice in desk.page.get_by_label("可以", exact=True).all():
        choice.check()
    desk.press("提交答复")
    desk.says("还差 18 家答复")

    desk.enter(lead, f"{meeting.get_absolute_url()}poll/")
    desk.page.get_by_text("没有账号的工委").click()
    desk.page.get_by_label("工委", exact=True).select_option("anhui")
    desk.press("生成链接")
    address = urlsplit(desk.page.locator("code").inner_text())
    _answer_by_link(browser, f"{desk.portal}{address.path}?{address.query}")
    desk.enter(lead, f"{meeting.get_absolute_url()}poll/")
    desk.says("还差 17 家答复")
    desk.keep("poll")
    desk.page.get_by_text("选定", exact=True).first.click()
    desk.page.get_by_label("地点或会议链接").first.fill("示例会议室")
    desk.press("确认选定")
    desk.says("示例会议室")


def _answer_by_link(browser: Browser, address: str) -> None:
    """Somebody who has never signed in."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(address)
    for choice in page.get_by_label("可协调", exact=True).all():
        choice.check()
    page.screenshot(path=ARTIFACTS / "consultation-link-390.png", full_page=True)
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("main")).to_contain_text("已收到答复")
    context.close()


def _notice_and_reply(desk: Desk, meeting: Consultation, lead: str) -> None:
    desk.todo(lead, "发出会商通知：示例：全程会商")
    desk.press("发出会商通知")
    desk.says("会商通知已于")
    desk.keep("overview")

    desk.todo("jiangsu-staff", "会商回执：示例：全程会商")
    desk.page.get_by_label("参会人员").fill("示例甲，办公室主任\n示例乙，组织处处长")
    desk.press("参加")
    desk.says("示例甲（办公室主任）")
    desk.keep("reply")


def _minutes(desk: Desk, meeting: Consultation, lead: str) -> None:
    begun = timezone.now() - timedelta(hours=3)
    Consultation.objects.filter(pk=meeting.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    follow([meeting])
    desk.todo(lead, "会商是否已召开：示例：全程会商")
    desk.page.get_by_role("link", name="标记为已召开").click()
    desk.page.get_by_label("浙江", exact=False).check()
    desk.keep("attendance")
    desk.press("确认已召开")

    desk.todo(lead, "会商纪要：示例：全程会商")
    desk.page.get_by_role("link", name="起草纪要").click()
    expect(desk.page.get_by_role("button", name="保存草稿")).to_be_visible()
    open_editors(desk.page)
    desk.page.locator(".ProseMirror[contenteditable=true]").first.click()
    desk.page.keyboard.insert_text("示例：会议商定建立联络员机制。")
    desk.keep("write")
    desk.press("保存草稿")
    desk.press("请参会工委会签")
    desk.says("会签 0/3")

    for username in ("jiangsu-staff", "zhejiang-staff", lead):
        desk.todo(username, "会签会商纪要：示例：全程会商")
        if username == "jiangsu-staff":
            desk.keep("minutes")
        desk.page.get_by_role("button", name=re.compile("会签$")).click()
        desk.says("已签")
    desk.says("已签毕")


def _decisions(desk: Desk, meeting: Consultation, lead: str) -> None:
    desk.tab("议定事项")
    desk.page.get_by_role("link", name="登记议定事项").click()
    desk.field("事项").fill("示例：联络员名单")
    desk.page.get_by_label("完成期限").fill(day(7))
    desk.page.get_by_label("牵头办理").select_option("jiangsu")
    desk.keep("decide")
    desk.press("登记事项")
    desk.says("示例：联络员名单")

    desk.todo("jiangsu-staff", "议定事项进展：示例：联络员名单")
    desk.field("进展").fill("名单已收齐")
    desk.page.get_by_label("完成程度", exact=False).fill("60")
    desk.press("登记进展")
    desk.says("完成 60%")
    desk.keep("progress")

    desk.todo(lead, "办结会商：示例：全程会商")
    desk.keep("decisions")
    desk.page.get_by_text("办结会商", exact=True).click()
    desk.press("确认办结会商")
    desk.says("会商已于")
    assert Resolution.objects.get(title="示例：联络员名单").status == "open"
    assert Consultation.objects.get(pk=meeting.pk).closed_at is not None
