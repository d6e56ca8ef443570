"""No page asks or weighs more than ``tests/bench/budget.csv`` allows; ``make bench`` measures the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from tests.bench import reporting, visiting
from tests.factories import make_user
from tests.once import rows_of_a_file

SHARED = ("agreements", "labels", "resources", "documents", "honours")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _full_pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A page and a little more of everything that is listed."""
    with rows_of_a_file(django_db_blocker):
        make_user("jiangsu", username=visiting.WHO)
        call_command("seed_scale", activities=25, articles=25, branches=40, **dict.fromkeys(SHARED, 25))
        yield


def test_no_page_goes_beyond_its_budget() -> None:
    found = visiting.look(visiting.pages())

    assert [
        said for address, (asked, kb, _) in found.items() if (said := reporting.beyond(address, asked, kb))
    ] == []


def test_every_page_has_a_budget_and_no_other() -> None:
    assert set(reporting.budget()) == {(address.name, address.who) for address in visiting.pages()}
