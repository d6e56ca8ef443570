"""A fresh install, the first administrators, and the demo accounts."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts import sample, scale
from accounts.models import User
from collab_portal.lib.history import changes_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def first_admin(**options: Any) -> User:
    names = {"username": "root", "display_name": "首任", "stdout": StringIO(), **options}
    call_command("create_first_admin", **names)
    return User.objects.get(username=names["username"])


def test_a_fresh_install_has_no_users() -> None:
    assert User.objects.count() == 0


def test_the_first_admin_of_each_duty_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "Hanjiang-2027!")
    person = first_admin()

    assert (person.duties, person.check_password("Hanjiang-2027!")) == (["系统管理员"], True)
    assert changes_of(person)[0].reason == "命令行开通首个账号"
    with pytest.raises(CommandError, match="已有系统管理员"):
        first_admin(username="second")
    assert first_admin(username="sec", duty="security").duties == ["安全管理员"]


@pytest.mark.parametrize(
    ("password", "options", "refusal"),
    [
        ("short", {}, "12"),
        ("123456789012", {}, "数字"),
        ("Hanjiang-2027!", {"username": "有 空格"}, "用户名"),
        ("Hanjiang-2027!", {"email": "no"}, "邮箱地址"),
    ],
)
def test_a_bad_first_admin_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, password: str, options: dict[str, str], refusal: str
) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", password)

    with pytest.raises(CommandError, match=refusal):
        first_admin(**options)
    assert User.objects.count() == 0


def test_the_password_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRST_ADMIN_PASSWORD", raising=False)
    answers = iter(["Hanjiang-2027!", "Hanjiang-2028!"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))

    with pytest.raises(CommandError, match="不一致"):
        first_admin()


def test_demo_accounts_are_the_ones_promised() -> None:
    sample.seed(NOW)

    assert User.objects.count() == 19 * 3 + 7
    signed_in = authenticate(None, username="jiangsu-staff", password="Changjiang-2026!")
    assert (str(signed_in), signed_in.committee.slug) == ("江苏工委干部（示例）", "jiangsu")  # type: ignore[union-attr]
    assert {user.username: user.duties for user in User.objects.exclude(username__contains="-")} == {
        "secretary": ["工委干部", "轮值管理员"],
        "editor": ["工委干部", "专栏编辑"],
        "reviewer": ["工委干部", "专栏审核"],
        "issuer": ["工委干部", "专栏签发"],
        "sysadmin": ["系统管理员"],
        "secadmin": ["安全管理员"],
        "auditor": ["审计员"],
    }


def test_seeding_again_changes_nothing() -> None:
    sample.seed(NOW)
    User.objects.filter(username="editor").update(display_name="改过的名字")
    before = list(User.objects.order_by("pk").values())
    events = User.pgh_event_model.objects.count()

    sample.seed(datetime(2027, 1, 1, tzinfo=UTC))

    assert list(User.objects.order_by("pk").values()) == before
    assert User.pgh_event_model.objects.count() == events


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DEMO_PASSWORD": "Minjiang-2027!"}, "ALLOW_DEMO=on"),
        ({"DEMO_PASSWORD": "Minjiang-2027!", "ALLOW_DEMO": "off"}, "ALLOW_DEMO=on"),
        ({"ALLOW_DEMO": "on"}, "DEMO_PASSWORD"),
        ({"ALLOW_DEMO": "on", "DEMO_PASSWORD": "Changjiang-2026!"}, "DEMO_PASSWORD"),
    ],
)
@pytest.mark.parametrize("https", [True, False])
def test_sample_data_come_into_production_only_to_whoever_means_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str, https: bool
) -> None:
    settings.DEMO_MODE, settings.HTTPS = False, https
    for name in ("ALLOW_DEMO", "DEMO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(CommandError, match=words):
        call_command("seed_demo")
    assert User.objects.count() == 0


def test_a_new_demo_password_reaches_the_accounts_that_kept_the_old(settings: Any) -> None:
    sample.seed(NOW)
    own = User.objects.get(username="editor")
    own.set_password("Hanjiang-2027!")
    own.save()

    settings.DEMO_PASSWORD = "Minjiang-2027!"
    sample.seed(NOW)

    assert authenticate(None, username="issuer", password="Minjiang-2027!") is not None
    assert authenticate(None, username="editor", password="Hanjiang-2027!") is not None


def test_bulk_users_are_the_same_each_time() -> None:
    scale.users(50, 1)
    scale.users(50, 1)
    first = list(User.objects.order_by("username").values_list("display_name", "role", "committee"))
    User.objects.all().delete()
    scale.users(50, 1)

    assert len(first) == 50
    assert list(User.objects.order_by("username").values_list("display_name", "role", "committee")) == first
