"""E-mail: at least once. A repeat happens only after a cut-off hand-over, and with the same Message-ID."""

import time
from collections.abc import Iterable
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Literal

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection

from collab_portal.lib.relay import is_refused_for_good
from notifications import crashpoints, handover, outbox, timing
from notifications.channels.letters import Letter, letters
from notifications.composing import Composed, compose
from notifications.models import Delivery
from notifications.timing import LEASE, MARK_WITHIN, RELAY_PAUSE

log = structlog.get_logger("portal.notifications")
BATCH = 50
NO_ADDRESS = "收件人没有登记邮箱。"


class RelayDownError(Exception):
    """The mail server cannot be used at all: no single message's fault."""


class EmailChannel:
    name = Delivery.Channel.EMAIL
    on_uncertain: Literal["resend", "hold"] = "resend"

    def drain(self, until: float) -> int:
        total = 0
        while time.monotonic() < until:
            rows = outbox.claim(self.name, BATCH)
            if not rows:
                break
            crashpoints.reach("after_claim")
            try:
                total += _send_all(rows, hold=self.on_uncertain == "hold")
            except RelayDownError as error:
                log.warning("mail_relay_down", error=str(error))
                outbox.release(rows, RELAY_PAUSE, f"邮件服务器暂不可用：{error}")
                break
        return total


def _send_all(rows: list[Delivery], *, hold: bool) -> int:
    """One connection for the batch; broken ones are opened anew."""
    relay, facts = _Relay(), _Facts(rows)
    try:
        return sum(_send(letter, relay, facts, hold=hold) for letter in letters(rows))
    finally:
        relay.close()


class _Facts:
    """Rights and facts of a batch, asked at once just before sending; of the rest again after ``FRESH``."""

    def __init__(self, rows: Iterable[Delivery]) -> None:
        self._rows = {row.pk: row for row in rows}
        self._composed: Composed | None = None
        self._asked = 0.0

    def of(self, letter: Letter) -> Composed:
        if self._composed is None or time.monotonic() - self._asked >= timing.FRESH.total_seconds():
            self._composed, self._asked = compose(self._rows.values(), askers=True), time.monotonic()
        for row in letter.rows:
            del self._rows[row.pk]
        return self._composed


def _prepare(letter: Letter, facts: _Facts | None = None) -> Letter:
    """Rows with nothing to say stay behind."""
    composed = (facts or _Facts(letter.rows)).of(letter)
    for row in letter.rows:
        if row.recipient is None or not row.recipient.email:
            composed.ready.pop(row.pk, None)
            outbox.suppress([row], NO_ADDRESS)
        elif row.pk in composed.needless:
            outbox.suppress([row], composed.needless[row.pk])
        elif row.pk in composed.broken:
            outbox.fail([row], composed.broken[row.pk])
    letter.messages = composed.ready
    return letter.only({row.pk for row in letter.rows} & composed.ready.keys())


class _Relay:
    """The mail server, connected when first needed and again after a broken line."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def connect(self) -> None:
        if self._backend is None:
            backend = get_connection(fail_silently=False)
            try:
                backend.open()
            except (OSError, SMTPException) as error:
                raise RelayDownError(str(error)) from error
            self._backend = backend

    def accept(self, letter: Letter) -> None:
        assert self._backend is not None  # noqa: S101 - connect() comes first
        self._backend.send_messages([letter.render()])

    def close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except (OSError, SMTPException) as error:
                log.info("mail_close_failed", error=str(error))


def _send(letter: Letter, relay: _Relay, facts: _Facts, *, hold: bool) -> int:
    """Hand over one letter: attempt on record, then the network, then the mark."""
    relay.connect()
    letter = _prepare(letter, facts)
    begun = time.monotonic()
    while letter.rows and len(ready := _begin(letter)) < len(letter.rows):
        letter = letter.only(ready)
    if not letter.rows:
        return 0
    try:
        relay.accept(letter)
    except Exception as error:
        _refused(letter, error, relay, hold=hold)
        return 0
    crashpoints.reach("after_accept")
    return _mark(letter, begun)


def _begin(letter: Letter) -> set[int]:
    bundle = letter.bundle if len(letter.rows) > 1 else None
    titles = {row.pk: letter.messages[row.pk].title for row in letter.rows}
    return handover.begin(letter.rows, letter.message_id, letter.subject, titles=titles, bundle=bundle)


def _mark(letter: Letter, begun: float) -> int:
    """Write "sent" again and again while the database is away: forgetting it would cost a repeat."""
    while True:
        try:
            crashpoints.reach("before_mark")
            marked = handover.mark_sent(letter.rows)
        except (OperationalError, InterfaceError):
            if time.monotonic() - begun > LEASE.total_seconds() * MARK_WITHIN:
                raise
            connection.close()
            time.sleep(0.2)
        else:
            break
    crashpoints.reach("after_mark")
    if marked < len(letter.rows):
        log.warning("late_completion", message_id=letter.message_id, late=len(letter.rows) - marked)
    return marked


def _refused(letter: Letter, error: Exception, relay: _Relay, *, hold: bool) -> None:
    """Sort what went wrong: the address's fault, the moment's, the relay's, or nobody knows."""
    text = f"{type(error).__name__} {error}"
    if isinstance(error, (SMTPRecipientsRefused, SMTPDataError)):
        permanent = is_refused_for_good(error)
        verdict = "对方邮箱拒收，请核对地址或电话告知。" if permanent else "对方邮箱暂时拒收，稍后自动重试。"
        outbox.fail(letter.rows, f"{verdict}（{text}）", permanent=permanent)
    elif isinstance(error, (SMTPSenderRefused, SMTPAuthenticationError, SMTPHeloError, SMTPConnectError)):
        outbox.fail(letter.rows, f"邮件服务器拒绝发信，请系统管理员检查。（{text}）")
        relay.close()
        raise RelayDownError(text) from error
    elif isinstance(error, (SMTPException, OSError)):
        relay.close()
        outbox.fail(letter.rows, f"交付中断，去向不明。（{text}）", uncertain=True, hold=hold)
    else:
        outbox.fail(letter.rows, f"邮件无法生成。（{text}）", permanent=isinstance(error, ValueError))
