"""Ten thousand rows of any text, exported and imported again: not one has changed."""

import random
from itertools import islice

import pytest

from activities.models import YearlyTotal
from collab_portal.lib.codes import code as as_stored
from collab_portal.lib.codes import fault
from organizations.models import Branch
from tests.factories import committee, make_activity, make_user
from tests.imports.test_round_trip import again, unchanged
from tests.imports.texts import accepted

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(900)]


def test_ten_thousand_branches_come_back_unchanged() -> None:
    chance, home = random.Random(10), committee()
    typed = (as_stored(f"{accepted(chance, 33)}-{number:06}") for number in range(11_000))
    codes = list(islice((code for code in typed if not fault(code)), 10_000))
    Branch.objects.bulk_create(
        Branch(
            committee=home,
            code=code,
            name=accepted(chance, 120, blank=False),
            kind="branch",
            contact_name=accepted(chance, 40),
            contact_phone=accepted(chance, 40),
        )
        for code in codes
    )

    unchanged(again(make_user(), "organizations:branch-export", "branches", "?committee=jiangsu"), 10_000)


def test_five_hundred_activities_come_back_unchanged() -> None:
    chance = random.Random(11)
    for number in range(500):
        make_activity(
            title=f"{accepted(chance, 100)}{number}",
            place=accepted(chance, 120),
            series=f"系列{accepted(chance, 50)}",
            source_title=accepted(chance, 120),
            source_site=accepted(chance, 300),
        )

    unchanged(again(make_user(), "activities:export", "activities"), 500)


def test_a_thousand_totals_come_back_unchanged() -> None:
    chance, units = random.Random(12), [unit for unit, _ in YearlyTotal._meta.get_field("unit").choices or ()]
    YearlyTotal.objects.bulk_create(
        YearlyTotal(
            committee=committee(), year=year, kind=kind, unit=unit, value=year, note=accepted(chance, 120)
        )
        for year in range(2000, 2025)
        for kind in ("", "party_day", "training", "visit", "study")
        for unit in units
    )

    unchanged(again(make_user(), "activities:totals-export", "totals"), YearlyTotal.objects.count())
