"""签审: signatures one after the other, each owed by the holders of another duty.

One more signature is one more ``Link``, its state and its duty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from collab_portal.lib import workdays
from collab_portal.lib.dates import today
from collab_portal.lib.lifecycle import Move
from collab_portal.lib.steps import Step

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Link:
    """In the state ``status`` the holders of ``duty`` owe the signature ``step``, for so many working days.

    ``passed``: what the signature says of the text (编辑完成), where another follows.
    """

    status: str
    step: str
    duty: str
    label: str
    days: int
    passed: str = ""


class Signature(Protocol):
    """One that was given: it lets pass, or sends back."""

    @property
    def passed(self) -> bool: ...
    @property
    def at(self) -> datetime: ...
    @property
    def signer(self) -> str: ...


@dataclass(frozen=True)
class Chain:
    """``done``: the state that the last signature leads to."""

    links: tuple[Link, ...]
    done: str

    @property
    def statuses(self) -> tuple[str, ...]:
        """The states in which a signature is waited for."""
        return tuple(link.status for link in self.links)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The signatures, for the column that says which one it is."""
        return [(link.step, link.label) for link in self.links]

    @property
    def first(self) -> Link:
        return self.links[0]

    @property
    def last(self) -> Link:
        return self.links[-1]

    def link(self, status: str) -> Link | None:
        """What is waited for in this state; None: no signature."""
        return next((link for link in self.links if link.status == status), None)

    def after(self, link: Link) -> Link | None:
        """Who signs next; None after the last."""
        return dict(zip(self.links, self.links[1:], strict=False)).get(link)

    def moves(self, name: str) -> Iterator[Move]:
        """``name`` leads from each signature to the next; what the last one does is the owner's to say."""
        for link, following in zip(self.links, self.links[1:], strict=False):
            yield Move(name, (link.status,), following.status)

    def due(self, status: str, now: datetime) -> date | None:
        """The last day for the signature that is waited for from now on; None where there is none."""
        link = self.link(status)
        return workdays.calendar().shifted(today(now), link.days) if link else None

    def held_by(self, user: "User") -> list[Link]:
        """Those whose duty the person has."""
        return [link for link in self.links if user.has_duty(link.duty)]

    def steps(self, status: str, signed: Mapping[str, Signature]) -> list[Step]:
        """As the stepper shows them, with the signatures of this round by ``Link.step``."""
        found = []
        for link in self.links:
            one = signed.get(link.step)
            if one is None:
                found.append(Step(link.label, "now" if status == link.status else "next"))
            elif one.passed:
                found.append(Step(link.label, "done", one.at, one.signer))
            else:
                found.append(Step(f"{link.label}退回", "stopped", one.at, one.signer))
        return found
