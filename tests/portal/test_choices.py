"""Lists of choices are written as strings: to the last sign what Django's templates write, but blanks."""

import re
from typing import Any

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting

from collab_portal.lib.renderers import Renderer

CHOICES = [
    ("", "请选择"),
    ("a&b", "甲 <b>&amp;</b>"),
    (3, "三"),
    ("组", [("x'", '引号"'), ("y", "乙")]),
]


def squeezed(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize("value", [None, "", 3, "3", "x'", ["y", "3"]])
@pytest.mark.parametrize(
    "attrs", [{}, {"class": "form-select", "required": True, "hidden": False, "data-x": '"<'}]
)
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
def test_a_list_is_drawn_as_django_draws_it(kind: Any, value: Any, attrs: dict[str, Any]) -> None:
    ours = kind(choices=CHOICES).render("line", value, {"id": "id_line", **attrs}, renderer=Renderer())
    theirs = kind(choices=CHOICES).render(
        "line", value, {"id": "id_line", **attrs}, renderer=TemplatesSetting()
    )

    assert squeezed(ours) == squeezed(theirs)


@pytest.mark.parametrize(("required", "words"), [(True, "请选择"), (False, "不选")])
def test_an_empty_line_says_whether_something_has_to_be_chosen(required: bool, words: str) -> None:
    class Kept(forms.Form):
        kind = forms.TypedChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "甲")], required=required)

    assert re.findall("<option[^>]*>([^<]*)", str(Kept()["kind"])) == [words, "甲"]
