"""``{% nudge activity %}``: who has not answered yet, and the button that asks once more."""

from typing import Any

from django import template
from django.utils import timezone

from collab_portal.lib.http import here
from todos import nudging
from todos.subjects import every

register = template.Library()


@register.inclusion_tag("components/nudge.html", takes_context=True)
def nudge(context: dict[str, Any], obj: Any) -> dict[str, Any]:
    """Nothing for who does not wait for it."""
    subject = next(subject for subject in every() if isinstance(obj, subject.model))
    found = nudging.owing(subject, obj, context["user"], timezone.now())
    page = here(context["request"], obj)
    return {"owing": found, "prefix": subject.prefix, "pk": obj.pk, "page": page} | {
        "csrf_token": context.get("csrf_token")
    }
