"""From an activity to a printed bulletin and an adoption in another province, by everybody's own clicks."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from activities.models import Activity
from collab_portal.lib import dates
from experience.models import Article, Bulletin
from experience.operations import release_due
from tests.e2e.conftest import ARTIFACTS

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]


def keep(page: Page, name: str) -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"bulletin-{name}.png", full_page=True)


def test_from_an_activity_to_a_printed_issue_and_an_adoption(
    page: Page, portal: str, sign_in: Callable[[str], None]
):
    page.set_default_timeout(30_000)
    title = "示例：联学之后办成的一件事"
    activity = Activity.objects.filter(status="confirmed", host__slug="jiangsu").earliest("pk")

    sign_in("jiangsu-staff")
    page.goto(f"{portal}/activities/{activity.pk}/")
    page.get_by_role("link", name="据此撰稿").click()
    page.locator("[name=title]").fill(title)
    page.get_by_label("类别").select_option(label="经验做法")
    page.get_by_role("button", name="保存并送编").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    article = Article.objects.get(title=title)
    assert article.activity == activity

    sign_in("editor")
    page.goto(f"{portal}/experience/{article.pk}/")
    page.evaluate(
        """() => {
          const node = document.querySelector('.sheet article.prose p').firstChild;
          const range = document.createRange();
          range.setStart(node, 0); range.setEnd(node, 12);
          const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        }"""
    )
    page.get_by_role("button", name="引用所选文字").click()
    page.locator("[name=passage-note]").fill("请写明时间")
    page.get_by_role("button", name="添加批注").click()
    expect(page.locator("mark.passage").first).to_be_visible()
    page.get_by_label("退回意见").fill("见批注")
    page.get_by_role("button", name="退回修改").click()
    keep(page, "returned")

    sign_in("jiangsu-staff")
    page.goto(f"{portal}/experience/{article.pk}/")
    expect(page.get_by_role("main")).to_contain_text("请写明时间")
    page.get_by_role("button", name="标为已处理").click()
    page.get_by_role("button", name="送编", exact=True).click()
    for person, button in (("editor", "编辑完成"), ("reviewer", "审核通过"), ("issuer", "签发")):
        sign_in(person)
        page.goto(f"{portal}/experience/{article.pk}/")
        page.get_by_role("button", name=re.compile(f"^{button}")).click()
    assert Article.objects.get(pk=article.pk).is_published(timezone.now())

    sign_in("editor")
    page.goto(f"{portal}/experience/bulletins/")
    page.get_by_role("link", name="新建一期").click()
    page.get_by_label("计划出刊日期").fill(dates.today().isoformat())
    page.get_by_label("至少几篇").fill("2")
    page.get_by_role("button", name="新建并编排").click()
    page.get_by_label(title).check()
    other = page.locator(".pool-row").filter(has_text="经验做法").filter(has_not_text=title).first
    second = str(other.locator("label").evaluate("node => node.firstChild.textContent"))
    other.get_by_role("checkbox").check()
    page.get_by_role("button", name="编入本期").click()
    rows = page.locator("[data-part=经验做法] .issue-words a")
    first = rows.first.text_content()
    page.get_by_role("button", name=f"下移《{first}》").press("Enter")
    expect(rows.last).to_have_text(str(first))
    grip = page.locator("[data-part=经验做法] .issue-grip")
    grip.last.drag_to(page.locator("[data-part=典型案例] .issue-list"))
    expect(page.locator("[data-part=典型案例] .issue-words a")).to_have_text(str(first))
    page.get_by_role("button", name="保存编排").click()
    keep(page, "desk")
    page.locator("summary").filter(has_text="排定").click()
    page.get_by_role("button", name="确认排定").click()
    expect(page.get_by_role("main")).to_contain_text("自动出刊")
    issue = Bulletin.objects.latest("number")
    assert list(issue.items.order_by("position").values_list("article__title", "section")) == [
        ({title, second}.difference({first}).pop(), "经验做法"),
        (first, "典型案例"),
    ]

    assert release_due(now=max(issue.goes_out_at, timezone.now()) + timedelta(seconds=1)) == 1

    sign_in("hubei-staff")
    page.goto(f"{portal}/experience/bulletins/{issue.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="全文阅读").click()
    expect(page.get_by_role("main")).to_contain_text(title)
    keep(page, "whole")
    page.goto(f"{portal}/experience/{article.pk}/")
    page.get_by_role("link", name="我们借鉴").click()
    page.get_by_label("怎样借鉴").fill("示例：两个支部先试")
    page.get_by_role("button", name="登记借鉴").click()
    expect(page.locator("#adoptions")).to_contain_text("湖北")
    keep(page, "adopted")
