"""Rows of fields are made as strings: to the last sign what crispy's own templates make, but blanks."""

import re
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Engine

from activities.filters import ActivityFilter
from activities.forms import HeadcountForm
from collab_portal.lib.fields import row
from collab_portal.templatetags.portal import as_row
from experience.forms import PublishForm, RemarkForm

THEIRS = Engine(
    dirs=[str(Path(crispy_bootstrap5.__file__).parent / "templates")],
    libraries={
        "crispy_forms_field": "crispy_forms.templatetags.crispy_forms_field",
        "crispy_forms_filters": "crispy_forms.templatetags.crispy_forms_filters",
        "l10n": "django.templatetags.l10n",
    },
)


class Gallery(forms.Form):
    """A field of each kind that a form may have, and words with signs in them."""

    required_css_class = "needed"
    name = forms.CharField(label='<名称> & "', help_text='见<a href="/x">说明</a>', max_length=5)
    many = forms.IntegerField(label="人数", required=False, min_value=0)
    day = forms.DateField(label="日期", widget=forms.DateInput({"type": "date", "class": "own textinput"}))
    text = forms.CharField(label="正文", required=False, widget=forms.Textarea({"rows": 3}))
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("a", "甲")])
    places = forms.MultipleChoiceField(label="地点", choices=[("a", "甲")], required=False)
    agreed = forms.BooleanField(label="同意", help_text="必须同意")
    ways = forms.MultipleChoiceField(
        label="方式", choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple
    )
    one = forms.ChoiceField(label="选一", choices=[("a", "甲")], widget=forms.RadioSelect, help_text="其一")
    file = forms.FileField(label="文件", required=False)
    when = forms.SplitDateTimeField(label="时间", required=False)
    silent = forms.CharField(label="", required=False)
    secret = forms.CharField(widget=forms.PasswordInput({"disabled": True}), required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


WRONG: dict[str, Any] = {
    "name": "太长的名称<b>",
    "many": "-1",
    "day": "x",
    "text": "甲\n<乙>",
    "kind": "z",
    "ways": ["z"],
    "when_0": "x",
}


def theirs(form: forms.Form) -> forms.Form:
    """The same form as Django and crispy draw it alone."""
    form.renderer = TemplatesSetting()
    return form


def squeezed(html: str) -> str:
    """Without blanks around tags and doubled ones within."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).replace(' class=""', "")


def drawn(form: forms.Form, draw: Any, **said: Any) -> list[str]:
    context = {"form_show_labels": True, "form_show_errors": True, **said}
    return [squeezed(draw(Context({**context, "field": bound}))) for bound in form]


@pytest.mark.parametrize("data", [None, {}, WRONG])
@pytest.mark.parametrize(
    "said",
    [{}, {"form_show_labels": False}, {"form_show_errors": False}, {"wrapper_class": "wide"}, {"tag": "td"}],
)
def test_a_row_is_drawn_as_crispy_draws_it(data: Any, said: dict[str, Any]) -> None:
    field = THEIRS.get_template("bootstrap5/field.html")

    assert drawn(Gallery(data), row, **said) == drawn(theirs(Gallery(data)), field.render, **said)


@pytest.mark.parametrize("data", [None, WRONG])
def test_a_field_by_itself_is_drawn_as_crispy_draws_it(data: Any) -> None:
    alone = [squeezed(as_row(bound)) for bound in Gallery(data)]

    assert alone == [squeezed(as_crispy_field(bound)) for bound in theirs(Gallery(data))]


@pytest.mark.parametrize("kind", [ActivityFilter, HeadcountForm, PublishForm, RemarkForm])
@pytest.mark.parametrize("data", [None, {"q": "<", "year": "x", "committee": "nobody", "since": "x"}])
def test_the_forms_of_pages_are_drawn_so(db: None, kind: Any, data: Any) -> None:
    field = THEIRS.get_template("bootstrap5/field.html")

    assert drawn(kind(data), row) == drawn(theirs(kind(data)), field.render)
