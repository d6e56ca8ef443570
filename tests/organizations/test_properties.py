"""What holds for any order of proposals, answers and ends, and for any text that is searched."""

import itertools
import uuid
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab_portal.lib.chinese import fold
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.rows import Words
from collab_portal.lib.verbs import follow
from organizations.models import Branch, Pairing, PairingTerm
from organizations.operations import pairings
from tests.chance import examples
from tests.experience.reference import contains
from tests.factories import committee, make_branch, make_user
from todos.operations import audit

pytestmark = pytest.mark.django_db
SLUGS = ("jiangsu", "jiangsu", "zhejiang", "anhui")
VERBS = ("propose", "agree", "decline", "withdraw", "end", "renew")
STEPS = st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 3))
each_run = settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def act(verb, own, partner, staff, now):
    """One step by the side of ``own``; what the domain refuses leaves nothing behind."""
    actor = staff[own.committee.slug]
    if verb == "propose":
        pairings.propose(
            actor=actor, own=own, partner=partner, submission=uuid.uuid4(), theme="共建", term={}, now=now
        )
        return
    pairing = Pairing.objects.open().of_branch(own.pk).of_branch(partner.pk).first()
    if pairing is None:
        return
    term = pairing.terms.last()
    if verb == "renew":
        pairings.renew(pairing, actor=actor, now=now, valid_until=now.date())
    elif verb == "end":
        pairings.end(pairing, actor=actor, now=now, reason="完成")
    else:
        reason = {"reason": "另议"} if verb == "decline" else {}
        getattr(pairings, verb)(term, actor=actor, now=now, **reason)


def forget(pairings):
    """Without them, and without what was owed of them."""
    gone = [Pairing(pk=pk) for pk in pairings.values_list("pk", flat=True)]
    pairings.delete()
    follow(gone)


@given(steps=st.lists(STEPS, max_size=25))
@each_run
def test_whatever_is_tried_the_promises_hold(steps):
    forget(Pairing.objects.all())
    Branch.objects.filter(code__startswith="P").delete()
    branches = [make_branch(slug, code=f"P{number}") for number, slug in enumerate(SLUGS)]
    staff = {slug: make_user(slug) for slug in set(SLUGS)}

    for verb, one, other in steps:
        try:
            act(verb, branches[one], branches[other], staff, timezone.now())
        except (PermissionDenied, ValidationError):
            continue

    assert audit(timezone.now(), repair=False).differing == []
    rows = list(Pairing.objects.prefetch_related("terms"))
    openly = Counter((row.first_id, row.second_id) for row in rows if row.status in {"proposed", "active"})
    assert all(row.first_id < row.second_id for row in rows)
    assert all(number == 1 for number in openly.values())
    for row in rows:
        terms = list(row.terms.all())
        answers = [term.status for term in terms]
        assert [term.number for term in terms] == list(range(1, len(terms) + 1))
        assert answers.count(PairingTerm.Status.PROPOSED) <= (row.status in {"proposed", "active"})
        assert ("agreed" in answers) == (row.status in {"active", "ended"})


def holds(name, code, query):
    """What search promises of a branch: all words are in its name or code, or spell its name."""
    terms = parse(query).terms or (fold(query),)
    return all(terms) and all(contains(Words(name, code), term) for term in terms)


ALPHABET = "江苏省税务局机关党委一二AaBb09-_%\\'\"{},（）ＡéÉ "


@given(
    names=st.lists(st.text(ALPHABET, min_size=1, max_size=12), min_size=1, max_size=6, unique=True),
    query=st.text(ALPHABET, min_size=1, max_size=4),
)
@each_run
def test_search_equals_plain_substring(names, query):
    Branch.objects.filter(code__startswith="Q").delete()
    home = committee()
    codes = (f"Q{number}z" for number in itertools.count())
    Branch.objects.bulk_create(
        Branch(committee=home, code=code, name=name, kind="branch")
        for name, code in zip(names, codes, strict=False)
    )

    found = set(
        Branch.objects.filter(code__startswith="Q")
        .matching(query, contacts=False)
        .values_list("name", flat=True)
    )

    assert found == {name for number, name in enumerate(names) if holds(name, f"Q{number}z", query)}
