"""Accounts as people use them: starting one, changing its address, losing a phone, leaving the desk."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from accounts import posting
from accounts.models import User
from tests.accounts.helpers import link_in, with_second_step

PHONE = {"width": 390, "height": 844}
WORD = "一个只有我知道的密码-2026"


@pytest.fixture
def another(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Somebody else at a desk or telephone of their own."""
    opened: list[BrowserContext] = []

    def go(**changed: Any) -> Page:
        opened.append(browser.new_context(**{**browser_context_args, **changed}))
        return opened[-1].new_page()

    yield go
    for context in opened:
        context.close()


def enter(page: Page, portal: str, name: str, password: str = settings.DEMO_PASSWORD) -> None:
    """Sign in through the form."""
    page.goto(f"{portal}/accounts/login/")
    page.get_by_label("用户名或邮箱").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile(r"/my/$"))


def confirm(page: Page, password: str = settings.DEMO_PASSWORD) -> None:
    """确认身份, where the page asks for it."""
    page.get_by_label("密码").fill(password)
    page.get_by_role("main").get_by_role("button", name="确认").click()


def test_an_invited_person_starts_the_account_on_a_phone_and_is_granted_with_the_spoken_code(
    page: Page, portal: str, another: Callable[..., Page]
) -> None:
    enter(page, portal, "sysadmin")
    page.goto(f"{portal}/accounts/people/new/")
    page.get_by_label("用户名").fill("shenjiyuan")
    page.get_by_label("姓名").fill("新审计员")
    page.get_by_role("button", name="开通账号").click()
    page.get_by_role("button", name="发出启用链接").click()
    link = page.locator("code.link-once").inner_text()

    phone = another(viewport=PHONE)
    phone.goto(f"{portal}{re.sub(r'^https?://[^/]+', '', link)}")
    phone.get_by_label("设置密码").fill(WORD)
    phone.get_by_label("再输入一次").fill(WORD)
    phone.get_by_role("button", name="启用账号").click()
    expect(phone.get_by_role("status").or_(phone.get_by_text("账号已启用")).first).to_be_visible()
    enter(phone, portal, "shenjiyuan", WORD)
    phone.goto(f"{portal}/accounts/profile/")
    code = phone.locator("dt:has-text('核验码') + dd").inner_text().strip()
    assert re.fullmatch(r"\d{6}", code)

    security = another()
    enter(security, portal, "secadmin")
    person = User.objects.get(username="shenjiyuan")
    security.goto(f"{portal}/accounts/people/{person.pk}/duties/")
    confirm(security)
    security.get_by_label("平台职责").select_option("auditor")
    security.get_by_label("核验码").fill(code)
    security.get_by_role("button", name="保存权限").click()
    expect(security.get_by_text("权限已更新")).to_be_visible()

    phone.goto(f"{portal}/accounts/security/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("安全日志")


def test_the_old_mailbox_stops_a_change_of_address(
    page: Page, portal: str, another: Callable[..., Page]
) -> None:
    enter(page, portal, "hubei-staff")
    page.goto(f"{portal}/accounts/address/")
    confirm(page)
    page.get_by_label("新邮箱").fill("other@else.cn")
    page.get_by_role("button", name="寄出确认邮件").click()
    expect(page.get_by_text("确认邮件已寄出")).to_be_visible()
    posting.send_due()
    letters = {letter.to[0]: letter for letter in mail.outbox}

    new = another(viewport=PHONE)
    new.goto(f"{portal}{link_in(letters['other@else.cn'])}")
    new.get_by_role("button", name="确认更改邮箱").click()
    expect(new.get_by_text("邮箱已更改")).to_be_visible()
    page.goto(f"{portal}/my/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")

    old = another()
    old.goto(f"{portal}{link_in(letters['hubei-staff@example.cn'])}")
    old.get_by_role("button", name="停止更改").click()
    expect(old.get_by_text("已停止更改")).to_be_visible()
    assert User.objects.get(username="hubei-staff").email == "hubei-staff@example.cn"


def test_a_lost_phone_is_taken_off_by_two_people(
    page: Page, portal: str, another: Callable[..., Page]
) -> None:
    person = with_second_step(User.objects.get(username="sichuan-staff"))
    enter(page, portal, "sichuan-admin")
    page.goto(f"{portal}/accounts/people/{person.pk}/")
    page.get_by_role("link", name="申请找回").click()
    page.get_by_label("怎样核实是本人").select_option("in_person")
    page.get_by_label("原因").fill("手机遗失，恢复码未保存。")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("等待安全管理员决定")).to_be_visible()

    security = another()
    enter(security, portal, "secadmin")
    security.get_by_role("link", name=re.compile("请决定找回")).click()
    security.get_by_role("button", name="同意解除").click()
    confirm(security)
    expect(security.get_by_text("两步验证已解除").first).to_be_visible()

    enter(another(viewport=PHONE), portal, "sichuan-staff")


def test_an_idle_session_ends_and_the_half_written_text_is_there_again(
    page: Page, portal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(page, portal, "yunnan-staff")
    for place in ("accounts.limits.idle_minutes", "collab_portal.context.idle_minutes"):
        monkeypatch.setattr(place, lambda user: 0.05)  # three seconds
    page.goto(f"{portal}/accounts/profile/")
    page.get_by_label("职务").fill("写到一半的职务")
    page.wait_for_url(re.compile("/accounts/login/"), timeout=30_000)
    expect(page.get_by_text("没有操作，请重新登录")).to_be_visible()
    monkeypatch.undo()

    page.get_by_label("用户名或邮箱").fill("yunnan-staff")
    page.get_by_label("密码").fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile("/accounts/profile/"))

    expect(page.get_by_label("职务")).to_have_value("写到一半的职务")
