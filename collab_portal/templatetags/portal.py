"""Template tags of the whole portal (loaded everywhere)."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import rules
from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from collab_portal.lib import dates, demo, fields
from collab_portal.lib.http import here

register = template.Library()
SILENT = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
NAMED = '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>'


@register.simple_tag
def may(rule: str, user: Any, obj: Any = None) -> bool:
    """``{% may "activities.confirm" user activity as can_confirm %}``: what ``rules.py`` says."""
    return bool(rules.test_rule(rule, user, obj))


@register.simple_tag(takes_context=True)
def way_back(context: template.Context, obj: Any = None) -> str:
    """``{% way_back article %}``: where a button leads back to, for ``next``; ``obj``: whose page it is."""
    return here(context["request"], obj)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "bell" %}`` beside a word, ``{% icon "bell" label="消息" %}`` where it stands alone.

    ``name`` is one of Bootstrap Icons, written out: ``manage.py icons`` draws what templates name.
    """
    return _icon(name, label, static("img/icons.svg"))


@lru_cache
def _icon(name: str, label: str, sprite: str) -> SafeString:
    return format_html(NAMED, label, sprite, name) if label else format_html(SILENT, sprite, name)


@register.simple_tag(takes_context=True)
def field_row(context: template.Context) -> SafeString:
    """A field of a form as crispy asks for it (``collab_portal.lib.fields``)."""
    return fields.row(context)


@register.filter
def as_row(field: BoundField) -> SafeString:
    """``{{ form.title|as_row }}``: as crispy's ``as_crispy_field``, without a template for each field."""
    shown: dict[str, Any] = {"field": field, "form_show_errors": True, "form_show_labels": True}
    return fields.row(template.Context(shown))


@register.simple_tag
def sample_mark() -> str:
    """``{% sample_mark as sample %}``: 示例 where the data are sample data, else nothing."""
    return demo.mark()


@register.simple_tag
def sample_sentence() -> str:
    """The same as a whole sentence."""
    return demo.sentence()


@register.simple_tag
def marked(words: str) -> str:
    """``{% marked "当前轮值牵头" %}``: with （示例） behind it where the data are sample data."""
    return demo.marked(words)


@register.filter
def truncatechars(value: Any, length: int) -> str:
    """At most ``length`` characters, the last one ``…`` where more would follow.

    Django's own puts the marks of the whole text in order first, which takes the square of their number.
    """
    text = str(value)
    return text if len(text) <= length else f"{text[: length - 1]}…"


@register.filter
def how_many(lines: Any) -> int:
    """Things that await a person: a line may stand for several."""
    return sum(line.stands_for for line in lines)


@register.filter
def webcal(address: str) -> str:
    """A calendar's address for programs that subscribe: ``webcals://…`` for https, ``webcal://…`` for http.

    Never ``webcal`` for https: it is asked for in the clear first, and the secret with it.
    """
    return re.sub(r"^http(s?)://", r"webcal\1://", address)


@register.filter
def day(value: date | None) -> str:
    """``2026年11月23日（周一）``; empty for None."""
    if value is None:
        return ""
    return dates.chinese_date(dates.today(value) if isinstance(value, datetime) else value)


@register.filter
def iso(value: date | None) -> str:
    """For ``<time datetime>``: a day as ``2026-11-23``, a moment to the second; empty for None."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """``2026年11月23日（周一）14:00``, Beijing time; empty for None."""
    return dates.chinese_moment(value) if value else ""
