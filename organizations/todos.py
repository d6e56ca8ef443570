"""What organizations owe each other an answer to."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from collab_portal.lib import dates
from collab_portal.lib.todos import Kind, Owed, Subject
from organizations.models import AgreementParty, FrameworkAgreement

PLACE, SECTION = 3, "组织"
IN_TURN = (5, 10, 15)  # working days: an agreement goes through an office before it is signed


class Agreements(Subject[FrameworkAgreement]):
    """会签 while it is proposed; whoever is a party settles what becomes of one that has expired."""

    prefix, model, place, section = "agreement", FrameworkAgreement, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {
        "sign": Kind("协议会签", again=IN_TURN),
        "renew": Kind("协议到期"),
    }
    parts = {AgreementParty: lambda row: row.agreement_id}

    def live(self) -> models.QuerySet[FrameworkAgreement]:
        expiring = Q(status="active", expires_on__isnull=False)
        rows = FrameworkAgreement.objects.filter(Q(status="proposed") | expiring)
        return rows.select_related("committee").prefetch_related("parties").order_by("pk")

    def owed(self, agreement: FrameworkAgreement) -> Iterator[Owed]:
        url = agreement.get_absolute_url()
        for party in agreement.parties.all():
            if agreement.status == "proposed" and party.answer == AgreementParty.Answer.PROPOSED:
                yield Owed(
                    "sign",
                    agreement.title,
                    url,
                    agreement.proposed_at,
                    committee=party.committee_id,
                    asker=agreement.committee_id,
                    detail=f"{agreement.committee.short_name}发起",
                )
            elif agreement.status == "active" and agreement.expires_on:
                yield Owed(
                    "renew",
                    agreement.title,
                    url,
                    dates.end_of(agreement.expires_on),
                    committee=party.committee_id,
                    detail="请续签或结束",
                    due_on=agreement.expires_on,
                )
