"""Whatever stands in the portal: exported and imported again, nothing changes."""

import random
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab_portal.lib.codes import code as as_stored
from collab_portal.lib.codes import fault
from organizations.models import Branch, ImportJob
from tests.factories import committee, make_user
from tests.imports.helpers import check, counts
from tests.imports.texts import accepted

NAMES = st.randoms(use_true_random=False).map(lambda chance: accepted(chance, 60, blank=False))
DAYS = st.none() | st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 1, 1))
BRANCHES = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES,
            "kind": st.sampled_from(Branch.Kind.values),
            "line": st.sampled_from(Branch.Line.values),
            "contact_name": st.just("") | NAMES.map(lambda text: text[:40]),
            "contact_phone": st.sampled_from(["", "025-83300000", "00860", "+86 25", "1e5", "2024-01-02"]),
            "contact_email": st.sampled_from(["", "dangwei@example.cn"]),
            "starts_on": DAYS,
            "term_ends_on": DAYS,
        }
    ),
    min_size=1,
    max_size=8,
)
CODES = ("007", "1e3", "=A1", "-1", "2024-05-06", "0.10", "是", "长  码")
ROUNDS = 12


def again(staff, page: str, kind: str, query: str = "") -> ImportJob:
    """The list's export, uploaded as it is."""
    client = Client()
    client.force_login(staff)
    answer = client.get(reverse(page) + query)
    return check(b"".join(answer.streaming_content), staff, kind=kind)


def unchanged(job: ImportJob, number: int) -> None:
    wrong = list(job.rows.exclude(outcome="same").values("cells", "changes", "problems"))
    assert (counts(job), job.note, wrong) == ((0, 0, number, 0), "", [])


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=BRANCHES, parents=st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_an_exported_directory_comes_back_without_any_change(db, facts, parents) -> None:
    Branch.objects.update(parent=None)
    Branch.objects.all().delete()
    made: list[Branch] = []
    for number, values in enumerate(facts):
        parent = made[parents[number] % number] if number and parents[number] else None
        made.append(Branch.objects.create(committee=committee(), code=CODES[number], parent=parent, **values))

    unchanged(
        again(make_user(), "organizations:branch-export", "branches", "?committee=jiangsu&state=all"),
        len(facts),
    )


def test_codes_of_any_text_come_back(db) -> None:
    chance = random.Random(7)
    codes = {code for _ in range(300) if (code := as_stored(accepted(chance, 40))) and not fault(code)}
    Branch.objects.bulk_create(
        Branch(committee=committee(), code=code, name="示例", kind="branch") for code in codes
    )

    unchanged(
        again(make_user(), "organizations:branch-export", "branches", "?committee=jiangsu&state=all"),
        len(codes),
    )
