"""Group robots of WeCom, DingTalk and Feishu: title and link only, to addresses that settings allow.

HTTP 200 is no success by itself: the answer's own code decides. A cut-off hand-over cannot be told from one
that arrived, and these platforms fold no repeats, so it is held for a person unless settings say otherwise.
"""

import base64
import hashlib
import hmac
import json
import re
import ssl
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote_plus

import requests
import structlog
from django.conf import settings
from urllib3.exceptions import NewConnectionError

from collab_portal.lib import bounds, demo
from notifications import crashpoints, handover, outbox
from notifications.asking import Ask
from notifications.composing import compose
from notifications.models import Delivery, Robot
from notifications.sources import Message

log = structlog.get_logger("portal.notifications")
BATCH = 50
TIMEOUT = (5, bounds.ANSWER_SECONDS)  # to connect and to wait for the answer, together far below the lease
TEXT_LIMIT = 1900  # bytes; WeCom takes 2,048
BUSY = {-1, 45009, 130101, 410100, 9499, 11232}
"""Try later: system busy, and each platform's "too often"."""
CODES = ("errcode", "code", "StatusCode")
WORDING = {310000, 19024, 19022}
"""The group takes only what holds its keyword, or comes from an address it knows."""


@dataclass(frozen=True)
class Refusal:
    """What went wrong, without the address: it holds the key."""

    text: str
    permanent: bool = False
    uncertain: bool = False


def in_use() -> list["RobotChannel"]:
    return [RobotChannel(kind) for kind in settings.ROBOTS]


class RobotChannel:
    on_uncertain: Literal["resend", "hold"] = "hold"

    def __init__(self, kind: str) -> None:
        self.name = kind

    def drain(self, until: float) -> int:
        total = 0
        while time.monotonic() < until:
            rows = outbox.claim(self.name, BATCH)
            if not rows:
                break
            crashpoints.reach("after_claim")
            for group in _by_robot(rows):
                total += _send(group, hold=self.on_uncertain == "hold")
        return total


def _by_robot(rows: Iterable[Delivery]) -> list[list[Delivery]]:
    groups: dict[int | None, list[Delivery]] = defaultdict(list)
    for row in rows:
        groups[row.robot_id].append(row)
    return list(groups.values())


def _send(rows: list[Delivery], *, hold: bool) -> int:
    """What is due for one group, in as few messages as fit: the platforms limit messages a minute."""
    composed = compose(rows, askers=True)
    for row in rows:
        if row.pk in composed.needless:
            outbox.suppress([row], composed.needless[row.pk])
        elif row.pk in composed.broken:
            outbox.fail([row], composed.broken[row.pk])
    robot = rows[0].robot
    assert robot is not None  # noqa: S101 - these channels go to robots, by constraint
    ready = [row for row in rows if row.pk in composed.ready]
    return sum(_hand_over(robot, part, composed.ready, hold=hold) for part in portions(ready, composed.ready))


def portions(rows: Sequence[Delivery], messages: dict[int, Message]) -> list[list[Delivery]]:
    """Rows whose lines together fit into one message."""
    parts: list[list[Delivery]] = []
    size = TEXT_LIMIT
    for row in rows:
        length = len(line(row, messages[row.pk]).encode()) + 1
        if size + length > TEXT_LIMIT:
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += length
    return parts


def line(row: Delivery, message: Message) -> str:
    """Who asks, title and link, to be read after signing in; nothing can mention anybody (``<at …>``)."""
    return demo.titled(Ask(row, message).subject).replace("<", "〈") + f"\n{settings.SITE_URL}{message.url}"


def _hand_over(robot: Robot, rows: list[Delivery], messages: dict[int, Message], *, hold: bool) -> int:
    while rows:
        titles = {row.pk: messages[row.pk].title for row in rows}
        begun = handover.begin(rows, rows[0].key, messages[rows[0].pk].title, titles=titles)
        if len(begun) == len(rows):
            break
        rows = [row for row in rows if row.pk in begun]
    if not rows:
        return 0
    text = "\n".join(line(row, messages[row.pk]) for row in rows)
    refusal = post(robot, text)
    if refusal:
        outbox.fail(rows, refusal.text, permanent=refusal.permanent, uncertain=refusal.uncertain, hold=hold)
        return 0
    crashpoints.reach("after_accept")
    return handover.mark_sent(rows)


