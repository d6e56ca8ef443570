"""What the state machine of the consultation remembers, and compares with the history the triggers wrote."""

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models

from rotation.models import (
    AgendaItem,
    Consultation,
    ConsultationReply,
    DatePoll,
    Minutes,
    MinutesSignature,
    PollAnswer,
    Resolution,
    ResolutionProgress,
)

# What makes the state of each sort of row; nothing else in it is a transition.
STATES: dict[type[models.Model], tuple[str, ...]] = {
    Consultation: ("status", "closed_at", "topics_fixed_at", "notified_at"),
    AgendaItem: ("status", "merged_into_id"),
    DatePoll: ("closed_at",),
    Minutes: ("submitted_at", "replaced_at", "signed_at"),
    MinutesSignature: ("signed_at", "objected_at", "answered_at"),
    Resolution: ("status",),
}
LADDERS: dict[type[models.Model], Any] = {
    model: {
        state.value: {move.target for move in model.LIFE.moves if state.value in move.sources}
        for state in model.LIFE.states
    }
    for model in (Consultation, Resolution)
}
# Who speaks, and for which committee.
SPEECH = (
    (AgendaItem.objects.filter(carried_from=None), "proposed_by"),
    (PollAnswer.objects.exclude(answered_by=None), "answered_by"),
    (ConsultationReply.objects.all(), "replied_by"),
    (MinutesSignature.objects.exclude(signed_by=None), "signed_by"),
    (MinutesSignature.objects.exclude(objected_by=None), "objected_by"),
    (ResolutionProgress.objects.all(), "reported_by"),
)
Key = tuple[type[models.Model], int]
GONE = ("gone",)


class Ledger:
    """Every state each row was seen in, in order."""

    def __init__(self) -> None:
        self.trails: dict[Key, list[tuple[Any, ...]]] = {}
        self.begun = dict(zip(STATES, _last(), strict=True))
        self.before = {
            (model, pk): tuple(state)
            for model, fields in STATES.items()
            for pk, *state in model._default_manager.values_list("pk", *fields)
        }
        self.changed = False

    def attempt(self, allowed: bool, operation: Callable[[], Any]) -> Any:
        """Do it; refused, it must have left nothing behind. Who may not must be refused."""
        before = _last()
        try:
            result = operation()
        except PermissionDenied:
            assert not allowed, "a person who may was turned away"
        except ValidationError:
            pass
        else:
            assert allowed, "a person who may not was let in"
            self.look()
            return result
        assert _last() == before, "a refusal left something behind"
        return None

    def look(self) -> None:
        self.changed = True
        seen: set[Key] = set()
        for model, fields in STATES.items():
            for pk, *state in model._default_manager.values_list("pk", *fields):
                was = self.before.get((model, pk))
                trail = self.trails.setdefault((model, pk), [was] if was else [])
                seen.add((model, pk))
                if not trail or trail[-1] != tuple(state):
                    trail.append(tuple(state))
        for key, trail in self.trails.items():
            if key not in seen and trail[-1] != GONE:
                trail.append(GONE)

    def check(self) -> None:
        """Nobody spoke for another; history holds each transition once; all of them are legal."""
        if not self.changed:
            return
        self.changed = False
        for rows, person in SPEECH:
            assert not rows.exclude(**{f"{person}__committee": models.F("committee")}).exists(), rows.model
        for model, fields in STATES.items():
            told = dict(self._history(model, fields))
            seen = {
                pk: self._since(model, pk, trail)
                for (kind, pk), trail in self.trails.items()
                if kind is model
            }
            assert told == {pk: trail for pk, trail in seen.items() if trail}, model
        for (model, _), trail in self.trails.items():
            if model in LADDERS:
                statuses = [status for status, _ in groupby(state[0] for state in trail)]
                assert all(after in LADDERS[model][now] for now, after in pairwise(statuses)), statuses

    def _since(self, model: Any, pk: int, trail: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Without the state it had before."""
        return trail[1:] if (model, pk) in self.before else trail

    def _history(self, model: Any, fields: tuple[str, ...]) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
        rows = model.pgh_event_model.objects.filter(pgh_id__gt=self.begun[model])
        events = rows.order_by("pgh_obj_id", "pgh_id").values_list("pgh_obj_id", "pgh_label", *fields)
        for pk, group in groupby(events, key=lambda row: row[0]):
            states = [GONE if label == "delete" else tuple(state) for _, label, *state in group]
            states = [state for state, _ in groupby(states)]
            changed = states[1:] if states[0] == self.before.get((model, pk)) else states
            if changed:
                yield pk, changed


def _last() -> tuple[int, ...]:
    """The last event of each sort of row, in one query."""
    tables = (model.pgh_event_model._meta.db_table for model in STATES)  # type: ignore[attr-defined]
    newest = ", ".join(f'(SELECT coalesce(max(pgh_id), 0) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest}")
        return tuple(cursor.fetchone())
