"""Organisations, activities and the column lived by chance, as ``tests/rotation/walk.py`` lives a rotation.

A step is one verb with objects and facts drawn at random, often impossible ones. It is done, or refused as
``ValidationError`` or ``PermissionDenied``, never by the database alone; then promises are looked at anew.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Count, Q

from organizations.models import (
    Alliance,
    AllianceMember,
    Branch,
    FrameworkAgreement,
    LiaisonUnit,
    Pairing,
    PairingTerm,
)
from organizations.operations import agreements, alliances, branches, ending, pairings
from organizations.operations.calendar import look
from rotation.operations import Wish, store
from rotation.planning import Cadence
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_alliance,
    make_article,
    make_branch,
    make_pairing,
    make_resource,
    make_user,
)
from tests.portal import errands, signed
from tests.portal.keeping import Keeping
from tests.portal.records import SLUGS, Records
from todos.operations import audit

WEIGHTS = {
    "do_wait": 2,
    "do_rename": 1,
    "do_alliance_end": 1,
    "do_agreement_end": 1,
    "do_branch_close": 2,
    "do_log": 8,
    "do_tag": 2,
    "do_places": 2,
    "do_activity_answer": 12,
    "do_use": 5,
    "do_correction_answer": 8,
    "do_piece": 14,
    "do_adopt": 6,
}


class Life(Keeping, Records):
    """Four committees, two people of each, and who signs in the column."""

    def __init__(self, seed: int, now: datetime, tell: Callable[[datetime], Any]) -> None:
        self.dice, self.now, self.tell = Random(seed), now, tell
        self.done, self.tried = Counter[str](), Counter[str]()
        self.errands = 0
        self.papers: dict[tuple[Any, ...], str] = {}
        self.people = [make_user(slug) for slug in SLUGS for _ in range(2)]
        duties = (
            {"is_editor": True},
            {"is_reviewer": True},
            {"is_issuer": True},
            {"is_rotation_admin": True},
        )
        for slug in SLUGS[:2]:
            make_resource(slug)
        self.admin = make_user("hubei", role="admin", is_editor=True)
        self.guard = make_user(None, role="member", platform_role="security")
        self.people += [self.admin, *(make_user("hunan", role="member", **duty) for duty in duties)]
        for slug in SLUGS:
            for _ in range(4):
                make_branch(slug)
        make_pairing(), make_alliance(now=now), make_agreement("zhejiang", "anhui", now=now)
        make_activity("jiangsu", ("zhejiang", "anhui"), now=now, confirmed=True)
        for status in ("draft", "editing", "reviewing", "issued"):
            make_article("jiangsu", status)
        own = {**vars(Life), **vars(Keeping), **vars(Records)}
        names = [*sorted(name for name in own if name.startswith("do_")), "do_wait", "do_rename"]
        self.verbs = [name for name in names for _ in range(WEIGHTS.get(name, 4))]

    def run_errands(self) -> int:
        """Those of a rotation are run by its own walk. What several people are asked for one of them does."""
        people = self.people if self.dice.random() < 0.1 else [self.somebody()]
        done = set[int]()
        return sum(errands.run(person, self.now, done) for person in people)

    # branches

    def branch(self) -> Branch:
        active = Branch.objects.active(self.today)
        found: Branch = self.one(active if self.dice.random() < 0.8 else Branch.objects.all())
        return found

    def do_branch_add(self) -> None:
        kind = self.dice.choice(("branch", "unit", "temporary"))
        who = self.somebody()
        branches.add_branch(
            actor=who,
            submission=uuid4(),
            now=self.now,
            name=f"党组织{uuid4().hex[:6]}",
            code=uuid4().hex[:8],
            kind=kind,
            parent=self.maybe(self.branch()),
            ends_on=self.maybe(self.day()) if kind == "temporary" else None,
        )

    def do_branch_edit(self) -> None:
        branch = self.branch()
        kind = self.dice.choice(("branch", "unit", "temporary"))
        facts = {"kind": kind, "parent": self.maybe(self.branch()), "ends_on": self.maybe(self.day())}
        facts["name"] = f"党组织{uuid4().hex[:6]}"
        chosen = dict(self.dice.sample(sorted(facts.items()), self.dice.randint(1, 3)))
        actor = self.of(branch.committee.slug)
        branches.edit_branch(branch, actor=actor, version=branch.version, now=self.now, **chosen)

    def do_branch_close(self) -> None:
        branch = self.branch()
        into = self.maybe(self.branch())
        ending.close_branch(
            branch,
            actor=self.of(branch.committee.slug),
            now=self.now,
            ends_on=self.dice.choice((self.today, self.day(-40, 2))),
            into=into,
            carry=bool(into) and self.dice.random() < 0.6,
            reason=self.reason().strip(),
        )

    def do_branch_restore(self) -> None:
        branch = self.one(Branch.objects.ended(self.today))
        actor = self.of(branch.committee.slug)
        ending.restore_branch(branch, actor=actor, now=self.now, reason=self.reason())

    def do_look(self) -> None:
        look(now=self.now)

    # pairings

    def do_pairing_propose(self) -> None:
        own, partner = self.branch(), self.branch()
        pairings.propose(
            actor=self.of(own.committee.slug),
            submission=uuid4(),
            own=own,
            partner=partner,
            term={"valid_until": self.maybe(self.day(-50, 400))},
            now=self.now,
            theme="学习",
        )

    def do_pairing_answer(self) -> None:
        term = self.one(PairingTerm.objects.awaiting_answer())
        actor = self.somebody()
        match self.dice.randint(0, 2):
            case 0:
                pairings.decline(term, actor=actor, now=self.now, reason=self.reason())
            case 1:
                pairings.withdraw(term, actor=actor, now=self.now)
            case _:
                pairings.agree(term, actor=actor, now=self.now)

    def do_pairing_renew(self) -> None:
        pairing = self.one(Pairing.objects.active())
        actor = self.of(pairing.first_committee.slug)
        pairings.renew(pairing, actor=actor, now=self.now, valid_until=self.day(-50, 900))

    def do_pairing_end(self) -> None:
        pairing = self.one(Pairing.objects.all())
        actor = self.of(pairing.first_committee.slug)
        pairings.end(pairing, actor=actor, now=self.now, reason=self.reason())

    # alliances and the turns of their chair

    def do_alliance_propose(self) -> None:
        lead = self.branch()
        alliances.propose(
            actor=self.of(lead.committee.slug),
            submission=uuid4(),
            lead=lead,
            members=self.some(Branch.objects.all(), 6),
            now=self.now,
            name=f"联盟{self.dice.randint(1, 4)}",
        )

    def do_alliance_answer(self) -> None:
        waiting = self.one(AllianceMember.objects.awaiting_answer())
        alliances.answer(
            waiting.alliance,
            actor=self.of(waiting.committee.slug),
            now=self.now,
            agree=self.dice.random() < 0.8,
            reason="不便",
        )

    def do_alliance_invite(self) -> None:
        alliance = self.one(Alliance.objects.all())
        actor, members = self.of(alliance.committee.slug), self.some(Branch.objects.all(), 3)
        alliances.invite(alliance, actor=actor, now=self.now, members=members)

    def do_alliance_uninvite(self) -> None:
        member = self.one(AllianceMember.objects.all())
        alliances.uninvite(member, actor=self.of(member.alliance.committee.slug), now=self.now)

    def do_alliance_leave(self) -> None:
        member = self.one(AllianceMember.objects.staying())
        actor = self.of(member.committee.slug)
        alliances.leave(member, actor=actor, now=self.now, reason=self.reason())

    def do_alliance_edit(self) -> None:
        alliance = self.one(Alliance.objects.all())
        member = self.one(AllianceMember.objects.filter(alliance=alliance)).branch
        facts = self.dice.choice(({"chair": member}, {"lead": member}, {"lead": None}, {"name": "联盟1"}))
        actor = self.of(alliance.committee.slug)
        alliances.edit(alliance, actor=actor, version=alliance.version, now=self.now, **facts)

    def do_alliance_end(self) -> None:
        alliance = self.one(Alliance.objects.all())
        actor = self.of(alliance.committee.slug)
        alliances.end(alliance, actor=actor, now=self.now, reason=self.reason())

    def do_chair_by_turns(self) -> None:
        alliance = self.one(Alliance.objects.active())
        slugs = sorted({member.committee.slug for member in alliance.members.staying()})
        wish = Wish(tuple(slugs), Cadence.QUARTER, self.today, 2, alliance=alliance.pk)
        store(wish, actor=None, seen=0, now=self.now, slug=f"chair-{alliance.pk}", name="主席")

    # agreements

    def do_agreement_propose(self) -> None:
        renews = self.seldom(FrameworkAgreement)
        actor = self.somebody()
        agreements.propose(
            actor=actor,
            submission=uuid4(),
            now=self.now,
            committees=[committee(slug) for slug in self.dice.sample(SLUGS, self.dice.randint(0, 3))],
            items=["互访"],
            renews=renews,
            title="协议",
            outside=self.dice.choice(("", "某市")),
            expires_on=self.maybe(self.day(-50, 900)),
        )

    def do_agreement_answer(self) -> None:
        agreement = self.one(FrameworkAgreement.objects.filter(status="proposed"))
        waiting = self.one(agreement.parties.owing())
        agreements.answer(
            agreement,
            actor=self.of(waiting.committee.slug),
            now=self.now,
            agree=self.dice.random() < 0.8,
            reason="条件未备",
        )

    def do_agreement_end(self) -> None:
        agreement = self.one(FrameworkAgreement.objects.all())
        actor = self.of(agreement.committee.slug)
        verb = self.dice.choice((agreements.end, agreements.withdraw))
        reason = {"reason": self.reason()} if verb is agreements.end else {}
        verb(agreement, actor=actor, now=self.now, **reason)

    # what always holds

    def check(self) -> None:
        connection.check_constraints()
        assert audit(self.now, repair=False).differing == []
        ended = Branch.objects.ended(self.today)
        looked = ended.filter(changes__kind__in=("dissolved", "merged")).distinct()
        assert not AllianceMember.objects.awaiting_answer().filter(branch__in=looked).exists()
        assert (
            not AllianceMember.objects.staying().filter(branch__in=looked, alliance__status="active").exists()
        )
        assert not Pairing.objects.open().filter(Q(first__in=looked) | Q(second__in=looked)).exists()
        assert not LiaisonUnit.objects.filter(branch__in=looked).exists()
        assert not Branch.objects.active(self.today).filter(parent__in=looked).exists()
        for branch in ended.prefetch_related("changes"):
            life = [row.kind for row in sorted(branch.changes.all(), key=lambda row: row.pk)]
            life = [kind for kind in life if kind in {"dissolved", "merged", "restored"}]
            assert not life or life[-1] != "restored" or branch.kind == "temporary", (branch, life)
        self._check_bonds()
        self._check_activities()
        signed.check(self.papers)

    def _check_bonds(self) -> None:
        few = Alliance.objects.active().annotate(
            size=Count("members", filter=Q(members__status="agreed", members__left_on=None))
        )
        assert not few.filter(size__lt=3).exists()
        seats = AllianceMember.objects.staying()
        for alliance in Alliance.objects.active().exclude(chair=None):
            assert seats.filter(alliance=alliance, branch=alliance.chair_id).exists()
        for old in FrameworkAgreement.objects.filter(status="renewed"):
            new = old.renewals.get(status__in=("active", "renewed", "ended"))
            mine = set(old.parties.values_list("committee", flat=True))
            assert mine <= set(new.parties.values_list("committee", flat=True))
