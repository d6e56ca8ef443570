"""One letter to each committee about all that a table brought or took back."""

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse

from accounts.models import User
from activities.models import Activity
from organizations.imports.telling import tell_once


def tell(rows: Sequence[Activity], actor: User, title: str, body: str) -> None:
    told = Counter(pk for row in rows for pk in row.committee_ids if pk != row.host_id)
    if rows and actor.committee:
        tell_once(
            [row.topic for row in rows],
            told,
            key=f"activities:{rows[0].pk}:{rows[0].version}:{rows[0].status}",
            title=title,
            body=f"{actor.committee.short_name}：{body}",
            url=reverse("activities:list") + f"?committee={actor.committee.slug}&status=held",
        )
