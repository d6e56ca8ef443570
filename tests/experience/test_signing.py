"""A piece goes from hand to hand: three people, none the author, also when they press at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.verbs import follow
from experience import operations
from experience.models import SignOff
from notifications.models import Delivery, Notification
from tests.factories import make_article, make_chain, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


def url(name, article):
    return reverse(f"experience:{name}", args=[article.pk])


def submitted(status="editing", **fields):
    """A piece at ``status`` of its first round, with the signatures that brought it there."""
    author = fields.pop("author", None) or make_user("jiangsu")
    article = make_article(status=status, created_by=author, **fields)
    signed = {"editing": [], "reviewing": ["edit"], "issuing": ["edit", "review"]}[status]
    for step in signed:
        SignOff.objects.create(
            article=article, round=1, step=step, decision="passed", person=make_user(), author=author, at=NOW
        )
    follow([article])
    return article


def read(form, article):
    """The version that stood on the page, as its form ``form`` sends it."""
    return {f"{form}-version": type(article).objects.get(pk=article.pk).version}


def test_a_piece_goes_through_three_hands_and_is_read(client):
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author)
    editor, reviewer, issuer = make_chain()

    for user, name, data in [
        (author, "submit", {}),
        (editor, "sign", {"sign-remark": "语句已顺"}),
        (reviewer, "sign", {}),
        (issuer, "publish", {}),
    ]:
        client.force_login(user)
        assert client.post(url(name, article), data | read(name, article)).url == article.get_absolute_url()

    article.refresh_from_db()
    assert article.status == "issued"
    assert article.is_published(timezone.now())
    assert list(article.signoffs.values_list("step", "person", "decision")) == [
        ("edit", editor.pk, "passed"),
        ("review", reviewer.pk, "passed"),
        ("issue", issuer.pk, "passed"),
    ]


@pytest.mark.parametrize(
    ("status", "right"), [("editing", "is_editor"), ("reviewing", "is_reviewer"), ("issuing", "is_issuer")]
)
def test_only_the_duty_of_the_step_signs_and_never_the_author(client, status, right):
    name = "publish" if status == "issuing" else "sign"
    holder = {"is_editor": 0, "is_reviewer": 1, "is_issuer": 2}[right]
    chain = make_chain()
    author = make_user("jiangsu", is_editor=True, is_reviewer=True, is_issuer=True)
    article = submitted(status, author=author)

    def answer(user):
        client.force_login(user)
        code = client.post(url(name, article), read(name, article)).status_code
        return code, article.signoffs.filter(person=user).exists()

    others = [answer(user) for user in (author, *chain[:holder], *chain[holder + 1 :])]
    assert {signed for _, signed in others} == {False}
    assert {code for code, _ in others} <= {302, 403}  # whose duty has signed already is told so on the page
    assert answer(make_user("jiangsu", role="admin")) == (403, False)
    assert answer(make_user("zhejiang", role="staff")) == (404, False)
    assert answer(chain[holder]) == (302, True)


def test_one_person_signs_once_in_a_round_whatever_his_duties(client):
    both = make_user("shanghai", is_editor=True, is_reviewer=True)
    article = submitted()
    operations.sign(article, actor=both, now=NOW)

    client.force_login(both)

    told = client.post(url("sign", article), read("sign", article), follow=True)
    assert "这一环节已由他人签过，或不能由您签" in told.content.decode()
    assert article.signoffs.count() == 1
    with pytest.raises(ValidationError):
        operations.sign(article, actor=both, now=NOW)


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"step": "edit"}, "signoff_step_once"),
        ({"person": "same"}, "signoff_three_people"),
        ({"person": "author"}, "signoff_not_by_author"),
        ({"decision": "returned"}, "signoff_return_says_why"),
        ({"step": "other"}, "signoff_step_known"),
    ],
)
def test_the_database_itself_refuses_a_wrong_signature(broken, constraint):
    article = submitted("reviewing")
    first = article.signoffs.get()
    people = {"same": first.person, "author": article.created_by}
    values = {
        "article": article,
        "round": 1,
        "step": "review",
        "decision": "passed",
        "person": make_user(),
        "author": article.created_by,
        "at": NOW,
        **broken,
    }
    values["person"] = people.get(values["person"], values["person"])

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SignOff.objects.create(**values)


def test_a_returned_piece_says_why_and_starts_a_new_round(client):
    article = submitted("reviewing")
    _, reviewer, _ = make_chain()
    client.force_login(reviewer)

    refused = client.post(url("return", article), {"return-remark": ""})
    assert refused.status_code == 200
    assert refused.context["wrong"].errors == {"remark": ["这一项必填。"]}
    client.post(url("return", article), {"return-remark": "数字请核对"} | read("return", article))

    article.refresh_from_db()
    assert (article.status, article.round) == ("returned", 1)
    client.force_login(article.created_by)
    assert "数字请核对" in client.get(article.get_absolute_url()).content.decode()
    assert [line.kind for line in awaiting(article.created_by, NOW)] == ["修改"]

    operations.submit(article, actor=article.created_by, now=NOW)
    article.refresh_from_db()
    assert (article.status, article.round) == ("editing", 2)


def test_publication_is_scheduled_for_the_future_only(client):
    article = submitted("issuing")
    *_, issuer = make_chain()
    client.force_login(issuer)

    for past in (
        "2020-01-01T09:00",
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "昨天",
        "2026-13-45T99:99",
        "x\x00",
    ):
        response = client.post(url("publish", article), {"publish-at": past})
        assert response.status_code == 200
        assert "at" in response.context["wrong"].errors
    with pytest.raises(ValidationError):
        operations.publish(article, actor=issuer, now=NOW, at=NOW - timedelta(seconds=1))

    soon = timezone.localtime() + timedelta(days=2)
    client.post(
        url("publish", article), {"publish-at": soon.strftime("%Y-%m-%dT%H:%M")} | read("publish", article)
    )
    article.refresh_from_db()
    assert article.status == "issued"
    assert article.published_at == soon.replace(second=0, microsecond=0)
    assert not article.is_published(timezone.now())


def test_withdrawing_needs_a_reason_and_hides_the_piece_at_once(client):
    article = make_article("jiangsu")
    client.force_login(make_user("jiangsu", role="admin"))

    assert client.post(url("withdraw", article), {"withdraw-reason": " "}).status_code == 200
    client.post(url("withdraw", article), {"withdraw-reason": "数据有误"})

    article.refresh_from_db()
    assert article.status == "withdrawn"
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    ("slug", "role", "expected"),
    [("jiangsu", "admin", 302), ("jiangsu", "staff", 403), ("zhejiang", "admin", 403)],
)
def test_withdrawing_is_for_the_committee_admin_of_the_piece(client, slug, role, expected):
    article = make_article("jiangsu")
    client.force_login(make_user(slug, role=role))

    assert client.post(url("withdraw", article), {"withdraw-reason": "示例"}).status_code == expected


def test_those_who_may_sign_next_are_told_and_one_signature_settles_it_for_all():
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author)
    editor, reviewer, issuer = make_chain()
    second = make_user("hunan", role="member", is_editor=True)

    operations.submit(article, actor=author, now=NOW)
    asked = Notification.objects.filter(topic=article.topic, step="ask-editing")
    assert set(asked.values_list("recipient", flat=True)) == {editor.pk, second.pk}
    operations.sign(article, actor=editor, now=NOW)
    assert not asked.filter(settled_at=None).exists()

    operations.sign(article, actor=reviewer, now=NOW)
    operations.publish(article, actor=issuer, now=NOW)
    told = Notification.objects.filter(topic=article.topic, step="issued")
    assert [notice.recipient for notice in told] == [author]


def test_awaiting_lists_what_this_person_may_sign_the_oldest_first():
    editor, reviewer, _ = make_chain()
    old = submitted(submitted_at=NOW - timedelta(days=3))
    new = submitted(submitted_at=NOW)
    submitted("reviewing")
    submitted(author=editor)

    lines = awaiting(editor, NOW)

    assert [line.title for line in lines] == [old.title, new.title]
    assert [line.kind for line in awaiting(reviewer, NOW)] == ["审核"]


def test_the_stepper_names_who_did_what():
    from experience.progress import steps

    article = submitted("issuing")
    signed = list(article.signoffs.select_related("person"))

    line = steps(article, signed, NOW)

    assert [step.label for step in line] == ["送编", "编辑", "审核", "签发", "刊发"]
    assert [step.state for step in line] == ["done", "done", "done", "now", "next"]
    assert [step.who for step in line[1:3]] == [str(signature.person) for signature in signed]


def test_a_withdrawn_piece_takes_its_unsent_mail_back():
    author = make_user("jiangsu")
    article = submitted("issuing", author=author)
    *_, issuer = make_chain()
    operations.publish(article, actor=issuer, now=NOW)

    operations.withdraw(article, actor=issuer, now=NOW, reason="数据有误")

    mail = Delivery.objects.filter(topic=article.topic, channel=Delivery.Channel.EMAIL, recipient=author)
    assert dict(mail.values_list("step", "status")) == {"issued": "superseded", "withdrawn": "pending"}
