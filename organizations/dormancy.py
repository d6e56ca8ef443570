"""When a pairing last did something together: the app that keeps activities says how to tell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import DateField, Value
from django.db.models.expressions import BaseExpression, Combinable

from collab_portal.lib import portal

Expression = BaseExpression | Combinable
DAYS = 180
QUIET = timedelta(days=DAYS)


@dataclass(frozen=True)
class ActivitySource:
    """Contributed above: ``last()`` gives, for a pairing's row, the day of its latest confirmed activity."""

    last: Callable[[], Expression]


def last_activity() -> Expression:
    """The day, or NULL."""
    sources = portal.every(ActivitySource)
    return sources[0].last() if sources else Value(None, output_field=DateField())
