"""One table a model: its states, what leads from one to another and whose right that is, and its stages.

From it come the badge, what a page offers, what an operation refuses, the stepper, and the CHECK that each
state has its dates: they cannot differ, because each of them is read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

import rules
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from collab_portal.lib.checks import Checked
from collab_portal.lib.steps import Step

if TYPE_CHECKING:
    from accounts.models import User

Tone = Literal["done", "now", "warn", "muted", "red"]


class Badge(NamedTuple):
    """A state in a word, and its colour."""

    label: str
    tone: Tone


class Note(NamedTuple):
    """What the stepper says under a stage: when, and who or how."""

    when: datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class State:
    """``filled``: columns that hold something in this state; those that only others name are empty in it."""

    value: str
    tone: Tone
    filled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """``name`` leads from one of ``sources`` to ``target`` ("": it stays), by whoever has ``right`` on it.

    Without a right it is nobody's own: it follows from the last answer, or from another object.
    """

    name: str
    sources: tuple[str, ...]
    target: str = ""
    right: str = ""


@dataclass(frozen=True)
class Stage:
    """Passed in the states ``done``, going on in those of ``now``; ``words``: its label once it is passed.

    ``words`` may say another one for single states (``{"renewed": "续签"}``).
    """

    label: str
    done: tuple[str, ...]
    now: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lifecycle:
    """``stops``: states that break off what was under way; the stepper ends with them.

    ``column`` holds the state and knows the word of each (``choices``). The first state is the beginning.
    """

    noun: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    stages: tuple[Stage, ...] = ()
    stops: tuple[str, ...] = ()
    column: str = "status"

    def of(self, obj: models.Model) -> str:
        return str(getattr(obj, self.column))

    def word(self, obj: models.Model) -> str:
        return str(getattr(obj, f"get_{self.column}_display")())

    def tone(self, value: str) -> Tone:
        return next(state.tone for state in self.states if state.value == value)

    def badge(self, obj: models.Model) -> Badge:
        return Badge(self.word(obj), self.tone(self.of(obj)))

    def find(self, obj: models.Model, name: str) -> Move | None:
        """What ``name`` does in the state the object is in."""
        state = self.of(obj)
        return next((one for one in self.moves if one.name == name and state in one.sources), None)

    def target(self, obj: models.Model, name: str) -> str:
        """The state that ``name`` leads to. ValidationError in words where it leads nowhere now."""
        if move := self.find(obj, name):
            return move.target or self.of(obj)
        raise ValidationError(f"该{self.noun}{self.word(obj)}，不能再作此操作。")

    def offered(self, obj: models.Model, user: "User") -> dict[str, bool]:
        """Each move that is somebody's own: may this person make it now, by state and by right?"""
        allowed: dict[str, bool] = {}
        found = {move.name: False for move in self.moves if move.right}
        for move in self.moves:
            if move.right and self.of(obj) in move.sources:
                if move.right not in allowed:
                    allowed[move.right] = bool(rules.test_rule(move.right, user, obj))
                found[move.name] = allowed[move.right]
        return found

    def steps(self, obj: models.Model, notes: Mapping[str, Note]) -> list[Step]:
        """The stages as the stepper shows them, with ``notes`` by label; broken off where it was stopped."""
        state, found = self.of(obj), []
        for stage in self.stages:
            note = notes.get(stage.label, Note())
            if state in stage.done:
                label = stage.words.get(state) or stage.words.get("", stage.label)
                found.append(Step(label, "done", note.when, note.who))
            elif state in self.stops:
                note = notes.get(state, Note())
                return [*found, Step(self.word(obj), "stopped", note.when, note.who)]
            elif state in stage.now:
                found.append(Step(stage.label, "now", note.when, note.who))
            else:
                found.append(Step(stage.label, "next"))
        return found

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that some state fills."""
        return tuple(dict.fromkeys(name for state in self.states for name in state.filled))

    def dated(self, *columns: str) -> Q:
        """The condition of a CHECK: each of ``columns`` (none said: all) is filled in just its states."""
        columns = columns or self.columns
        together: dict[tuple[str, ...], list[str]] = {}
        for state in self.states:
            filled = tuple(name for name in state.filled if name in columns)
            together.setdefault(filled, []).append(state.value)
        conditions = [
            Q(**{f"{self.column}__in": values}, **{f"{name}__isnull": name not in filled for name in columns})
            for filled, values in together.items()
        ]
        return reduce(or_, conditions)


class Living(Checked):
    """A model with a life: ``LIFE`` is its table."""

    LIFE: ClassVar[Lifecycle]

    class Meta:
        abstract = True

    def move(self, name: str, **facts: Any) -> None:
        """Into the state that ``name`` leads to, with ``facts`` of it; nothing is stored yet.

        ValidationError where it leads nowhere from the present state.
        """
        setattr(self, self.LIFE.column, self.LIFE.target(self, name))
        for column, value in facts.items():
            setattr(self, column, value)

    def may_become(self, state: str) -> bool:
        """Does a move lead there from the present state?"""
        life, now = self.LIFE, self.LIFE.of(self)
        return any(now in move.sources and (move.target or now) == state for move in life.moves)

    @property
    def badge(self) -> Badge:
        return self.LIFE.badge(self)


def _reached(life: Lifecycle) -> set[str]:
    """The states that moves lead to from the beginning."""
    reached, before = {life.states[0].value}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {move.target for move in life.moves if move.target and reached & set(move.sources)}
    return reached


def flaws(model: type[Living]) -> list[str]:
    """What is wrong with the table of ``model``, in words: for the start, which refuses it."""
    life = model.LIFE
    values = [state.value for state in life.states]
    choices = [value for value, _ in model._meta.get_field(life.column).flatchoices]  # type: ignore[union-attr]
    columns = {column.name for column in model._meta.get_fields()}
    found = [f"状态“{value}”重复" for value in set(values) if values.count(value) > 1]
    if set(values) != set(choices):
        found.append(f"状态与“{life.column}”的选项不一致：{'、'.join(sorted(set(values) ^ set(choices)))}")
    named = {value for move in life.moves for value in (*move.sources, move.target) if value}
    named |= {value for stage in life.stages for value in (*stage.done, *stage.now)} | set(life.stops)
    found += [f"没有“{value}”这个状态" for value in sorted(named - set(values))]
    found += [f"状态“{value}”无路可到" for value in values if value not in _reached(life)]
    found += [
        f"没有权限规则“{move.right}”"
        for move in life.moves
        if move.right and not rules.rule_exists(move.right)
    ]
    ways = [(move.name, source) for move in life.moves for source in move.sources]
    found += [
        f"“{name}”在“{source}”时有两个去向" for name, source in set(ways) if ways.count((name, source)) > 1
    ]
    unknown = {name for state in life.states for name in state.filled} - columns
    return found + [f"没有“{name}”这一列" for name in sorted(unknown)]
