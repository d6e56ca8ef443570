"""What stands on a person's two lists of what rotation asks."""

from django.utils import timezone

from notifications.models import Notification
from tests.factories import make_user
from tests.my_work import awaiting
from tests.rotation.work import NOW
from todos.operations import audit


def kinds(person, now=NOW):
    return [line.kind for line in awaiting(person, now, "轮值会商")]


def requests(person):
    return sorted(Notification.objects.visible_to(person).to_do().values_list("asks", flat=True))


def everybody(slug):
    return [make_user(slug), make_user(slug, role="admin")]


def nothing_is_forgotten():
    return audit(timezone.now(), repair=False).differing == []
