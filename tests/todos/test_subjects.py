"""Every registered subject keeps the promises that the rows are made on."""

from typing import Any

import pytest
from django.core import checks

from collab_portal.lib.todos import Kind, Subject
from todos import subjects as registry
from todos.checks import subjects
from todos.subjects import every


@pytest.mark.parametrize("subject", every(), ids=lambda subject: subject.prefix)
@pytest.mark.django_db
def test_what_may_owe_are_rows_of_its_own_model_and_it_names_their_kinds(subject: Subject[Any]) -> None:
    assert subject.live().model is subject.model
    assert subject.kinds


def test_the_start_refuses_two_subjects_of_one_prefix_and_a_kind_without_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Nameless(type(every()[0])):  # type: ignore[misc]
        kinds = {"sign": Kind("")}

    first = every()[0]
    monkeypatch.setattr("todos.checks.every", lambda: [first, first, Nameless()])

    found = subjects()

    assert {error.id for error in found} == {"todos.E001", "todos.E002"}
    assert first.prefix in found[0].msg
    assert isinstance(found[0], checks.Error)


def test_the_portal_as_it_is_passes() -> None:
    assert registry.every()
    assert subjects() == []
