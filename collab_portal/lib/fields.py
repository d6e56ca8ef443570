"""One field of a form with its label, help and errors: crispy's markup, made as a string.

Stands in the place of crispy's ``bootstrap5/field.html``, so that every form is drawn by it, however a
template asks. What crispy can do and no form of ours asks for (labels beside the field) is left out. Radio
buttons and files are still crispy's templates. ``tests/portal/test_fields.py`` compares both.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

CHOICES, FILE = "bootstrap5/layout/radio_checkbox_select.html", "bootstrap5/layout/field_file.html"
STAR = '<span class="asteriskField">*</span>'


def row(context: Context) -> SafeString:
    """The row of ``context["field"]``; ``form_show_labels`` and ``form_show_errors`` as crispy knows them."""
    field: BoundField = context["field"]
    if field.is_hidden:
        return mark_safe(str(field))  # noqa: S308 - Django escaped it
    return mark_safe("".join(_row(field, context)))  # noqa: S308 - every part is escaped


def _row(field: BoundField, context: Context) -> Iterator[str]:
    widget, shown = field.field.widget, bool(context.get("form_show_labels", True))
    tag = context.get("tag") or "div"
    box = isinstance(widget, forms.CheckboxInput)
    boxed = box and tag != "td"
    if boxed:
        yield '<div class="mb-3">'
    around = ["form-check" if box and shown else "mb-3", context.get("wrapper_class"), field.css_classes()]
    classes = conditional_escape(" ".join(filter(None, around)))
    yield f'<{tag} id="div_{conditional_escape(field.auto_id)}" class="{classes}">'
    label = bool(field.label) and not box and shown
    if label:
        yield from _label(field)
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        yield _rendered(CHOICES, context)
    elif isinstance(widget, forms.FileInput):
        yield _rendered(FILE, context)
    else:
        yield from _plain(field, widget, box and shown, bool(context.get("form_show_errors", True)))
    if label and field.use_fieldset:
        yield "</fieldset>"
    yield f"</{tag}></div>" if boxed else f"</{tag}>"


def _label(field: BoundField) -> Iterator[str]:
    fieldset, required = field.use_fieldset, field.field.required
    if fieldset:
        described = field.aria_describedby
        yield f'<fieldset aria-describedby="{conditional_escape(described)}">' if described else "<fieldset>"
    tag = "legend" if fieldset else "label"
    target = f'for="{conditional_escape(field.id_for_label)}"' if field.id_for_label else ""
    classes = f"form-label{' requiredField' if required else ''}{' fs-6' if fieldset else ''}"
    words = f"{conditional_escape(field.label)}{STAR if required else ''}"
    yield f'<{tag} {target} class="{classes}">{words}</{tag}>'


def _plain(field: BoundField, widget: Any, labelled: bool, errors: bool) -> Iterator[str]:
    """The control, for a checkbox its label behind it, then what is wrong and what helps."""
    look = "form-select" if isinstance(widget, forms.Select) else "form-control"
    look = "form-check-input" if isinstance(widget, forms.CheckboxInput) else look
    _dress(widget, [look, "is-invalid"] if field.errors else [look])
    yield str(field)
    if labelled:
        required = field.field.required
        classes = f"form-check-label{' requiredField' if required else ''}"
        yield f'<label for="{conditional_escape(field.id_for_label)}" class="{classes}">'
        yield f"{conditional_escape(field.label)}{STAR if required else ''}</label>"
    name = conditional_escape(field.auto_id)
    if errors and field.errors:
        holder = conditional_escape(getattr(field.errors, "field_id", ""))
        yield f'<div id="{holder}_error" class="invalid-feedback">'
        for number, error in enumerate(field.errors, start=1):
            yield f'<p id="error_{number}_{name}"><strong>{conditional_escape(str(error))}</strong></p>'
        yield "</div>"
    if field.help_text:  # ours, with links in it
        named = f'id="{name}_helptext" ' if name else ""
        yield f'<div {named}class="form-text">{field.help_text}</div>'


def _dress(widget: Any, looks: list[str]) -> None:
    """Classes of the control: its kind's name, as crispy writes it, and Bootstrap's."""
    for part in getattr(widget, "widgets", [getattr(widget, "widget", widget)]):
        kind = type(part).__name__.lower()
        classes = part.attrs.get("class", "")
        if kind not in classes:
            classes = f"{classes} {kind}" if classes else kind
        had = classes.split()
        part.attrs["class"] = " ".join([classes, *(look for look in looks if look not in had)])


def _rendered(template: str, context: Context) -> str:
    flat: Any = context.flatten()
    return get_template(template).render(flat)
