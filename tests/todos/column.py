"""What tests of the column's to-dos share."""

from django.utils import timezone

from accounts.operations import people
from experience import operations
from experience.models import Article
from notifications.models import Notification
from tests.factories import make_article, make_user
from tests.my_work import awaiting

SECTION = "他山之石"


def kinds(user, now=None) -> list[str]:
    now = now or timezone.now()
    return [line.kind for line in awaiting(user, now, SECTION)]


def asked(user, kind: str) -> bool:
    """Whether a request of ``kind`` is open in the inbox."""
    return Notification.objects.filter(recipient=user, asks=kind).to_do().exists()


def sent(author=None, **fields) -> Article:
    author = author or make_user("jiangsu")
    return operations.submit(
        make_article(author.committee.slug, status="draft", created_by=author, **fields),
        actor=author,
        now=timezone.now(),
    )


def returned(author, signer) -> Article:
    return operations.send_back(sent(author), actor=signer, now=timezone.now(), remark="请改")


def account(person, **fields) -> None:
    people.edit_person(person, actor=make_user(None, role="member", platform_role="system"), **fields)


def rights(person, **fields) -> None:
    actor = make_user(None, role="member", platform_role="security")
    people.grant_duties(person, actor=actor, reason="工作需要", **fields)


def opens(client, user, url: str) -> bool:
    client.force_login(user)
    return client.get(url).status_code == 200
