"""What apps give to each other stands in their ``contributions.py``, and nowhere else."""

import ast
from pathlib import Path

import pytest

from collab_portal.lib import portal
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.awaiting import AwaitingSource
from collab_portal.lib.search.kinds import SearchKind
from notifications.sources import Source
from organizations.imports.kinds import Kind
from organizations.panels import PanelSource

ROOT = Path(__file__).parents[2]
APPS = (
    "accounts",
    "activities",
    "commons",
    "experience",
    "insights",
    "notifications",
    "organizations",
    "rotation",
    "todos",
)


@pytest.mark.parametrize("kind", [ApiRouter, AwaitingSource, Kind, PanelSource, SearchKind, Source])
def test_several_apps_contribute_each_kind_of_thing(kind: type) -> None:
    assert len(portal.every(kind)) > 1


def test_no_two_sources_answer_for_the_same_topics() -> None:
    prefixes = [source.prefix for source in portal.every(Source)]

    assert len(set(prefixes)) == len(prefixes)


def test_no_two_kinds_share_a_name() -> None:
    for names in (
        [kind.key for kind in portal.every(Kind)],
        [kind.slug for kind in portal.every(SearchKind)],
    ):
        assert len(set(names)) == len(names)


def test_there_is_no_second_registry() -> None:
    """No module keeps a list that a function called ``register…`` fills."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in (*APPS, "collab_portal")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("register")
    ]

    assert found == []
