"""Keyset pages: complete, in order, both ways, and safe against a damaged cursor."""

import itertools

import pytest
from django.db.models import F
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from collab_portal.lib.pages import COUNT_CAP, paginate
from organizations.models import Committee
from tests.factories import make_branch

ORDERED = Committee.objects.order_by("group", "-position")


def page(query: str = "", size: int = 5):
    return paginate(RequestFactory().get(f"/?{query}"), ORDERED.all(), size=size)


class EveryWalk(TestCase):
    @settings(max_examples=25)
    @given(size=st.integers(1, 25))
    def test_forward_and_back_show_every_row_once_in_order(self, size):
        forward, seen = page(size=size), []
        pages = [forward]
        seen.extend(forward.rows)
        while forward.next_query:
            forward = page(forward.next_query, size)
            pages.append(forward)
            seen.extend(forward.rows)

        assert seen == list(ORDERED.all())
        for earlier, later in itertools.pairwise(pages):
            assert list(page(later.previous_query, size).rows) == list(earlier.rows)


@pytest.mark.django_db
def test_an_order_that_names_no_column_is_refused_before_there_is_a_second_page():
    rows = Committee.objects.order_by(F("position").asc(nulls_first=True))

    with pytest.raises(TypeError, match="order by names"):
        paginate(RequestFactory().get("/"), rows)


@pytest.mark.django_db
def test_filters_of_the_url_are_carried_along():
    first = page("committee=jiangsu")

    assert first.next_query.startswith("committee=jiangsu&after=")


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "%00", "eyJh", "a" * 5000, "WyIxIl0:1x:forged"])
def test_a_damaged_cursor_means_the_first_page(cursor):
    assert list(page(f"after={cursor}").rows) == list(page().rows)


@pytest.mark.django_db
def test_first_page_has_nothing_before_and_last_nothing_after():
    first = page(size=10)
    last = page(first.next_query, size=10)

    assert (first.previous_query, last.next_query) == ("", "")
    assert (len(first.rows), len(last.rows), first.total_label) == (10, 9, "19")


@pytest.mark.django_db
def test_counting_stops_at_the_cap(monkeypatch):
    monkeypatch.setattr("collab_portal.lib.pages.COUNT_CAP", 3)
    make_branch()

    assert (page().total, page().total_label, COUNT_CAP) == (4, "3+", 1000)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "after"])
def test_any_page_costs_two_queries(django_assert_num_queries, query):
    start = page().next_query if query else ""

    with django_assert_num_queries(2):
        page(start)
