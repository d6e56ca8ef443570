"""Nobody signs, answers or objects to another text than the one that stood on the page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from activities import operations
from collab_portal.lib.dates import today
from collab_portal.lib.versions import READ
from experience import operations as column
from organizations.models import PairingTerm
from organizations.operations import alliances, pairings
from rotation import operations as rotation
from rotation.operations.minutes import edits_of
from tests.factories import (
    committee,
    make_activity,
    make_alliance,
    make_article,
    make_chain,
    make_consultation,
    make_pairing,
    make_piece_correction,
    make_resolution,
    make_rotation,
    make_use,
    make_user,
)
from tests.rotation.work import as_held

pytestmark = pytest.mark.django_db
NEW = "<p>另一种文字，签的人没有看过。</p>"


@dataclass
class Consent:
    """``person`` reads ``page`` and presses the button of its form ``goal``; ``change`` comes in between."""

    page: str
    person: User
    goal: str
    change: Callable[[], Any]
    given: Callable[[], bool]
    data: dict[str, str] = field(default_factory=dict)


def _piece(place: int, goal: str, prefix: str, **data: str) -> Consent:
    chain = make_chain()
    status = ("editing", "reviewing", "issuing")[place]
    article = make_article("jiangsu", status=status)

    def change() -> None:
        author = article.created_by
        column.take_back_piece(article, actor=author)
        article.refresh_from_db()
        fields = {"title": "换了题目", "body": NEW}
        column.edit(article, actor=author, version=article.version, fields=fields)
        column.submit(article, actor=author, now=timezone.now())
        type(article).objects.filter(pk=article.pk).update(status=status)  # signed by others since

    def given() -> bool:
        article.refresh_from_db()
        return bool(article.status != status)

    address = reverse(f"experience:{goal}", args=[article.pk])
    said = {f"{prefix}-{name}": value for name, value in data.items()}
    return Consent(article.get_absolute_url(), chain[place], address, change, given, said)


def _correction(decision: str) -> Consent:
    editor, _, _ = make_chain()
    made = make_piece_correction(make_article("jiangsu"), "editing")

    def change() -> None:
        type(made).objects.filter(pk=made.pk).update(body=NEW, version=F("version") + 1)

    def given() -> bool:
        made.refresh_from_db()
        return bool(made.status != "editing")

    goal = reverse("experience:correction-decide", args=[made.pk])
    said = {"decision": decision, f"{decision}-remark": "好"}
    return Consent(made.get_absolute_url(), editor, goal, change, given, said)


def _renewal(answer: str) -> Consent:
    pairing = make_pairing("jiangsu", "anhui")
    proposer, person, now = make_user("jiangsu"), make_user("anhui"), timezone.now()

    def propose(years: int) -> PairingTerm:
        until = today() + timedelta(days=365 * years)
        pairings.renew(pairing, actor=proposer, now=now, valid_until=until, agreement_no=f"第{years}号")
        return pairing.terms.latest("number")

    first = propose(2)

    def change() -> None:
        pairings.withdraw(first, actor=proposer, now=now)
        propose(40)

    def given() -> bool:
        return bool(pairing.terms.latest("number").status != "proposed")

    goal = reverse("organizations:pairing-answer", args=[pairing.pk])
    said = {"answer": answer, "reason": "不再续"}
    return Consent(pairing.get_absolute_url(), person, goal, change, given, said)


def _alliance() -> Consent:
    alliance = make_alliance("hubei", "hunan", answer="proposed")
    person, keeper = make_user("hubei"), make_user("jiangsu")

    def change() -> None:
        alliance.refresh_from_db()
        facts = {"name": alliance.name, "charter": "<p>另一份章程。</p>"}
        alliances.edit(alliance, actor=keeper, now=timezone.now(), version=alliance.version, **facts)

    def given() -> bool:
        return not alliance.members.filter(committee=committee("hubei"), status="proposed").exists()

    goal = reverse("organizations:alliance-answer", args=[alliance.pk])
    return Consent(alliance.get_absolute_url(), person, goal, change, given, {"answer": "agree"})


def _objection() -> Consent:
    activity = make_activity("jiangsu", ("anhui",))

    def change() -> None:
        type(activity).objects.filter(pk=activity.pk).update(title="改过的题目", version=F("version") + 1)

    def given() -> bool:
        party = activity.participations.get(committee=committee("anhui"))
        return bool(party.objection)

    goal = reverse("activities:dispute", args=[activity.pk])
    person = make_user("anhui")
    return Consent(activity.get_absolute_url(), person, goal, change, given, {"reason": "人数不对"})


def _minutes(of_decision: bool) -> Consent:
    make_rotation()
    consultation = as_held(make_consultation(days=30), "anhui", "hunan")
    lead = make_user("hubei")
    rotation.write_minutes(consultation, actor=lead, now=timezone.now(), body="<p>第一种。</p>", version=0)
    decision = make_resolution("anhui")  # of the meeting that was held

    def change() -> None:
        if of_decision:
            type(decision).objects.filter(pk=decision.pk).update(body="换过的事项")
        else:
            version = edits_of(consultation)
            now = timezone.now()
            rotation.write_minutes(consultation, actor=lead, now=now, body=NEW, version=version)

    def given() -> bool:
        return bool(consultation.minutes.filter(submitted_at__isnull=False).exists())

    page = reverse("rotation:minutes", args=[consultation.pk])
    goal = reverse("rotation:minutes-submit", args=[consultation.pk])
    return Consent(page, lead, goal, change, given)


CASES: dict[str, Callable[[], Consent]] = {
    "edited": lambda: _piece(0, "sign", "sign"),
    "reviewed": lambda: _piece(1, "sign", "sign"),
    "issued": lambda: _piece(2, "publish", "publish"),
    "returned": lambda: _piece(1, "return", "return", remark="请改"),
    "correction passed": lambda: _correction("pass"),
    "correction returned": lambda: _correction("return"),
    "renewal agreed": lambda: _renewal("agree"),
    "renewal declined": lambda: _renewal("decline"),
    "alliance joined": _alliance,
    "objection": _objection,
    "minutes sent": lambda: _minutes(of_decision=False),
    "decisions sent": lambda: _minutes(of_decision=True),
}


def hidden(content: str, goal: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to ``goal``, those of its other forms told by prefix."""
    forms = re.findall(rf'<form[^>]*action="{re.escape(goal)}".*?</form>', content, re.DOTALL)
    inputs = [one for form in forms for one in re.findall(r'<input type="hidden"[^>]*>', form)]
    pairs = [re.search(r'name="([^"]+)"(?: value="([^"]*)")?', one) for one in inputs]
    return {
        pair[1]: pair[2] or ""
        for pair in pairs
        if pair and pair[1] not in {"decision", "csrfmiddlewaretoken"}
    }


