"""The tree of an import is judged step by step once, however the rows hang on each other."""

from collections import UserDict

import pytest

from organizations.imports import tree


class Counted(UserDict[str, str | None]):
    """A map that counts how often it was asked."""

    asked = 0

    def get(self, key, default=None):
        self.asked += 1
        return super().get(key, default)


@pytest.mark.parametrize("top", [None, "0"], ids=["chain", "ring"])
def test_a_chain_or_a_ring_of_thousands_is_gone_through_once(top):
    above = Counted({str(number): str(number + 1) for number in range(3_000)} | {"3000": top})

    found = tree.rings(list(above), above)

    assert found == (set(above) if top else set())
    assert above.asked == 3_001


def test_what_hangs_on_a_ring_ends_in_it():
    above = {"甲": "乙", "乙": "甲", "丙": "甲", "丁": None, "戊": "丁"}

    assert tree.rings(above, above) == {"甲", "乙", "丙"}


def test_levels_are_counted_to_one_more_than_may_be():
    above = Counted({str(number): str(number + 1) for number in range(3_000)})

    assert tree.depth("2990", above) == 11
    assert tree.depth("0", above) == tree.DEEPEST + 1
