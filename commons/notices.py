"""What is shared: who learns what became of it."""

from accounts.models import User
from commons.models import Plaque
from notifications.operations import notify


def revoked(plaque: Plaque, *, but: int | None) -> None:
    """Staff of all parties of the naming but the one that did it."""
    parties = set(plaque.agreement.parties.values_list("committee", flat=True)) - {but}
    notify(
        topic=f"agreement:{plaque.agreement_id}",
        step=f"revoked-{plaque.pk}",
        recipients=User.objects.staff_of(*parties),
        title=f"联合命名摘牌：{plaque.resource}（{plaque.number}）",
        body=f"原因：{plaque.revoked_reason}",
        url=plaque.agreement.get_absolute_url(),
    )
