"""Substring search over title, series and place, by the same pieces as the directory of branches."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, TextField, Value

from organizations.grams import contains, pieces

NAMES = ("title", "series", "place")
PIECES = Func(*(F(name) for name in NAMES), function="portal_grams")


def holds(text: str) -> Q:
    """Rows with ``text`` in one of ``NAMES``: the index finds candidates, the text itself decides."""
    wanted = Value(pieces(text), output_field=ArrayField(TextField()))
    candidates = Func(
        PIECES, wanted, template="%(expressions)s", arg_joiner=" @> ", output_field=BooleanField()
    )
    found = Q()
    for name in NAMES:
        found |= contains(name, text)
    return Q(candidates) & found
