"""What holds for every form of the portal, because there is one class they all come from."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from collab_portal.lib.forms import FilterForm, Portal, apart
from commons.forms.resources import ResourceFilter
from organizations.forms.branches import BranchForm
from organizations.forms.pairings import RenewForm
from rotation.models import Minutes
from tests.factories import make_branch, make_consultation, make_user
from tests.rotation.work import as_held

APPS = [
    name
    for name in settings.INSTALLED_APPS
    if name
    in {
        "accounts",
        "activities",
        "commons",
        "experience",
        "insights",
        "notifications",
        "organizations",
        "rotation",
        "todos",
    }
]
# Of sign-in: their fields are names, passwords and codes, and their classes are django-allauth's.
FOREIGN = {"SignInForm", "ResetForm", "PasswordForm", "CodeForm", "CodeAgainForm"}


def every_form() -> set[type[forms.BaseForm]]:
    """Each form class that a module of ours defines."""
    for app in [*APPS, "collab_portal"]:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if "forms" in module.name or "filters" in module.name:
                importlib.import_module(module.name)
    found, pending = set(), [forms.BaseForm]
    while pending:
        for kind in pending.pop().__subclasses__():
            pending.append(kind)
            if kind.__module__.partition(".")[0] in {*APPS, "collab_portal"}:
                found.add(kind)
    return found


def test_every_form_says_refusals_and_refuses_markings_in_the_one_way() -> None:
    others = {form.__name__ for form in every_form() if not issubclass(form, Portal | FilterForm)}

    assert others - FOREIGN == set()
    for form in every_form():
        assert "_clean_form" not in vars(form) or form is Portal, form


@pytest.mark.parametrize("typed", ["9999-12-31", "2101-01-01", "1948-12-31"])
def test_no_form_takes_a_date_that_no_calendar_of_ours_reaches(typed: str) -> None:
    """Every form with a date has one of two bases (the test above), and both bound it."""
    foreign = {kind for kind in every_form() if kind.__name__ in FOREIGN}
    fields = [field for kind in foreign for field in kind.base_fields.values()]  # type: ignore[attr-defined]
    assert not any(isinstance(field, forms.DateField) for field in fields)
    assert RenewForm({"valid_until": typed}).errors == {"valid_until": ["日期须在 1949 年至 2100 年之间。"]}
    assert "on" in ResourceFilter({"on": typed}).errors


@pytest.mark.parametrize(
    ("typed", "taken"), [("1927-08-01", True), ("1900-01-01", True), ("1899-12-31", False)]
)
@pytest.mark.django_db
def test_a_branch_may_be_older_than_the_republic_as_in_a_table(typed: str, taken: bool) -> None:
    form = BranchForm(make_user(), {"starts_on": typed}, instance=make_branch())

    assert ("starts_on" not in form.errors) == taken


MARKED = "机密★1年 专题会"


@pytest.mark.django_db
@pytest.mark.parametrize("text", [MARKED, "秘 密☆", "绝密 ★"])
def test_a_text_with_a_classification_mark_is_refused_beside_its_field(client: Any, text: str) -> None:
    branch = make_branch()
    client.force_login(make_user())
    url = reverse("organizations:branch-edit", args=[branch.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"name": text}

    response = client.post(url, data)

    branch.refresh_from_db()
    assert "密级标志" in response.context["form"].errors["name"][0]
    assert branch.name != text


@pytest.mark.django_db
def test_minutes_with_a_mark_split_by_bold_type_are_refused(client: Any) -> None:
    meeting = make_consultation(days=20)
    held = as_held(meeting)
    client.force_login(make_user(meeting.turn.committee.slug))
    url = reverse("rotation:minutes-write", args=[held.pk])

    response = client.post(url, {"body": "<p><strong>机密</strong>★1年</p>", "version": "0"})

    assert "密级标志" in response.context["form"].errors["body"][0]
    assert not Minutes.objects.exists()


@pytest.mark.django_db
def test_a_list_may_be_searched_for_the_words_of_a_mark(client: Any) -> None:
    client.force_login(make_user())

    assert client.get(reverse("organizations:branches"), {"q": MARKED}).status_code == 200


@pytest.mark.parametrize(
    ("theirs", "mine", "shown"),
    [
        ("短", "更短", ("短", "更短")),
        ("头" * 400 + "甲" + "尾" * 400, "头" * 400 + "乙丙" + "尾" * 400, ("甲", "乙丙")),
        ("同" * 400, "同" * 400 + "添", ("", "添")),
        ("字" * 900, "", ("字" * 300, "")),
        ("同" * 400 + "甲" + "同" * 10, "同" * 411, ("甲", "同")),
    ],
)
def test_of_long_texts_the_parts_that_differ_are_shown(
    theirs: str, mine: str, shown: tuple[str, str]
) -> None:
    for text, part in zip(apart(theirs, mine), shown, strict=True):
        assert part in text
        assert len(text) <= 302


def test_no_view_catches_what_the_domain_refuses() -> None:
    """``perform``, ``attempt``, ``filled`` and ``outcome`` do, in one way."""
    root = Path(__file__).parents[2]
    views = [
        path for app in APPS for path in (root / app).rglob("*.py") if "views" in str(path.relative_to(root))
    ]

    assert views
    assert [path.name for path in views if "except ValidationError" in path.read_text()] == []
