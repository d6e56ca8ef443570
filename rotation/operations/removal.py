"""Turns that are no more: gone, or withdrawn and readable where a consultation was convened."""

from collections.abc import Sequence
from datetime import datetime

from collab_portal.lib.verbs import touch
from notifications import operations as notices
from rotation.models import Consultation, Turn
from rotation.operations.consultations import cancel


def drop_turns(turns: Sequence[Turn], now: datetime) -> None:
    """They are no more, and what was being prepared in them is called off; nobody leads instead."""
    for turn in turns:
        remove(turn, now)
    call_off(turns, now)


def call_off(turns: Sequence[Turn], now: datetime) -> None:
    for consultation in Consultation.objects.open().filter(turn__in=[turn.pk for turn in turns if turn.pk]):
        cancel(consultation, reason="排期调整，任期已撤销。", now=now)


def remove(turn: Turn, now: datetime) -> None:
    """Gone without a trace, unless a consultation was convened in it: then it stays readable."""
    notices.withdraw(topic=f"turn:{turn.pk}", reason="任期已撤销。")
    touch(Turn(pk=turn.pk))  # a deleted one forgets its number
    if turn.consultations.exists():
        turn.withdrawn_at = now
        turn.save()
    else:
        turn.delete()
