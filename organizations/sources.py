"""What organizations hands to the sender: plans of what runs out, and each text just before it goes."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from collab_portal.lib import dates, workdays
from collab_portal.lib.reminders import TopicPlan
from notifications.sources import Message, Saying, Source
from organizations import expiry
from organizations.models import FrameworkAgreement, Pairing


@dataclass(frozen=True)
class Expiring:
    """What runs out, said anew from the facts of the moment, and whom it concerns."""

    title: str
    day: date
    url: str
    committees: frozenset[int]

    def message(self) -> Message:
        last = workdays.calendar().on_or_before(self.day)
        rest = f"当日休息，最后一个工作日是{dates.chinese_date(last)}。" if last != self.day else ""
        return Message(self.title, f"{dates.chinese_date(self.day)}到期。{rest}请商定续签或结束。", self.url)


class ExpirySource(Source):
    """Topic ``<prefix>:<pk>``; silent once it is renewed or ended, and to those it does not concern."""

    prefix: str

    @abstractmethod
    def terms(self, today: date) -> Iterable[expiry.Term]:
        """All that run and have an end."""

    @abstractmethod
    def find(self, pk: int) -> Expiring | None:
        """The one in force, else None."""

    def plans(self, now: datetime) -> Iterator[TopicPlan]:
        yield from expiry.plans(self.terms(dates.today(now)))

    def saying(self, topic: str, step: str) -> Saying | None:
        number = topic.partition(":")[2]
        found = self.find(int(number)) if number.isdecimal() and len(number) < 19 else None
        if found is None:
            return None
        message, committees = found.message(), found.committees

        def to_group(committee: int | None) -> Message | None:
            return message if committee in committees else None

        def to(person: User) -> Message | None:
            works = person.is_active and person.is_staff_member
            return to_group(person.committee_id) if works else None

        return Saying(to, to_group)


class PairingExpiry(ExpirySource):
    prefix = expiry.PAIRING

    def terms(self, today: date) -> Iterable[expiry.Term]:
        return expiry.running_pairings(today)

    def find(self, pk: int) -> Expiring | None:
        pairing = Pairing.objects.active().for_list().filter(pk=pk).first()
        if pairing is None or pairing.valid_until is None:
            return None
        title = f"结对即将到期：{pairing.first.name} × {pairing.second.name}"
        url = pairing.get_absolute_url()
        return Expiring(title, pairing.valid_until, url, frozenset(pairing.committees))


class AgreementExpiry(ExpirySource):
    prefix = expiry.AGREEMENT

    def terms(self, today: date) -> Iterable[expiry.Term]:
        return expiry.running_agreements(today)

    def find(self, pk: int) -> Expiring | None:
        agreement = FrameworkAgreement.objects.active().filter(pk=pk).first()
        if agreement is None or agreement.expires_on is None:
            return None
        title = f"{agreement.get_kind_display()}即将到期：{agreement.title}"
        parties = agreement.parties.values_list("committee", flat=True)
        return Expiring(title, agreement.expires_on, agreement.get_absolute_url(), frozenset(parties))
