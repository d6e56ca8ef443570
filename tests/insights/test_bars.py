"""Bars and shades: in proportion, and what is not nothing can be seen."""

import pytest

from insights.bars import lengths, level


@pytest.mark.parametrize(
    ("values", "found"),
    [([], []), ([0, 0], ["0", "0"]), ([1, 2, 4], ["25.0", "50.0", "100.0"]), ([1, 5000], ["1.0", "100.0"])],
)
def test_lengths_are_in_proportion(values, found):
    assert lengths(values) == found


def test_shades_run_from_nothing_to_the_most():
    assert [level(value, 8) for value in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert level(0, 0) == 0
    assert level(1, 1) == 4