def post(robot: Robot, text: str) -> Refusal | None:
    """None when the platform says that it took the message."""
    url, body = _request(robot, text)
    try:
        with requests.post(url, json=body, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
            content = answer.raw.read(bounds.ANSWER, decode_content=True)
            return verdict(answer.status_code, _code(content))
    except requests.ConnectTimeout:
        return Refusal("连接群机器人平台超时，稍后自动重试。")
    except (requests.RequestException, OSError, ValueError) as error:
        if _never_left(error):
            return Refusal("无法连接群机器人平台，稍后自动重试。")
        if _not_trusted(error):
            return Refusal("群机器人平台的证书未通过校验，没有发出，稍后自动重试。")
        return Refusal(f"交付中断，去向不明。（{type(error).__name__}）", uncertain=True)
    except Exception as error:  # the body broke off while it was read
        return Refusal(f"交付中断，去向不明。（{type(error).__name__}）", uncertain=True)


def verdict(status: int, code: int | None) -> Refusal | None:
    """By HTTP status and the answer's own code (None: not an answer of these platforms)."""
    if status == 429 or status >= 500:
        return Refusal(f"群机器人平台繁忙（HTTP {status}），稍后自动重试。")
    if 300 <= status < 400:
        return Refusal(f"群机器人平台要求跳转（HTTP {status}），不予跟随。", permanent=True)
    if code in BUSY:
        return Refusal(f"群机器人平台限流或繁忙（代码 {code}），稍后自动重试。")
    if status == 200 and code == 0:
        return None
    if status == 200 and code is None:
        return Refusal("应答不是群机器人平台的格式，去向不明。", uncertain=True)
    if code in WORDING:
        return Refusal(
            f"群机器人平台拒收（代码 {code}），请核对群机器人的关键词、IP 白名单和加签设置。", permanent=True
        )
    said = f"代码 {code}" if code is not None else f"HTTP {status}"
    return Refusal(f"群机器人平台拒收（{said}），请核对密钥和加签设置。", permanent=True)


def _code(content: bytes) -> int | None:
    """``errcode`` (WeCom, DingTalk), ``code`` or, of older answers, ``StatusCode`` (Feishu)."""
    try:
        answer: Any = json.loads(content)
    except ValueError:
        return None
    found = [answer[name] for name in CODES if name in answer] if isinstance(answer, dict) else []
    code = found[0] if found else None
    if isinstance(code, str) and re.fullmatch(r"-?[0-9]{1,9}", code):
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _never_left(error: Exception) -> bool:
    """No connection was made, so nothing can have arrived."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)


def _not_trusted(error: Exception) -> bool:
    """TLS was refused before the message went: a stream that breaks off later says nothing of this kind."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    inner = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    broken = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
    return isinstance(error, requests.exceptions.SSLError) and not isinstance(inner, broken)


def _request(robot: Robot, text: str) -> tuple[str, dict[str, Any]]:
    base, now = settings.ROBOTS[robot.kind], time.time()
    key = quote_plus(robot.key)
    if robot.kind == Robot.Kind.WECOM:
        return f"{base}?key={key}", {"msgtype": "text", "text": {"content": text}}
    if robot.kind == Robot.Kind.DINGTALK:
        url = f"{base}?access_token={key}"
        if robot.secret:
            moment = str(int(now * 1000))
            sign = _sign(robot.secret, f"{moment}\n{robot.secret}")
            url += f"&timestamp={moment}&sign={quote_plus(sign)}"
        return url, {"msgtype": "text", "text": {"content": text}}
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if robot.secret:
        moment = str(int(now))
        body |= {"timestamp": moment, "sign": _sign(f"{moment}\n{robot.secret}", "")}
    return f"{base}/{key}", body


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()
