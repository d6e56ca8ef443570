"""Whatever an app lets people do, a random walk does too: no verb is forgotten when one is added."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from tests.portal import keeping, life, records
from tests.rotation import errands, upkeep, walk

WALKS = {
    "rotation": (walk, upkeep, errands),
    "activities": (records,),
    "organizations": (life, keeping),
    "experience": (records, keeping),
}
# Done within other verbs, or walked elsewhere: imports and files by their own tests of chance.
WITHIN = {
    "rotation": set[str](),
    "activities": {"attach", "detach"},
    "organizations": {
        *("conclude", "depart", "lapse", "record", "seat"),
        *("commit", "correct", "drop", "leave_out", "undo", "upload"),
        "store_made",
    },
    "experience": {"add_picture"},
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
