"""How forms are drawn: the markup is Django's and crispy's, made as strings instead of by their templates.

A list of a hundred options costs Django's templates about 7 ms, a field with its label, words and errors
crispy's about 0.5 ms; these a twentieth. Rows of fields: ``lib/fields.py``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets"
SELECT, TEXTAREA = f"{WIDGETS}/select.html", f"{WIDGETS}/textarea.html"
INPUTS = {
    f"{WIDGETS}/{name}.html"
    for name in (
        *("input", "text", "number", "email", "url", "search", "tel", "password", "hidden"),
        *("date", "datetime", "time", "checkbox"),
    )
}

UNNAMED = BLANK_CHOICE_DASH[0][1]


class Renderer(TemplatesSetting):
    """Set as ``FORM_RENDERER``."""

    def render(
        self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        if template_name == SELECT:
            return mark_safe("".join(_select(context["widget"])))  # noqa: S308 - every part is escaped
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name == TEXTAREA:
            return _textarea(context["widget"])
        html: SafeString = super().render(template_name, context, request)  # type: ignore[arg-type,assignment]
        return html


def _select(widget: Mapping[str, Any]) -> Iterator[str]:
    """A list; where nobody gave its empty line words, they say whether something has to be chosen."""
    nothing = "请选择" if widget["required"] else "不选"
    yield f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"].items())}>'
    for group, options, _ in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{conditional_escape(group)}">'
        for option in options:
            named = nothing if option["label"] == UNNAMED else option["label"]
            value, label = conditional_escape(str(option["value"])), conditional_escape(named)
            yield f'<option value="{value}"{_attributes(option["attrs"].items())}>{label}</option>'
        if group:
            yield "</optgroup>"
    yield "</select>"


def _input(widget: Mapping[str, Any]) -> SafeString:
    name, value = conditional_escape(widget["name"]), widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    attributes = _attributes(widget["attrs"].items())
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{said}{attributes}>')  # noqa: S308 - escaped


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    name, text = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    attributes = _attributes(widget["attrs"].items())
    return mark_safe(f'<textarea name="{name}"{attributes}>\n{text}</textarea>')  # noqa: S308 - escaped


def _attributes(pairs: Iterable[tuple[str, Any]]) -> str:
    """As Django writes them: True is a bare name, False nothing."""
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
        for name, value in pairs
        if value is not False
    )
