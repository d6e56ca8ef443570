"""换届: once a month each committee's staff are told how many of its branches are due."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from notifications.operations import notify
from organizations.models import Branch
from organizations.models.branch import DUE_SOON


def due_terms(committee: int | None, now: datetime) -> dict[int, tuple[int, int]]:
    """Overdue and due within ninety days, by committee (or of one); one query."""
    today = dates.today(now)
    rows = Branch.objects.active(today).filter(term_ends_on__lte=today + DUE_SOON)
    if committee is not None:
        rows = rows.filter(committee=committee)
    counted = (
        rows.order_by("committee")
        .values("committee")
        .annotate(
            overdue=Count("pk", filter=Q(term_ends_on__lt=today)),
            due=Count("pk", filter=Q(term_ends_on__gte=today)),
        )
    )
    return {row["committee"]: (row["overdue"], row["due"]) for row in counted}


@transaction.atomic
def remind_of_terms(*, now: datetime) -> None:
    """The notice's key is the month, so looking again writes nothing."""
    today = dates.today(now)
    for committee, (overdue, due) in due_terms(None, now).items():
        notify(
            topic=f"branch-term:{committee}",
            step=f"{today:%Y-%m}",
            recipients=User.objects.staff_of(committee),
            title=f"换届提醒：{due} 个党组织 90 天内到期，{overdue} 个已超期",
            body="请对照名录安排换届；换届后修改到期日期即不再提醒。",
            url=due_url(overdue),
        )


def due_url(overdue: int) -> str:
    """The directory's filter of what is late, else of what is due."""
    return f"{reverse('organizations:branches')}?term={'overdue' if overdue else 'due'}"
