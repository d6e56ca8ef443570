"""Whatever an app lets people do, or asks of them, a random walk does too: none is forgotten."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from tests.portal import errands as others
from tests.portal import keeping, life, records
from tests.rotation import errands, upkeep, walk
from todos.subjects import every

WALKS = {
    "rotation": (walk, upkeep, errands),
    "activities": (records,),
    "organizations": (life, keeping),
    "experience": (records, keeping),
}
# Done within other verbs, or walked elsewhere: imports and files by their own tests of chance.
WITHIN = {
    "rotation": set[str](),
    "activities": {"arrange", "attach", "detach", "labels_of"},
    "organizations": {
        *("conclude", "depart", "lapse", "record", "seat"),
        *("commit", "correct", "drop", "leave_out", "undo", "upload"),
        "store_made",
    },
    "experience": {"add_picture", "sign_off"},
}


def verbs(app: str) -> Iterator[str]:
    """Functions of an app's operations that take who acts."""
    package = import_module(f"{app}.operations")
    for found in iter_modules(package.__path__):
        module = import_module(f"{app}.operations.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            here = function.__module__ == module.__name__ and not name.startswith("_")
            if here and "actor" in inspect.signature(function).parameters:
                yield name


def words(module: ModuleType) -> set[str]:
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return called | {node.id for node in nodes if isinstance(node, ast.Name)}


@pytest.mark.parametrize("app", WALKS)
def test_every_verb_that_people_have_is_walked(app):
    done = {word for module in WALKS[app] for word in words(module)}

    assert set(verbs(app)) - done == WITHIN[app]


def test_every_kind_of_line_is_carried_out_in_a_walk():
    """An import waits for what its own tests decide."""
    kinds = {
        (subject.prefix, name): kind.label for subject in every() for name, kind in subject.kinds.items()
    }
    of_rotation = {row.prefix for row in errands.SUBJECTS}

    left = {key for key in kinds if key[0] not in of_rotation} - set(others.DOING)
    unheard = {
        label
        for (prefix, _), label in kinds.items()
        if prefix in of_rotation and not {label, f"{prefix}/{label}"} & set(errands.DOING)
    }

    assert (left, unheard) == ({("import", "decide")}, set())
