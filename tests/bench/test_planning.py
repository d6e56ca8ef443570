"""How long a plan takes: nineteen committees, ten cycles, in one process."""

from datetime import date

import pytest

from organizations.network import MEMBERS
from rotation.planning import Cadence, Member, Skipped, Swapped, plan
from tests.bench.conftest import best

pytestmark = pytest.mark.bench
SLUGS = [member.slug for member in MEMBERS]
FACTS = [
    fact
    for cycle in range(1, 11)
    for fact in (
        Swapped(cycle, SLUGS[cycle], SLUGS[-cycle]),
        Skipped(cycle, SLUGS[5], SLUGS[6], date(2026, 12, 1)),
    )
]


def test_nineteen_committees_for_ten_cycles(capsys):
    members = [Member(slug, date(2027, 1, 1)) for slug in SLUGS]

    def plain() -> int:
        return len(plan(members, Cadence.QUARTER, date(2027, 1, 1), 10))

    def amended() -> int:
        return len(plan(members, Cadence.QUARTER, date(2027, 1, 1), 10, amendments=FACTS))

    assert (plain(), amended()) == (190, 190)
    with capsys.disabled():
        print(f"\n19 × 10 cycles: {best(plain):.2f} ms; with 20 swaps and skips: {best(amended):.2f} ms")
    assert best(amended) <= 50
