"""Private things carry a marker, and no page, search, picker, feed, export or history shows it to a stranger.

``DRAFT`` is 江苏's alone, ``PARTY`` also 浙江's, ``INBOX`` one person's, ``CONTACT`` the staff's.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.http import StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from activities import operations as activities
from activities.models import Activity
from activities.operations import Party
from experience import operations as experience
from experience.models import Article
from notifications.models import Delivery, Notification
from notifications.operations import notify
from organizations.operations import pairings
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_alliance,
    make_article,
    make_branch,
    make_pairing,
    make_user,
)
from tests.once import rows_of_a_file
from tests.permissions.table import refused_by_method, urls
from tests.permissions.world import Browser, make_world

pytestmark = pytest.mark.django_db
WORDS = {"slug": "jiangsu", "kind": "branches", "step": "notice-14", "file_format": "docx", "year": 2026}
NUMBERS = {"number": 1, "version": 1, "submission": UUID(int=1), "token": UUID(int=1)}
DRAFT, PARTY, INBOX, CONTACT = "QXDRAFT7", "QXPARTY7", "QXINBOX7", "QCCONTACT7"
EVERY = {DRAFT, PARTY, INBOX, CONTACT}
SECRETS = re.compile(r'nonce="[^"]*"|nonce" content="[^"]*"|csrf[^>]*>|X-CSRFToken[^>]*>', re.IGNORECASE)
CHANGING = re.compile(r'value="[0-9a-f-]{36}"')


@dataclass
class Hoard:
    """What is hidden, by the namespace of the URLs that lead to it."""

    owner: User
    partner: User
    pks: dict[str, list[int]] = field(default_factory=dict)


def hide() -> Hoard:
    """One of everything private, and public things that lean on it."""
    now = timezone.now()
    owner, partner = make_user("jiangsu"), make_user("zhejiang")
    draft = make_activity("jiangsu", publish=False, title=DRAFT, summary=f"<p>{DRAFT}</p>")
    asked = make_activity("jiangsu", title=PARTY, place=PARTY, series=PARTY)
    activities.dispute(asked, actor=partner, reason=PARTY, now=now)
    shared = _published_after_a_private_draft(owner)
    confirmed = _published_after_a_private_draft(owner)
    activities.confirm(confirmed, actor=partner, now=now)
    proposal = make_pairing("jiangsu", "zhejiang", answer="proposed", theme=PARTY, contact=PARTY)
    renewed = make_pairing("jiangsu", "zhejiang", theme="公开结对")
    _renewed_in_private(renewed, owner, partner)
    articles = [  # the second withdrawn before its hour: readers never had it
        make_article("jiangsu", status=status, title=f"{DRAFT}{status}", body=f"<p>{DRAFT}</p>", **hour)
        for status, hour in (("draft", {}), ("withdrawn", {"published_at": now + timedelta(days=3)}))
    ]
    later = make_article("jiangsu", title=DRAFT, published_at=now + timedelta(days=3))
    out = make_article("jiangsu", title="公开稿件", activity=asked, pairing=proposal)
    edited = make_article("jiangsu", status="draft", title=DRAFT, created_by=owner)
    experience.edit(edited, actor=owner, version=1, fields={"title": "又一篇", "activity": draft})
    branch = make_branch("jiangsu", contact_name=CONTACT, contact_phone=CONTACT)
    alliance = make_alliance("zhejiang", "jiangsu", answer="proposed", name=PARTY)
    agreement = make_agreement(answer="proposed", title=PARTY, outside=PARTY, items=[PARTY])
    liaison = branch.committee.liaison_groups.create(name=DRAFT, note=DRAFT)
    liaison.units.create(branch=branch)
    liaison.people.create(name=DRAFT, office_phone=DRAFT)
    raised = {"problem": DRAFT, "reply": DRAFT, "visited_on": now.date(), "created_by": owner}
    liaison.visits.create(branch=branch, **raised)
    notify(topic="canary:1", step="told", recipients=[owner], title=INBOX, body=INBOX, url="/my/")
    return Hoard(
        owner,
        partner,
        {
            "activities": [draft.pk, asked.pk, shared.pk, confirmed.pk],
            "experience": [*(row.pk for row in articles), later.pk, out.pk],
            "organizations": [
                *(proposal.pk, renewed.pk, branch.pk, alliance.pk, agreement.pk, liaison.pk),
                *(row.pk for row in (*liaison.visits.all(), *alliance.members.all())),
            ],
            "notifications": [Notification.objects.get(title=INBOX).pk, *_pks(Delivery, title=INBOX)],
            "accounts": [owner.pk],
            "api": [draft.pk, asked.pk, articles[0].pk, later.pk],
        },
    )


def _pks(model: Any, **lookup: Any) -> list[int]:
    return list(model.objects.filter(**lookup).values_list("pk", flat=True)[:1])


def _published_after_a_private_draft(owner: User) -> Activity:
    """The draft named what was taken out before anybody else was to see the record."""
    draft = make_activity("jiangsu", publish=False, title=DRAFT, place=DRAFT)
    parties = [
        Party(committee(slug).pk, role) for slug, role in (("jiangsu", "host"), ("zhejiang", "participant"))
    ]
    facts = {"title": "公开活动", "kind": draft.kind, "held_on": draft.held_on, "place": ""}
    return activities.edit(
        draft, actor=owner, version=1, facts=facts, parties=parties, publish=True, now=timezone.now()
    )


def _renewed_in_private(pairing: Any, owner: User, partner: User) -> None:
    """One renewal declined for a reason of their own, another still open."""
    now = timezone.now()
    until = now.date() + timedelta(days=400)
    term = pairings.renew(pairing, actor=owner, now=now, valid_until=until, agreement_no=PARTY)
    pairings.decline(term, actor=partner, now=now, reason=PARTY)
    pairings.renew(pairing, actor=owner, now=now, valid_until=until, agreement_no=PARTY)


def paths(hoard: Hoard) -> Iterator[str]:
    """Every URL that may be read, on every hidden object it can name."""
    refused = refused_by_method()
    for name, takes in urls().items():
        if name.startswith(("account_", "mfa_", "api:openapi")) or name in BY_SECRET:
            continue
        if (name, "GET") in refused:
            continue
        if not takes:
            yield reverse(name)
            continue
        for pk in hoard.pks.get(name.split(":")[0], ()):
            try:
                yield reverse(name, kwargs={"pk": pk})
            except NoReverseMatch:
                yield _otherwise(name, pk)


# What opens by a secret alone (``tests/accounts/test_starting.py``, ``test_address.py``).
BY_SECRET = {"accounts:start", "accounts:address-confirm", "accounts:address-stop", "accounts:unlock"}


def _otherwise(name: str, pk: int) -> str:
    """The address of what is named by a word, or by a number and more."""
    known = {"pk": pk, **WORDS, **NUMBERS}
    for parts in (1, 2, 3):
        for names in combinations(known, parts):
            with suppress(NoReverseMatch):
                return reverse(name, kwargs={part: known[part] for part in names})
    raise LookupError(name)


def read(visitor: Browser, path: str, user: User | None) -> tuple[int, str]:
    """Status, and everything an answer says: headers, text, the parts of a workbook."""
    if user and user.pk not in visitor.sessions:
        visitor.sign_in(user)
    visitor.cookies.clear()
    if user:
        visitor.cookies["sessionid"] = visitor.sessions[user.pk]
    with transaction.atomic():
        answer = visitor.generic("GET", path)
        streams = isinstance(answer, StreamingHttpResponse)
        data = b"".join(answer.streaming_content) if streams else answer.content  # type: ignore[arg-type, attr-defined]
        transaction.set_rollback(True)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"".join(book.read(part) for part in book.namelist())
    said = data.decode(errors="replace").replace("<mark>", "").replace("</mark>", "")  # hits of a search
    return answer.status_code, f"{dict(answer.headers)} {said}"


def looked_for(hoard: Hoard) -> list[str]:
    """What lists, pickers and forms are asked besides being opened."""
    draft = hoard.pks["activities"][0]
    return ["", "q=QX", f"committee=jiangsu&status=draft&like={draft}"]


@pytest.fixture(scope="module")
def hoard(django_db_setup: None, django_db_blocker: Any) -> Iterator[Hoard]:
    with rows_of_a_file(django_db_blocker):
        make_world()
        yield hide()


def leaks(visitor: Browser, hoard: Hoard, user: User | None, foreign: set[str]) -> list[str]:
    found = []
    for path in paths(hoard):
        for question in looked_for(hoard):
            status, said = read(visitor, f"{path}?{question}", user)
            found += [f"{path}?{question} shows {marker}" for marker in foreign if marker in said]
            if status != 200 or any(part.isdecimal() for part in path.split("/")):
                break
    return found


@pytest.mark.usefixtures("_bare_refusals")
@pytest.mark.parametrize(
    ("slug", "role", "foreign"),
    [
        pytest.param(None, "", EVERY, id="nobody signed in"),
        pytest.param("anhui", "member", EVERY, marks=pytest.mark.thorough, id="a member elsewhere"),
        pytest.param("anhui", "admin", EVERY - {CONTACT}, id="an admin elsewhere"),
        pytest.param("zhejiang", "admin", {DRAFT, INBOX}, id="the partner's admin"),
        pytest.param(
            "jiangsu", "member", {DRAFT, INBOX, CONTACT}, marks=pytest.mark.thorough, id="a member at home"
        ),
    ],
)
def test_no_page_shows_what_is_private_to_others(
    hoard: Hoard, visitor: Browser, slug: str | None, role: str, foreign: set[str]
) -> None:
    user = make_user(slug, role=role) if slug else None

    assert leaks(visitor, hoard, user, foreign) == []


def test_those_it_belongs_to_do_see_it(hoard: Hoard, visitor: Browser) -> None:
    """Else the test above would look for what is nowhere."""
    activity, article = hoard.pks["activities"], hoard.pks["experience"]
    places = {
        reverse("activities:list"): {DRAFT, PARTY},
        reverse("activities:export"): {DRAFT, PARTY},
        reverse("activities:detail", args=[activity[1]]): {PARTY},
        reverse("activities:detail", args=[activity[2]]): {DRAFT},
        reverse("experience:queue"): {DRAFT},
        reverse("experience:detail", args=[article[0]]): {DRAFT},
        reverse("organizations:pairings"): {PARTY},
        reverse("organizations:pairing", args=[hoard.pks["organizations"][1]]): {PARTY},
        reverse("organizations:branch", args=[hoard.pks["organizations"][2]]): {CONTACT},
        reverse("notifications:inbox"): {INBOX},
        reverse("search") + "?q=QX&kind=activities": {DRAFT, PARTY},
    }
    unseen = [
        f"{path}: {marker}"
        for path, markers in places.items()
        for marker in markers
        if marker not in read(visitor, path, hoard.owner)[1]
    ]

    assert unseen == []


SEARCHES = (
    *("search", "activities:list", "activities:partners", "api:activities", "experience:list"),
    *("organizations:branches", "organizations:pairings", "organizations:branch-options"),
)


def _answer(visitor: Browser, path: str, user: User, word: str) -> list[str]:
    """The answer's lines without what was asked and what is drawn by lot."""
    said = read(visitor, path, user)[1].partition("} ")[2]
    return CHANGING.sub("", SECRETS.sub("", said.replace(word, ""))).splitlines()


