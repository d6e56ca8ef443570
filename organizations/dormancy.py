"""When a pairing last did something together: the app that keeps activities says how to tell."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import DateField, Value
from django.db.models.expressions import BaseExpression, Combinable

Expression = BaseExpression | Combinable
DAYS = 180
QUIET = timedelta(days=DAYS)
_registered: list[Callable[[], Expression]] = []


def register(last: Callable[[], Expression]) -> None:
    """``last()`` gives, for a pairing's row, the day of its latest confirmed activity or NULL."""
    _registered[:] = [last]


def last_activity() -> Expression:
    return _registered[0]() if _registered else Value(None, output_field=DateField())
