"""The pieces of title, series and place, as the directory of branches has them: what an index is made of."""

from django.db.models import F, Func

NAMES = ("title", "series", "place")
PIECES = Func(*(F(name) for name in NAMES), function="portal_grams")
