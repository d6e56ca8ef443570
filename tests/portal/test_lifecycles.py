"""Every model with a life, proved by its table; and the tables that the start refuses."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

from collab_portal.lib.lifecycle import Badge, Lifecycle, Living, Move, Stage, State, flaws

LIVING = [model for model in apps.get_models() if issubclass(model, Living)]
EVERY = [(model, state) for model in LIVING for state in model.LIFE.states]


def named(pair) -> str:
    return f"{pair[0].__name__}-{pair[1].value}"


def test_agreements_alliances_and_pairings_have_a_life():
    assert {"FrameworkAgreement", "Alliance", "Pairing", "PairingTerm"} <= {one.__name__ for one in LIVING}


@pytest.mark.parametrize("model", LIVING)
def test_no_table_contradicts_itself(model):
    assert flaws(model) == []


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_each_move_leads_on_or_is_refused_in_words(pair):
    model, state = pair
    life = model.LIFE
    for name in {move.name for move in life.moves}:
        obj = model(**{life.column: state.value})
        ways = [move for move in life.moves if move.name == name and state.value in move.sources]
        if ways:
            obj.move(name)
            assert getattr(obj, life.column) == ways[0].target or state.value
        else:
            with pytest.raises(ValidationError, match=life.word(obj)):
                obj.move(name)
            assert getattr(obj, life.column) == state.value


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_each_state_has_a_word_and_a_colour(pair):
    model, state = pair
    badge = model(**{model.LIFE.column: state.value}).badge
    assert badge == Badge(badge.label, state.tone)
    assert badge.label not in {"", state.value}


@pytest.mark.parametrize("pair", [pair for pair in EVERY if pair[0].LIFE.stages], ids=named)
def test_the_stepper_says_where_it_stands(pair):
    model, state = pair
    steps = model.LIFE.steps(model(**{model.LIFE.column: state.value}), {})
    states = [step.state for step in steps]
    assert "now" in states or states[-1] in {"done", "stopped"}
    assert states == sorted(states, key=["done", "now", "next", "stopped"].index)


@pytest.mark.parametrize("model", [one for one in LIVING if any(state.filled for state in one.LIFE.states)])
def test_the_database_holds_each_state_to_its_dates(model):
    conditions = [each.condition for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    parts = [model.LIFE.dated(column) in conditions for column in model.LIFE.columns]
    assert model.LIFE.dated() in conditions or all(parts)


class Thing(SimpleNamespace):
    def get_status_display(self):
        return f"={self.status}"


LIFE = Lifecycle(
    "事项",
    states=(State("open", "now"), State("shut", "done", filled=("shut_on",)), State("dropped", "red")),
    moves=(
        Move("shut", ("open",), "shut"),
        Move("note", ("open", "shut")),
        Move("drop", ("open",), "dropped"),
    ),
    stages=(
        Stage("提出", ("open", "shut", "dropped")),
        Stage("办理", ("shut",), ("open",), {"": "办完"}),
        Stage("归档", ("shut",), words={"shut": "入档"}),
    ),
    stops=("dropped",),
)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("open", [("提出", "done"), ("办理", "now"), ("归档", "next")]),
        ("shut", [("提出", "done"), ("办完", "done"), ("入档", "done")]),
        ("dropped", [("提出", "done"), ("=dropped", "stopped")]),
    ],
)
def test_stages_are_what_happened(state, shown):
    assert [(step.label, step.state) for step in LIFE.steps(Thing(status=state), {})] == shown


def test_dates_belong_to_their_states():
    assert LIFE.dated() == Q(status__in=["open", "dropped"], shut_on__isnull=True) | Q(
        status__in=["shut"], shut_on__isnull=False
    )


class Life:
    """A model with a table to be judged, without a table in the database."""

    def __init__(self, life: Lifecycle) -> None:
        self.LIFE = life

    class _meta:  # noqa: N801
        @staticmethod
        def get_field(name):
            return SimpleNamespace(flatchoices=[("open", ""), ("shut", ""), ("dropped", "")])

        @staticmethod
        def get_fields():
            return [SimpleNamespace(name="status"), SimpleNamespace(name="shut_on")]


def test_the_start_names_what_is_wrong_with_a_table():
    assert flaws(Life(LIFE)) == []
    lost = replace(LIFE, moves=(Move("shut", ("open",), "shut"),))
    assert flaws(Life(lost)) == ["状态“dropped”无路可到"]
    island = replace(LIFE, moves=(*lost.moves, Move("drop", ("dropped",), "dropped")))
    assert flaws(Life(island)) == ["状态“dropped”无路可到"]
    strange = replace(LIFE, moves=(*LIFE.moves, Move("file", ("gone",), "shut")))
    assert flaws(Life(strange)) == ["没有“gone”这个状态"]
    unknown = replace(LIFE, moves=(*LIFE.moves, Move("ask", ("open",), right="nobody.knows")))
    assert flaws(Life(unknown)) == ["没有权限规则“nobody.knows”"]
    twofold = replace(LIFE, moves=(*LIFE.moves, Move("shut", ("open",), "dropped")))
    assert flaws(Life(twofold)) == ["“shut”在“open”时有两个去向"]
    short = replace(LIFE, states=LIFE.states[:2], stops=(), moves=LIFE.moves[:2], stages=())
    assert flaws(Life(short)) == ["状态与“status”的选项不一致：dropped"]
    bare = replace(LIFE, states=(LIFE.states[0], State("shut", "done", ("shut_by",)), LIFE.states[2]))
    assert flaws(Life(bare)) == ["没有“shut_by”这一列"]
