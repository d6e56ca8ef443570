"""Substring search over many short names: one- and two-character pieces under one GIN index.

Trigrams miss the two-character words Chinese is made of (税务, 水利), and a plain LIKE reads every row.
The database function splits name, code and contact into pieces of one and two characters; a query asks
for rows holding all of its own pieces, and ``strpos`` then keeps exactly the true substrings. The
function's declared cost is high, so wherever the planner reads rows anyway it tests ``strpos`` first.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, IntegerField, Q, TextField, Value
from django.db.models.lookups import GreaterThan

CREATE = """
CREATE FUNCTION portal_grams(name text, code text, contact text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS $$
DECLARE
  chars text[] := string_to_array(lower((name || E'\\n' || code || E'\\n' || contact) COLLATE "C"), NULL);
  found text[] := chars;
BEGIN
  FOR place IN 1 .. cardinality(chars) - 1 LOOP
    found := found || (chars[place] || chars[place + 1]);
  END LOOP;
  RETURN found;
END $$
"""
DROP = "DROP FUNCTION portal_grams(text, text, text)"
GRAMS = Func(F("name"), F("code"), F("contact_name"), function="portal_grams")


def fold(text: str) -> str:
    """Latin letters without case, the rest as it is: the same in every database locale."""
    return "".join(char.lower() if char.isascii() else char for char in text)


def pieces(query: str) -> list[str]:
    """What a row must hold to contain ``query``: each pair of neighbours, or its one character."""
    folded = fold(query)
    return sorted({folded[place : place + 2] for place in range(max(len(folded) - 1, 1))})


def holds_pieces(query: str) -> Func:
    """The test the index answers: never wrong by omission."""
    wanted = Value(pieces(query), output_field=ArrayField(TextField()))
    return Func(GRAMS, wanted, template="%(expressions)s", arg_joiner=" @> ", output_field=BooleanField())


def contains(field: str, query: str) -> Q:
    """``query`` stands in ``field``, whatever the case of Latin letters."""
    folded = Func(F(field), template='lower(%(expressions)s COLLATE "C")')
    place = Func(folded, Value(fold(query)), function="strpos", output_field=IntegerField())
    return Q(GreaterThan(place, 0))
