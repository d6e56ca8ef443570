"""Asked again just before sending: still of the committee and the duty, still to be done."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import operations as accounts
from activities import operations as activities
from experience import operations as column
from notifications import operations
from notifications.composing import compose
from notifications.models import Delivery, Notification
from tests.factories import committee, make_activity, make_article, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def security():
    return make_user(None, role="member", platform_role="security")


def mail(person) -> Delivery:
    return Delivery.objects.filter(recipient=person, channel="email", planned=False).latest("pk")


def to_do(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).to_do().values_list("title", flat=True))


@pytest.fixture
def asked():
    """A reviewer asked for a signature under a piece that nobody has read yet."""
    reviewer, editor = make_user("hubei", is_reviewer=True), make_user("hunan", is_editor=True)
    article = make_article("jiangsu", "editing", title="未公开稿件")
    column.sign(article, actor=editor, now=NOW)
    assert to_do(reviewer) == ["待审核：《未公开稿件》"]
    return reviewer


def test_a_duty_that_was_withdrawn_takes_its_mail_and_its_to_do_along(asked):
    row = mail(asked)

    accounts.grant_duties(asked, actor=security(), is_reviewer=False)

    row.refresh_from_db()
    assert (to_do(asked), row.status) == ([], "superseded")


def test_a_mail_in_hand_is_not_sent_to_who_lost_the_duty_meanwhile(asked):
    row = Delivery.objects.select_related("recipient").get(pk=mail(asked).pk)
    Notification.objects.filter(recipient=asked).update(settled_at=NOW)

    assert row.pk in compose([row]).needless


def test_it_is_not_sent_again_to_them_either(asked):
    row = mail(asked)
    accounts.grant_duties(asked, actor=security(), is_reviewer=False)
    Delivery.objects.filter(pk=row.pk).update(status="dead", finished_at=NOW)

    with pytest.raises(ValidationError, match="不必重发"):
        operations.resend(row, actor=make_user(is_rotation_admin=True), reason="再发一次")


def test_what_a_colleague_has_done_is_not_sent_again():
    person, colleague = make_user("zhejiang"), make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    Delivery.objects.filter(pk=mail(person).pk).update(status="sent", finished_at=NOW)
    activities.confirm(activity, actor=colleague, now=NOW)

    with pytest.raises(ValidationError, match="已经办结"):
        operations.resend(mail(person), actor=make_user(is_rotation_admin=True), reason="再发一次")


def test_who_moved_to_another_committee_leaves_its_to_dos_behind():
    person, colleague = make_user("hubei"), make_user("hubei")
    make_activity("jiangsu", ("hubei", "anhui"))
    row = mail(person)
    accounts.grant_duties(person, actor=security(), role="member")
    assert to_do(person) == []

    accounts.edit_person(
        person, actor=make_user(None, role="member", platform_role="system"), committee=committee("hunan")
    )

    assert (to_do(person), len(to_do(colleague))) == ([], 1)
    row.refresh_from_db()
    assert row.status == "superseded"


def test_news_of_the_old_committee_is_not_mailed_to_who_has_left_it():
    person = make_user("jiangsu")
    operations.notify(topic="activity:1", step="x", recipients=[person], title="某事", url="/")
    type(person).objects.filter(pk=person.pk).update(committee=committee("hunan"))

    row = Delivery.objects.select_related("recipient").get(pk=mail(person).pk)

    assert row.pk in compose([row]).needless


def test_another_duty_keeps_what_it_has_to_do(asked):
    accounts.grant_duties(asked, actor=security(), is_reviewer=True, is_editor=True)

    assert to_do(asked) == ["待审核：《未公开稿件》"]
