"""Which words of an activity are looked for, and who may find it."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from activities.models import Activity, ActivityIndex
from collab_portal.lib.dates import start_of
from collab_portal.lib.html import plain_text
from collab_portal.lib.search.rows import Words


def words_of(activity: Activity) -> Words:
    """Title, series, place and summary."""
    series = [label.name for label in activity.labels.all() if label.kind == label.Kind.SERIES]
    parts = (*series, activity.place, plain_text(activity.summary))
    text = "\n".join(part.strip() for part in parts if part.strip())
    note = f"{activity.host.short_name}牵头 · {activity.get_kind_display()}"
    return Words(str(activity), text, note, start_of(activity.held_on))


def readable(user: User) -> QuerySet[ActivityIndex]:
    """Rows of the activities this person may see."""
    return ActivityIndex.objects.filter(activity__in=Activity.objects.visible_to(user).listed())


def url(pk: int) -> str:
    return reverse("activities:detail", args=[pk])
