"""What every form of the portal has: its look, its refusals, both texts where somebody saved first."""

import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.widgets import ChoiceWidget
from django_prose_editor.widgets import ProseEditorWidget

from collab_portal.lib.dates import OLDEST_DAY, POSSIBLE_DAY, days_from
from collab_portal.lib.history import Change
from collab_portal.lib.html import RichTextFormField, plain_text
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.markup import words_of
from collab_portal.lib.versions import StaleError, VersionField

LISTED, AROUND = 300, 20  # characters of one text in the comparison; the whole text stands in its field


@dataclass(frozen=True)
class Difference:
    """A field whose stored text is another than the one typed; both in words."""

    label: str
    theirs: str
    mine: str


class Portal(forms.BaseForm):
    """Mixed into a form: fields only (form tag, token and buttons stand in the template)."""

    theirs: list[Difference] | None = None
    saved: Change | None = None
    helper: FormHelper
    older_days: tuple[str, ...] = ()  # fields whose day may lie before 1949: a founding

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        bound_days(self, self.older_days)

    def _clean_form(self) -> None:
        """No text that a person can store carries a 密级标志: said beside its field, whatever the form."""
        super()._clean_form()  # type: ignore[misc]
        for name, text in list(self.cleaned_data.items()):
            if not isinstance(text, str) or name not in self.fields:
                continue
            try:
                rich = isinstance(self.fields[name], RichTextFormField)
                refuse_markings(plain_text(text) if rich else text)
            except ValidationError as error:
                self.add_error(name, error)

    def refuse(self, error: ValidationError) -> None:
        """Put each message beside the field it is about (its key, else its code), else on top.

        Of what several rules of the database say of one field, one sentence is enough.
        """
        found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, messages in found.items():
            for message in messages:
                place = message.code if name == NON_FIELD_ERRORS else name
                if name == NON_FIELD_ERRORS and place in self.fields and place in self.errors:
                    continue
                self.add_error(place if place in self.fields else None, message)

    def compare(self, stored: forms.BaseForm | None, error: StaleError) -> None:
        """Show where ``stored``, this form of the row as it is now, differs; the next save knows of it.

        ``stored`` None: nothing of it is typed here, the page itself shows the row.
        """
        if stored is not None:
            self.theirs, self.saved = differences(self, stored), error.last_change
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("version")] = str(error.version)  # type: ignore[index]

    @property
    def opened_version(self) -> int:
        """Which version the person had before them; 0 where the form does not say."""
        return self.cleaned_data.get("version") or 0

    @property
    def submission_key(self) -> uuid.UUID:
        """The same for the same sending, so that a second click makes no second object.

        A form that creates carries the field; one without it raises KeyError here.
        """
        return self.cleaned_data["submission"] or uuid.uuid4()


class SubmissionField(forms.UUIDField):
    """The hidden number of a sending; said again it means the same object (``Portal.submission_key``)."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class PortalForm(Portal, forms.Form):
    pass


class ConsentForm(PortalForm):
    """Signs, answers, objects to what its page shows: names the version that was read (``check_read``)."""

    version = VersionField()


class PortalModelForm(Portal, forms.ModelForm):  # type: ignore[type-arg]
    pass


class FilterForm(forms.Form):
    """What a list is narrowed to; its state is the URL. The API takes the same names."""

    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        bound_days(self)

    def _post_clean(self) -> None:
        """Beside a field: which value the list is shown without, and why."""
        for name, said in self.errors.items():
            if value := str(self.data.get(name) or ""):
                said.data = [ValidationError(f"未采用“{value[:60]}”：{' '.join(map(str, said))}")]

    @property
    def is_used(self) -> bool:
        """Whether anything was asked for, understood or not."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def understood(self) -> str:
        """What the list is narrowed to, as the query of an address: it leads to just what is shown."""
        said = {name: self.data.get(name) for name in self.fields if name not in self.errors}
        return urlencode({name: value for name, value in said.items() if value})


class EditForm(PortalModelForm):
    """Edits a row that several people may edit: carries the version it was opened with."""

    version = VersionField()
    Meta: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None

    def facts(self) -> dict[str, Any]:
        """What the operation stores, by column."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def _post_clean(self) -> None:
        """The operation checks the whole row under its lock; here only the fields count."""


def fields_only() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    return helper


def bound_days(form: forms.BaseForm, older: Container[str] = ()) -> None:
    """No date is beyond what any part of the portal can reckon with; ``older``: from 1900, as in tables."""
    for name, field in form.fields.items():
        if isinstance(field, forms.DateField):
            bounds = days_from(OLDEST_DAY) if name in older else POSSIBLE_DAY
            field.validators += [one for one in bounds if one not in field.validators]


def differences(mine: forms.BaseForm, stored: forms.BaseForm) -> list[Difference]:
    """Where what was typed differs from what is stored, field by field, in the form's order."""
    found = []
    for bound in mine:
        if bound.is_hidden or bound.name not in stored.fields:
            continue
        theirs, ours = in_words(stored[bound.name]), in_words(bound)
        if theirs != ours:
            found.append(Difference(str(bound.label), *apart(theirs, ours)))
    return found


def apart(theirs: str, mine: str) -> tuple[str, str]:
    """Of two long texts the parts that differ, with a few characters around them."""
    if max(len(theirs), len(mine)) <= LISTED:
        return theirs, mine
    before = _alike(theirs, mine)
    after = _alike(theirs[before:][::-1], mine[before:][::-1])
    return _part(theirs, before, after), _part(mine, before, after)


def _alike(one: str, other: str) -> int:
    """With how many equal characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _part(text: str, before: int, after: int) -> str:
    start, end = max(before - AROUND, 0), min(len(text) - after + AROUND, len(text))
    shown = text[start:end][:LISTED]
    return f"{'…' if start else ''}{shown}{'…' if start + len(shown) < len(text) else ''}"


def in_words(bound: forms.BoundField) -> str:
    """What stands in a field, as a person reads it, typed or stored alike."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "是" if value else "否"
    if isinstance(widget, ChoiceWidget):
        labels = {str(key): str(label) for key, label in _flat(widget.choices)}
        values = value if isinstance(value, list | tuple) else [value]
        return "、".join(
            sorted(labels.get(str(item), str(item)) for item in values if item not in (None, ""))
        )
    text = str(widget.format_value(value) or "").strip().replace("\r\n", "\n")
    return words_of(text) if isinstance(widget, ProseEditorWidget) else text


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
