"""Group robots against a local server: the answer's own code decides, keys stay out of sight."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings
from django.urls import reverse

from collab_portal.environment import Environment
from notifications import channels, robot_operations, sources
from notifications.auditing import audit
from notifications.channels import robots
from notifications.models import Delivery, DeliveryAttempt, Robot
from tests.factories import committee, make_user
from tests.notifications.helpers import HOUR, later, notice, plan, reminder, send_due

pytestmark = pytest.mark.django_db
KEY = "key-0123456789abcdef"


@dataclass
class Platform:
    """Answers as told: (HTTP status, body), or ``cut`` breaks the line after the message has been read."""

    status: int = 200
    answer: Any = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})
    cut: bool = False
    asleep: float = 0
    seen: list[tuple[str, Any]] = field(default_factory=list)
    port: int = 0
    wake: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def platform() -> Iterator[Platform]:
    told = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.seen.append((self.path, json.loads(body)))
            if told.asleep:
                told.wake.wait(told.asleep)
            if told.cut:
                self.connection.close()
                return
            content = told.answer if isinstance(told.answer, bytes) else json.dumps(told.answer).encode()
            self.send_response(told.status)
            if 300 <= told.status < 400:
                self.send_header("Location", f"http://127.0.0.1:{told.port}/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{told.port}"
    urls = {"wecom": f"{base}/wecom", "dingtalk": f"{base}/dingtalk", "feishu": f"{base}/feishu"}
    with override_settings(ROBOTS=urls):
        yield told
    told.wake.set()
    server.shutdown()
    server.server_close()


def make_robot(slug: str | None = "jiangsu", kind: str = "wecom", **fields: Any) -> Robot:
    defaults = {"name": "工作群", "key": KEY, "topics": ["activity", "meeting"], "kind": kind}
    return Robot.objects.create(committee=committee(slug) if slug else None, **{**defaults, **fields})


def group_row(**which: Any) -> Delivery:
    return Delivery.objects.get(robot__isnull=False, **which)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_group_hears_title_and_link_once_for_all_its_people(platform, kind) -> None:
    make_robot(kind=kind)
    platform.answer = {"code": 0} if kind == "feishu" else {"errcode": 0}
    notice(make_user(), make_user(), make_user("zhejiang"), body="正文不出站")

    send_due()

    [(path, body)] = platform.seen
    text = body["content"]["text"] if kind == "feishu" else body["text"]["content"]
    assert path.startswith(f"/{kind}")
    assert KEY in path
    assert text.startswith("请确认联合活动\nhttp")
    assert text.endswith("/activities/1/")
    assert "正文不出站" not in json.dumps(body, ensure_ascii=False)
    assert group_row().status == "sent"


def test_a_group_hears_only_what_it_is_set_to_and_what_concerns_its_people(platform) -> None:
    make_robot("jiangsu", topics=["article"])
    make_robot("anhui", key="another-key")
    make_robot("zhejiang", key="third-key", active=False)
    make_robot(None, key="fourth-key")

    notice(make_user("jiangsu"), make_user("zhejiang"))
    assert not Delivery.objects.filter(robot__isnull=False).exists()

    notice(make_user("hubei", is_rotation_admin=True), topic="activity:2")
    assert group_row().robot.key == "fourth-key"


@pytest.mark.parametrize(
    ("status", "answer", "fate"),
    [
        (200, {"errcode": 45009, "errmsg": "freq"}, "pending"),
        (200, {"errcode": -1}, "pending"),
        (200, {"code": 11232}, "pending"),
        (429, {}, "pending"),
        (503, b"<html>", "pending"),
        (200, b"<html>", "uncertain"),  # a proxy's page: whether it went through nobody can tell
        (200, b"[1]", "uncertain"),
        (200, {"errcode": 93000, "errmsg": "invalid webhook url"}, "dead"),
        (200, {"errcode": 310000}, "dead"),
        (400, {"code": 19001}, "dead"),
        (404, b"", "dead"),
        (302, b"", "dead"),
    ],
)
def test_what_the_answer_says_decides(platform, status, answer, fate) -> None:
    make_robot()
    platform.status, platform.answer = status, answer
    notice(make_user())

    send_due()

    row = group_row()
    assert (row.status, row.attempts) == (fate, 1)
    assert len(platform.seen) == 1  # a redirect is not followed
    assert row.reason
    assert KEY not in row.reason


def test_a_rate_limit_is_tried_again_and_then_sent(platform) -> None:
    make_robot()
    platform.answer = {"errcode": 45009}
    notice(make_user())
    send_due()
    platform.answer = {"errcode": 0}
    Delivery.objects.update(next_attempt_at="2026-01-01T00:00Z")

    send_due()

    assert (group_row().status, group_row().attempts) == ("sent", 2)


def test_a_cut_connection_is_held_for_a_person_and_never_repeated_by_itself(platform) -> None:
    make_robot()
    platform.cut = True
    notice(make_user())

    send_due()
    send_due()

    row = group_row()
    assert (row.status, len(platform.seen)) == ("uncertain", 1)
    assert DeliveryAttempt.objects.get(delivery=row).outcome == "cut_off"


def test_a_silent_platform_is_uncertain_too_unless_settings_say_resend(platform, monkeypatch) -> None:
    monkeypatch.setattr(robots, "TIMEOUT", (1, 0.2))
    make_robot()
    platform.asleep = 5
    notice(make_user())

    with override_settings(NOTIFICATIONS_ON_UNCERTAIN={"wecom": "resend"}):
        send_due()

    assert (group_row().status, group_row().uncertain_at is not None) == ("pending", True)


def test_a_platform_that_cannot_be_reached_costs_a_retry(platform) -> None:
    make_robot()
    notice(make_user())

    with override_settings(ROBOTS={"wecom": "http://127.0.0.1:9/wecom"}):
        send_due()

    assert (group_row().status, group_row().uncertain_at) == ("pending", None)


def test_signatures_are_those_the_platforms_ask_for(platform) -> None:
    secret = "SEC-abc"
    make_robot("jiangsu", "dingtalk", secret=secret)
    make_robot("zhejiang", "feishu", key="feishu-key-1", secret=secret)
    notice(make_user("jiangsu"), make_user("zhejiang"))

    send_due()

    sent = {urlsplit(path).path: (parse_qs(urlsplit(path).query), body) for path, body in platform.seen}
    query, _ = sent["/dingtalk"]
    signed = f"{query['timestamp'][0]}\n{secret}"
    expected = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == expected
    _, body = sent["/feishu/feishu-key-1"]
    expected = hmac.new(f"{body['timestamp']}\n{secret}".encode(), b"", hashlib.sha256).digest()
    assert base64.b64decode(body["sign"]) == expected


def test_what_is_due_together_goes_as_one_message_and_a_title_mentions_nobody(platform) -> None:
    make_robot()
    person = make_user()
    for number in range(5):
        notice(person, topic=f"activity:{number}", title=f"第{number}项<at user_id=all>")

    send_due()

    [(_, body)] = platform.seen
    assert body["text"]["content"].count("第") == 5
    assert "<" not in body["text"]["content"]
    assert len(body["text"]["content"].encode()) <= 2048


def test_many_long_titles_are_cut_into_messages_that_fit(platform) -> None:
    make_robot()
    person = make_user()
    for number in range(9):
        notice(person, topic=f"activity:{number}", title="长" * 200)

    send_due()

    assert len(platform.seen) == 5
    assert all(len(body["text"]["content"].encode()) <= 2048 for _, body in platform.seen)


def test_planned_reminders_have_a_row_for_the_group_and_the_auditor_counts_it(platform, meetings) -> None:
    make_robot()
    one, two = make_user(), make_user()
    meetings.live = [plan("meeting:1", reminder("call", one), reminder("call", two))]

    assert Delivery.objects.filter(channel="wecom").count() == 1
    assert audit(meetings.live[0].reminders[0].not_before, repair=False).clean
    later(HOUR)
    send_due()
    assert platform.seen[0][1]["text"]["content"].startswith("【补发】meeting:1 call")


def test_a_robot_set_up_later_joins_live_plans_and_leaves_them_when_switched_off(platform, meetings) -> None:
    person = make_user()
    meetings.live = [plan("meeting:1", reminder("call", person, after=HOUR))]
    now = meetings.live[0].reminders[0].not_before - HOUR

    robot = robot_operations.save_robot(
        Robot(committee=committee(), kind="wecom", name="群", key=KEY, topics=["meeting"]), now=now
    )
    assert group_row().status == "pending"

    robot_operations.delete_robot(robot, now=now)
    assert group_row().status == "superseded"
    assert audit(now, repair=False).clean


def test_without_the_setting_there_is_no_channel_and_no_query(django_assert_num_queries) -> None:
    make_robot()

    assert [channel.name for channel in channels.every()] == ["inbox", "email"]
    notice(make_user())
    assert not Delivery.objects.filter(robot__isnull=False).exists()


# pages


FORM = {"place": "committee", "kind": "wecom", "name": "工委群", "topics": ["consultation"], "active": "on"}


def test_an_admin_sets_up_the_committees_robot_from_a_pasted_address_and_tries_it(client, platform) -> None:
    admin = make_user(role="admin")
    client.force_login(admin)
    url = f"https://evil.example/cgi-bin/webhook/send?key={KEY}"

    client.post(reverse("notifications:robots"), {**FORM, "key": url})
    robot = Robot.objects.get()
    client.post(reverse("notifications:robot-test", args=[robot.pk]))
    client.post(reverse("notifications:robot-test", args=[robot.pk]))
    send_due()

    assert (robot.committee, robot.key, robot.topics) == (admin.committee, KEY, ["consultation"])
    assert "测试消息" in platform.seen[0][1]["text"]["content"]
    text = client.get(reverse("notifications:robot", args=[robot.pk])).content.decode()
    assert text.count("已发") == 2
    assert KEY not in text


def test_an_empty_key_keeps_what_is_stored(client, platform) -> None:
    robot = make_robot(secret="SEC")
    client.force_login(make_user(role="admin"))

    changed = {**FORM, "name": "新名", "key": "", "version": 1}
    client.post(reverse("notifications:robot", args=[robot.pk]), changed)

    robot.refresh_from_db()
    assert (robot.name, robot.key, robot.secret) == ("新名", KEY, "SEC")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": ""}, "必填"),
        ({"key": "https://x/"}, "没有密钥"),
        ({"key": "http://[x"}, "无法识别"),
        ({"kind": "slack"}, "slack"),
        ({"place": "secretariat"}, "secretariat"),
        ({"topics": ["nothing"]}, "nothing"),
        ({"name": "\x00"}, "必填"),
    ],
)
def test_a_damaged_form_is_refused(client, platform, change, said) -> None:
    client.force_login(make_user(role="admin"))

    text = client.post(reverse("notifications:robots"), {**FORM, "key": KEY, **change}).content.decode()

    assert said in text
    assert not Robot.objects.exists()


def test_nobody_reaches_anothers_robot(client, platform) -> None:
    robot, ours = make_robot(), make_robot(None, key="another-key")
    client.force_login(make_user("zhejiang", role="admin"))
    for name in ("robot", "robot-test", "robot-delete"):
        assert client.post(reverse(f"notifications:{name}", args=[robot.pk]), FORM).status_code == 404
        assert client.post(reverse(f"notifications:{name}", args=[ours.pk]), FORM).status_code == 404
    client.force_login(make_user(role="staff"))
    assert client.get(reverse("notifications:robots")).status_code == 403


@pytest.mark.parametrize("robots_there", [1, 5])
def test_the_page_costs_the_same_however_many(client, django_assert_num_queries, robots_there) -> None:
    for number in range(robots_there):
        make_robot(key=f"key-number-{number}")
    client.force_login(make_user(role="admin"))

    with django_assert_num_queries(4):  # session, user, robots, bell
        client.get(reverse("notifications:robots"))


def test_the_platform_says_when_it_uses_no_robots(client) -> None:
    client.force_login(make_user(role="admin"))

    assert "没有启用群机器人" in client.get(reverse("notifications:robots")).content.decode()
    assert sources.every()


def test_columns_outside_the_form_are_not_taken_over(client, platform) -> None:
    client.force_login(make_user(role="admin"))
    foreign = {"committee": committee("zhejiang").pk, "id": "77", "created_at": "2001-02-03T04:05"}

    client.post(reverse("notifications:robots"), {**FORM, "key": KEY, **foreign})

    robot = Robot.objects.get()
    assert (robot.committee.slug, robot.pk == 77, robot.created_at.year > 2001) == ("jiangsu", False, True)


def _environment(monkeypatch, **values: str) -> Environment:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Environment(Path("/"))


def test_platforms_are_off_unless_named_and_have_their_own_addresses(monkeypatch) -> None:
    assert _environment(monkeypatch).robots() == {}
    assert _environment(monkeypatch, ROBOTS="wecom").robots() == {
        "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
    }
    relay = {"WECOM_URL": "https://relay.example.cn/send", "ROBOT_HOSTS": "relay.example.cn"}
    assert _environment(monkeypatch, **relay).robots() == {"wecom": "https://relay.example.cn/send"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ROBOTS": "slack"}, "无法识别 slack"),
        ({"ROBOTS": "wecom", "WECOM_URL": "http://qyapi.weixin.qq.com/"}, "WECOM_URL 应为 https 网址"),
        ({"ROBOTS": "wecom", "WECOM_URL": "https://[::1"}, "WECOM_URL 应为 https 网址"),
        ({"ROBOTS": "feishu", "FEISHU_URL": "https://10.0.0.8/"}, "不在 ROBOT_HOSTS 之列"),
    ],
)
def test_a_malformed_setting_stops_the_start_with_one_line(monkeypatch, values, said) -> None:
    environment = _environment(monkeypatch, **values)

    with pytest.raises(SystemExit, match=said):
        environment.robots()
