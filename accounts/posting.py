"""Sends the letters that wait: each once its row is claimed; at least once, and with the same Message-ID."""

import time
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Letter, Ticket, User
from accounts.operations.tickets import make_ticket
from collab_portal.lib import demo, links
from collab_portal.lib.backoff import next_attempt
from collab_portal.lib.letters import Email
from collab_portal.lib.relay import is_refused_for_good

log = structlog.get_logger("portal.accounts")
Kind = Letter.Kind
LEASE = timedelta(minutes=5)  # a claimed letter is its worker's so long: above CELERY_TASK_TIME_LIMIT
PAUSE = timedelta(seconds=20)  # for all letters, when the mail server can't be reached
SEND_FOR = 50.0  # seconds of one look; the next beat goes on
PAGES = {
    Ticket.Kind.INVITATION: "accounts:start",
    Ticket.Kind.ADDRESS: "accounts:address-confirm",
    Ticket.Kind.STOP: "accounts:address-stop",
    Ticket.Kind.UNLOCK: "accounts:unlock",
}
CONFIRMED_ONLY = {Kind.RESET, Kind.UNLOCK, Kind.GUESSED}  # asked for by whoever: to the owner's mailbox alone


def send_due() -> int:
    """Hand over what is due; how many letters were taken. Any number of these may run at once."""
    until, sent = time.monotonic() + SEND_FOR, 0
    over, _ = Letter.objects.filter(expires_at__lte=timezone.now()).delete()
    if over:
        log.error("account_letters_expired", count=over)
    while time.monotonic() < until and (letter := _claim(timezone.now())):
        sent += _send(letter, timezone.now())
    return sent


@transaction.atomic
def _claim(now: datetime) -> Letter | None:
    due = Letter.objects.filter(next_attempt_at__lte=now).order_by("pk")
    letter = due.select_for_update(skip_locked=True).first()
    if letter:
        letter.next_attempt_at = now + LEASE
        letter.save(update_fields=["next_attempt_at"])
    return letter


def _send(letter: Letter, now: datetime) -> int:
    if letter.person_id is None:
        letter.delete()
        return 0
    relay = get_connection(fail_silently=False)  # one a letter: kept as files, each has its own
    try:
        relay.open()
    except (OSError, SMTPException) as error:
        log.warning("mail_relay_down", error=type(error).__name__)
        waiting = Letter.objects.filter(next_attempt_at__lte=now) | Letter.objects.filter(pk=letter.pk)
        waiting.update(next_attempt_at=now + PAUSE)
        return 0
    try:
        message = compose(letter, now)  # only now: the time of a link given here begins with its letter
        if message is None:
            letter.delete()
            return 0
        relay.send_messages([message])
    except Exception as error:
        _refused(letter, error, now)
        return 0
    finally:
        _close(relay)
    letter.delete()
    return 1


def _refused(letter: Letter, error: Exception, now: datetime) -> None:
    """For good: the row goes; else again later. The log names neither address nor link."""
    final = is_refused_for_good(error)
    log.error("account_letter_failed", kind=letter.kind, error=type(error).__name__, final=final)
    if final:
        letter.delete()
        return
    again = next_attempt(now, letter.attempts + 1, letter.expires_at)
    Letter.objects.filter(pk=letter.pk).update(attempts=F("attempts") + 1, next_attempt_at=again)


def _close(relay: BaseEmailBackend) -> None:
    try:
        relay.close()
    except (OSError, SMTPException) as error:
        log.info("mail_close_failed", error=type(error).__name__)


@transaction.atomic
def compose(letter: Letter, now: datetime) -> Email | None:
    """The letter as things stand now; None when it is no longer true or goes to nobody."""
    person = User.objects.select_for_update().filter(pk=letter.person_id, is_active=True).first()
    if person is None or not letter.address:
        return None
    if letter.kind in CONFIRMED_ONLY and not (person.email_confirmed_at and person.email == letter.address):
        return None
    if letter.kind == Kind.ADDRESS_CONFIRM and _is_anothers(letter.address, person):
        return None
    link = _link(letter, person, now)
    if link is None:
        return None
    context = {**letter.facts, "person": person, "link": link}
    host = urlsplit(settings.SITE_URL).hostname
    name = f"accounts/email/{letter.kind}"
    return Email(
        subject=demo.titled(" ".join(render_to_string(f"{name}_subject.txt", context).split())),
        body=render_to_string(f"{name}_message.txt", context),
        to=[letter.address],
        headers={
            "Message-ID": f"<letter-{letter.pk}.{letter.made_at.timestamp():.0f}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _is_anothers(address: str, person: User) -> bool:
    return bool(User.objects.filter(email=address).exclude(pk=person.pk).exists())


def _link(letter: Letter, person: User, now: datetime) -> str | None:
    """The link of the letter, "" for one without, None when its link is over."""
    if letter.kind == Kind.RESET:
        return settings.SITE_URL + reset_path(person)
    asks_for_one = letter.kind in {Kind.UNLOCK, Kind.GUESSED} and not letter.ticket_id
    if asks_for_one and not _unlock(letter, person, now):
        return None
    if not letter.ticket_id:
        return ""
    ticket = Ticket.objects.live(now).filter(pk=letter.ticket_id).first()
    secret = links.derived(letter.seed)
    if ticket is None or ticket.digest != links.digest(secret):
        return None
    return settings.SITE_URL + reverse(PAGES[Ticket.Kind(ticket.kind)], args=[secret])


def _unlock(letter: Letter, person: User, now: datetime) -> bool:
    """Give the letter its ticket only now: the half hour begins when it leaves. One lives at a time."""
    alive = Ticket.objects.live(now).filter(person=person, kind=Ticket.Kind.UNLOCK)
    if letter.kind == Kind.UNLOCK and alive.exists():
        return False
    letter.ticket, letter.seed = make_ticket(
        person, Ticket.Kind.UNLOCK, address=letter.address, made_by=None, now=now
    )
    letter.expires_at = letter.ticket.expires_at
    letter.save(update_fields=["ticket", "seed", "expires_at"])
    return True


def reset_path(person: User) -> str:
    """The page for a new password, as 忘记密码 sends it."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return path.replace("UID-KEY", key)
