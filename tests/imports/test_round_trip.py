"""Whatever stands in the directory: exported and imported again, nothing changes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizations.models import Branch
from tests.factories import committee, make_user
from tests.imports.helpers import check, counts

NAMES = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from("=+-@'\"， 　党支部𠮷"),
    min_size=1,
    max_size=60,
).filter(str.strip)
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
CODES = ("007", "1e3", "=A1", "-1", "2024-05-06", "0.10", "是", "长 码")


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
    client, staff = Client(), make_user()
    client.force_login(staff)
    answer = client.get(reverse("organizations:branch-export") + "?committee=jiangsu&state=all")

    job = check(b"".join(answer.streaming_content), staff)

    assert (counts(job), job.note) == ((0, 0, len(facts), 0), ""), list(
        job.rows.values("cells", "changes", "problems")
    )
