"""What organizations owe each other an answer to, and what a committee has to decide of its own."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import ClassVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.reminders import TopicPlan
from collab_portal.lib.todos import ANSWERS, Kind, Owed, Subject
from organizations import expiry
from organizations.models import (
    AgreementParty,
    Alliance,
    AllianceMember,
    FrameworkAgreement,
    ImportJob,
    Pairing,
    PairingTerm,
)

PLACE, SECTION = 3, "组织"
IN_TURN = (5, 10, 15)  # working days: it goes through an office, and branches are asked, before it is signed
RENEW_OR_END = "请续签或结束"


def _pairings(**chosen: str) -> Callable[[str], str]:
    """The list of a committee's pairings, narrowed by these filters."""
    return lambda slug: f"{reverse('organizations:pairings')}?{urlencode({'committee': slug, **chosen})}"


class Pairings(Subject[Pairing]):
    """The side that was asked answers; once the term is over, both settle what becomes of it.

    While a renewal is asked for, nobody else owes anything. Each term asks anew.
    """

    prefix, model, place, section = "pairing", Pairing, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {
        "pair": Kind("结对答复", ANSWERS, _pairings(status="proposed")),
        "extend": Kind("续签答复", ANSWERS, _pairings(status="active")),
        "lapse": Kind("结对到期", list_url=_pairings(expiry="over")),
    }
    parts = {PairingTerm: lambda row: row.pairing_id}

    def live(self) -> models.QuerySet[Pairing]:
        asked = Exists(PairingTerm.objects.awaiting_answer().filter(pairing=OuterRef("pk")))
        rows = Pairing.objects.open().filter(asked | Q(status="active", valid_until__isnull=False))
        return rows.select_related("first", "second").prefetch_related("terms__proposer").order_by("pk")

    def revision(self, pairing: Pairing) -> int:
        return max((term.number for term in pairing.terms.all()), default=0)

    def topics(self, pk: int) -> tuple[str, ...]:
        return self.topic(pk), f"{expiry.PAIRING}:{pk}"

    def plans(self, keys: Collection[int]) -> Iterator[TopicPlan]:
        return expiry.of_pairings(keys)

    def owed(self, pairing: Pairing) -> Iterator[Owed]:
        title, url = f"{pairing.first.name} × {pairing.second.name}", pairing.get_absolute_url()
        asked = [term for term in pairing.terms.all() if term.status == PairingTerm.Status.PROPOSED]
        for term in asked:
            yield Owed(
                "pair" if term.number == 1 else "extend",
                title,
                url,
                term.proposed_at,
                committee=pairing.other_committee(term.proposer_id),
                asker=term.proposer_id,
                detail=f"{term.proposer.short_name}发起：{pairing.theme}",
            )
        if asked or pairing.status != Pairing.Status.ACTIVE or pairing.valid_until is None:
            return
        for committee in dict.fromkeys(pairing.committees):
            yield Owed(
                "lapse",
                title,
                url,
                dates.end_of(pairing.valid_until),
                committee=committee,
                detail=RENEW_OR_END,
                due_on=pairing.valid_until,
            )


class Alliances(Subject[Alliance]):
    """A committee answers once for all its branches that are asked."""

    prefix, model, place, section = "alliance", Alliance, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {
        "join": Kind("联盟答复", IN_TURN, lambda _slug: reverse("organizations:alliances"))
    }
    parts = {AllianceMember: lambda row: row.alliance_id}

    def live(self) -> models.QuerySet[Alliance]:
        """Of the members only those that are asked are fetched."""
        asked = AllianceMember.objects.awaiting_answer().order_by("pk")
        rows = Alliance.objects.filter(status__in=[Alliance.Status.PROPOSED, Alliance.Status.ACTIVE])
        rows = rows.filter(Exists(asked.filter(alliance=OuterRef("pk")))).select_related("committee")
        return rows.prefetch_related(Prefetch("members", asked.select_related("branch"))).order_by("pk")

    def owed(self, alliance: Alliance) -> Iterator[Owed]:
        asked: dict[int, list[AllianceMember]] = {}
        for member in alliance.members.all():
            asked.setdefault(member.committee_id, []).append(member)
        for committee, members in asked.items():
            names = "、".join(member.branch.name for member in members)
            yield Owed(
                "join",
                alliance.name,
                alliance.get_absolute_url(),
                max(member.proposed_at for member in members),  # a later invitation is a new question
                committee=committee,
                asker=alliance.committee_id,
                detail=f"{alliance.committee.short_name}邀请：{names}",
            )


class Agreements(Subject[FrameworkAgreement]):
    """会签 while it is proposed; whoever is a party settles what becomes of one that has expired.

    While a renewal is being signed, that is what is owed.
    """

    prefix, model, place, section = "agreement", FrameworkAgreement, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {
        "sign": Kind("协议会签", again=IN_TURN),
        "renew": Kind("协议到期"),
    }
    parts = {AgreementParty: lambda row: row.agreement_id}

    def live(self) -> models.QuerySet[FrameworkAgreement]:
        renewal = FrameworkAgreement.objects.filter(status="proposed", renews=OuterRef("pk"))
        expiring = Q(status="active", expires_on__isnull=False) & ~Exists(renewal)
        rows = FrameworkAgreement.objects.filter(Q(status="proposed") | expiring)
        return rows.select_related("committee").prefetch_related("parties").order_by("pk")

    def topics(self, pk: int) -> tuple[str, ...]:
        return self.topic(pk), f"{expiry.AGREEMENT}:{pk}"

    def plans(self, keys: Collection[int]) -> Iterator[TopicPlan]:
        return expiry.of_agreements(keys)

    def owed(self, agreement: FrameworkAgreement) -> Iterator[Owed]:
        url = agreement.get_absolute_url()
        for party in agreement.parties.all():
            if agreement.status == "proposed" and party.is_owing:
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
                    detail=RENEW_OR_END,
                    due_on=agreement.expires_on,
                )


class Imports(Subject[ImportJob]):
    """What was checked and is neither written nor given up; with nothing to write it awaits nobody."""

    prefix, model, place, section = "import", ImportJob, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {
        "decide": Kind("批量导入", list_url=lambda _slug: reverse("organizations:imports"))
    }

    def live(self) -> models.QuerySet[ImportJob]:
        return ImportJob.objects.to_decide().defer("content").order_by("pk")

    def owed(self, job: ImportJob) -> Iterator[Owed]:
        wrong = f"{job.failed_rows} 行有错，补正或去掉这些行后写入"
        yield Owed(
            "decide",
            job.filename,
            job.get_absolute_url(),
            job.created_at,
            committee=job.committee_id,
            detail=wrong if job.failed_rows else f"{job.to_write} 行检查无误，待写入",
        )
