"""One mail for a whole import instead of one for each row: the single 待办 items stay in the inbox."""

from collections.abc import Mapping, Sequence

from accounts.models import User
from notifications.operations import notify, withdraw


def tell_once(
    topics: Sequence[str], told: Mapping[int, int], *, key: str, title: str, body: str, url: str
) -> None:
    """Hold back the mails of ``topics``; the staff of each committee in ``told`` gets one with its number.

    ``title`` has ``{number}`` for how many rows concern that committee; ``key`` is the import's own.
    """
    for topic in topics:
        withdraw(topic=topic, reason="随批量导入合并为一封通知")
    for committee, number in told.items():
        notify(
            topic=f"import:{key}",
            step=f"committee-{committee}",
            recipients=User.objects.staff_of(committee),
            title=title.replace("{number}", str(number)),
            body=body,
            url=url,
        )
