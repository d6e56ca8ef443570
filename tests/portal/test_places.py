"""Addresses of rows are Django's own, found once."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from activities.models import Activity
from collab_portal.lib.places import place_of


@pytest.mark.parametrize("name", ["activities:detail", "experience:detail", "rotation:turn"])
@pytest.mark.parametrize("number", [1, 9_007_199_254, 2**62])
def test_an_address_is_what_reverse_gives(name: str, number: int) -> None:
    assert place_of(name, number) == reverse(name, args=[number])


def test_a_site_below_another_has_its_own_addresses() -> None:
    try:
        set_script_prefix("/portal/")
        assert place_of("activities:detail", 3) == "/portal/activities/3/"
    finally:
        set_script_prefix("/")
    assert place_of("activities:detail", 3) == "/activities/3/"


def test_what_is_not_stored_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        Activity().get_absolute_url()