@pytest.mark.parametrize(("role", "asked"), [("member", "QX"), ("member", "QC"), ("admin", "QX")])
def test_a_search_counts_nothing_of_others(hoard: Hoard, visitor: Browser, role: str, asked: str) -> None:
    """What is hidden and what does not exist give the same answer, to the last number."""
    user = make_user("anhui", role=role)
    differing = []
    for name in SEARCHES:
        hidden, absent = (_answer(visitor, f"{reverse(name)}?q={word}", user, word) for word in (asked, "ZV"))
        differing += [*set(hidden) ^ set(absent)]

    assert differing == []


def test_a_form_sent_back_names_no_foreign_pairing(hoard: Hoard, visitor: Browser) -> None:
    user = make_user("anhui")
    visitor.sign_in(user)
    visitor.cookies["sessionid"] = visitor.sessions[user.pk]
    proposal = hoard.pks["organizations"][0]
    for name in ("activities:log", "experience:write"):
        answer = visitor.post(reverse(name), {"pairing": proposal, "activity": hoard.pks["activities"][0]})

        assert answer.status_code == 200
        assert not [marker for marker in EVERY if marker in answer.content.decode()]  # type: ignore[attr-defined]


def test_an_author_who_moved_leaves_the_piece_behind(hoard: Hoard, visitor: Browser) -> None:
    article = Article.objects.get(pk=hoard.pks["experience"][0])
    author = article.created_by
    User.objects.filter(pk=author.pk).update(committee=committee("anhui"))
    author = User.objects.get(pk=author.pk)

    for name in ("detail", "edit"):
        assert read(visitor, reverse(f"experience:{name}", args=[article.pk]), author)[0] == 404
    assert DRAFT not in read(visitor, reverse("my-work"), author)[1]