@pytest.mark.parametrize("name", CASES)
def test_what_was_changed_meanwhile_is_not_signed_but_shown(client: Client, name: str) -> None:
    case = CASES[name]()
    client.force_login(case.person)
    opened = hidden(client.get(case.page).content.decode(), case.goal)
    assert any(key.endswith("version") for key in opened)
    case.change()

    refused = client.post(case.goal, opened | case.data, follow=True).content.decode()

    assert READ in refused
    assert not case.given()
    again = hidden(client.get(case.page).content.decode(), case.goal)
    client.post(case.goal, again | case.data)
    assert case.given()


@pytest.mark.parametrize("name", CASES)
def test_what_stands_as_it_was_read_is_signed_and_nothing_without_its_version(
    client: Client, name: str
) -> None:
    case = CASES[name]()
    client.force_login(case.person)
    opened = hidden(client.get(case.page).content.decode(), case.goal)

    assert READ in client.post(case.goal, case.data, follow=True).content.decode()
    assert not case.given()

    client.post(case.goal, opened | case.data)
    assert case.given()


def test_a_number_of_people_that_changed_is_asked_for_anew(client: Client) -> None:
    use = make_use("jiangsu", "zhejiang", people=3)
    owner = make_user("jiangsu")
    client.force_login(owner)
    goal = reverse("activities:use-grant", args=[use.pk])
    opened = hidden(client.get(use.get_absolute_url()).content.decode(), goal)
    activity = use.activity
    host = make_user("zhejiang")

    def with_people(number: int) -> None:
        from activities.operations.uses import arrange

        activity.refresh_from_db()
        arrange(activity, [use.resource], number, actor=host, now=timezone.now())
        use.refresh_from_db()

    with_people(300)
    client.post(goal, opened)
    use.refresh_from_db()
    assert use.answer == ""

    client.post(goal, hidden(client.get(use.get_absolute_url()).content.decode(), goal))
    use.refresh_from_db()
    assert use.answer == "granted"

    with_people(200)
    assert use.answer == "granted"
    with_people(201)
    assert (use.answer, use.note) == ("", "人数有增加，原已同意，请重新答复。")


def test_the_second_signer_is_told_that_it_was_signed(client: Client) -> None:
    editor, _, _ = make_chain()
    article = make_article("jiangsu", status="editing")
    column.sign(article, actor=editor, now=timezone.now())
    client.force_login(make_user("zhejiang", is_editor=True))

    response = client.post(reverse("experience:sign", args=[article.pk]), follow=True)

    assert "这一环节已由他人签过" in response.content.decode()


def test_who_signs_what_its_author_took_back_is_told_so(client: Client) -> None:
    editor, _, _ = make_chain()
    article = make_article("jiangsu", status="editing")
    column.take_back_piece(article, actor=article.created_by)
    client.force_login(editor)

    response = client.post(reverse("experience:sign", args=[article.pk]), follow=True)

    assert "撰稿人已撤回这篇稿件" in response.content.decode()


def test_sending_a_piece_twice_says_that_it_was_sent(client: Client) -> None:
    article = make_article("jiangsu", status="draft")
    client.force_login(article.created_by)
    make_chain()
    goal = reverse("experience:submit", args=[article.pk])
    client.post(goal)

    assert "稿件已送编，不必再送。" in client.post(goal, follow=True).content.decode()


def test_the_host_is_told_whose_consent_fell_with_a_change(client: Client) -> None:
    use = make_use("jiangsu", "zhejiang", people=3)
    operations.grant(use, actor=make_user("jiangsu"), now=timezone.now(), asked=1)
    activity = use.activity
    client.force_login(make_user("zhejiang"))
    page = client.get(reverse("activities:edit", args=[activity.pk]))
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    sent = typed | {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "publish": "1"}

    moved = sent | {"held_on": str(today() + timedelta(days=27)), "ended_on": ""}
    answer = client.post(reverse("activities:edit", args=[activity.pk]), moved, follow=True).content.decode()

    use.refresh_from_db()
    assert use.answer == ""
    assert f"修改已保存。时间或人数有改动，已请提供方重新答复：{use.resource}。" in answer
