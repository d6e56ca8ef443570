"""crispy's filters, with one of ours in its place: a field by itself is drawn without a template around it.

``settings`` gives this library the name of crispy's, so that templates load it as they are written.
"""

from typing import Any

from crispy_forms.templatetags import crispy_forms_filters as theirs
from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from collab_portal.lib import fields

register = template.Library()
register.filters.update(theirs.register.filters)


@register.filter
def as_crispy_field(field: BoundField) -> SafeString:
    """``{{ field|as_crispy_field }}``: its label, control, errors and help."""
    shown: dict[str, Any] = {"field": field, "form_show_errors": True, "form_show_labels": True}
    return fields.row(Context(shown))
