"""Agreements: who is asked to sign, and who learns what became of it."""

from collections.abc import Iterable

from accounts.models import User
from notifications.operations import notify
from organizations.models import AgreementParty, FrameworkAgreement


def _topic(agreement: FrameworkAgreement) -> str:
    return f"agreement:{agreement.pk}"


def asked(agreement: FrameworkAgreement, committees: Iterable[int]) -> None:
    """One 待办 for the staff of every committee that is still to sign."""
    for committee in committees:
        notify(
            topic=_topic(agreement),
            step=f"sign-{committee}",
            recipients=User.objects.staff_of(committee),
            title=f"请会签{agreement.get_kind_display()}：{agreement.title}",
            body=f"{agreement.committee.short_name}发起。请会签，或说明理由后谢绝。",
            url=agreement.get_absolute_url(),
            asks="sign",
        )


def answered(agreement: FrameworkAgreement, party: AgreementParty) -> None:
    """The proposer learns of each signature."""
    notify(
        topic=_topic(agreement),
        step=f"answered-{party.committee_id}",
        recipients=User.objects.staff_of(agreement.committee_id),
        title=f"{party.committee.short_name}{party.badge.label}：{agreement.title}",
        body=f"理由：{party.objection}" if party.objection else "",
        url=agreement.get_absolute_url(),
    )


def told(
    agreement: FrameworkAgreement,
    step: str,
    title: str,
    body: str,
    *,
    but: int | None,
    signed: bool = False,
) -> None:
    """Staff of all parties but the one that did it; ``signed``: of those that had signed."""
    rows = agreement.parties.exclude(signed_at=None) if signed else agreement.parties.all()
    parties = set(rows.values_list("committee", flat=True)) - {but}
    notify(
        topic=_topic(agreement),
        step=step,
        recipients=User.objects.staff_of(*parties),
        title=f"{title}：{agreement.title}",
        body=body,
        url=agreement.get_absolute_url(),
    )
