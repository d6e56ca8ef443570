"""约稿: who is asked, who owes, one nudge, and the piece that answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.dates import today
from experience import operations
from experience.models import Article, Call
from notifications.models import Notification
from tests.experience.test_writing import filled
from tests.factories import committee, make_article, make_user
from tests.my_work import awaiting, nudge, nudge_url

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


@pytest.fixture
def editor():
    return make_user("shanghai", role="member", is_editor=True)


def called(editor, *slugs, **fields) -> Call:
    facts = {"topic": "结对成效", "due_on": today() + timedelta(days=9), "kind": "case", **fields}
    asked = [committee(slug) for slug in slugs or ("jiangsu", "anhui")]
    return operations.call_for_pieces(
        actor=editor, now=NOW, submission=uuid4(), fields=facts, committees=asked
    )


def owing(call) -> list[str]:
    return list(call.asks.owing().order_by("pk").values_list("committee__slug", flat=True))


def test_the_asked_staff_are_told_and_have_a_line_until_a_piece_is_sent(client, editor):
    person = make_user("jiangsu")
    call = called(editor)
    assert [line.title for line in awaiting(person, NOW)] == ["结对成效"]
    client.force_login(person)
    ask = call.asks.get(committee=person.committee)

    start = client.get(reverse("experience:write"), {"ask": ask.pk})
    assert start.context["form"]["kind"].value() == "case"
    client.post(reverse("experience:write"), filled(ask=ask.pk, submit="1"))

    assert Article.objects.get().ask == ask
    assert owing(call) == ["anhui"]
    assert awaiting(person, NOW) == []
    assert Notification.objects.get(recipient=person, step="asked").settled_at is not None


def test_a_draft_or_a_piece_taken_back_still_owes(editor):
    author = make_user("jiangsu")
    call = called(editor, "jiangsu")
    article = make_article(status="draft", created_by=author, ask=call.asks.get())
    assert owing(call) == ["jiangsu"]

    operations.submit(article, actor=author, now=NOW)
    assert owing(call) == []
    operations.take_back_piece(article, actor=author)
    assert owing(call) == ["jiangsu"]


def test_who_owes_is_nudged_once(client, editor):
    late, ready = make_user("anhui"), make_user("jiangsu")
    call = called(editor)
    make_article("jiangsu", status="editing", ask=call.asks.get(committee__slug="jiangsu"))
    client.force_login(editor)

    for _ in range(2):
        client.post(nudge_url(call))

    nudged = Notification.objects.filter(step__startswith="nudge")
    assert list(nudged.values_list("recipient", flat=True)) == [late.pk]
    assert not nudged.filter(recipient=ready).exists()


def test_a_closed_call_awaits_nobody(client, editor):
    person = make_user("jiangsu")
    call = called(editor)
    client.force_login(editor)
    client.post(reverse("experience:call-close", args=[call.pk]))

    assert awaiting(person, NOW) == []
    assert nudge(call, editor, NOW) == 0


def test_an_ask_of_another_committee_cannot_be_answered(client, editor):
    call = called(editor, "anhui")
    client.force_login(make_user("jiangsu"))

    client.post(reverse("experience:write"), filled(ask=call.asks.get().pk))

    assert Article.objects.count() == 0


@pytest.mark.parametrize(("slug", "role", "status"), [("jiangsu", "staff", 200), ("hunan", "staff", 404)])
def test_a_call_is_seen_by_who_was_asked(client, editor, slug, role, status):
    call = called(editor)
    client.force_login(make_user(slug, role=role))

    page = client.get(call.get_absolute_url())

    assert page.status_code == status
    assert "安徽省直机关工委" not in page.content.decode()


def test_a_call_is_made_by_its_form(client, editor):
    client.force_login(editor)
    facts = {"topic": "碳汇", "due_on": str(today() + timedelta(days=5))}
    two = [committee("jiangsu").pk, committee("hubei").pk]

    assert "请选择约稿的工委" in client.post(reverse("experience:call-new"), facts).content.decode()
    past = {**facts, "due_on": "2020-01-01", "committees": two}
    assert "不能早于今天" in client.post(reverse("experience:call-new"), past).content.decode()
    client.post(reverse("experience:call-new"), {**facts, "committees": two})

    assert owing(Call.objects.get()) == ["jiangsu", "hubei"]


@pytest.mark.parametrize("calls", [1, 5])
def test_calls_cost_the_same_however_many(client, editor, django_assert_num_queries, calls):
    for _ in range(calls):
        call = called(editor)
    client.force_login(editor)

    with django_assert_num_queries(5):  # session, user, count, rows, inbox
        client.get(reverse("experience:calls"))
    with django_assert_num_queries(7):  # session, user, call, asks, pieces, who owes, inbox
        client.get(call.get_absolute_url())
