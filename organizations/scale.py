"""Bulk branches and agreements for benchmarks: the same arguments make the same; what is there stays."""

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from accounts.models import User
from collab_portal.lib.dates import at
from organizations.models import AgreementItem, AgreementParty, Branch, Committee, FrameworkAgreement
from organizations.sample_texts import PROVINCES

PER_UNIT, PER_COMMITTEE = 400, 40  # every 400th is a unit, every 40th a department committee
EPOCH = date(2026, 11, 1)
TERMS = ("干部人才交流", "党性教育资源共享", "重大任务联合攻关")
OFFICES = ["综合规划", "政策法规", "财务审计", "行政审批", "监督检查", "科技信息", "人事教育", "宣传联络"]


def branches(count: int, seed: int) -> None:
    """``count`` branches over the nineteen, three levels deep, on all lines."""
    made: dict[int, Branch] = {}
    for level in (0, 1, 2):
        wave = list(_rows(count, seed, level, made))
        Branch.objects.bulk_create([row for _, row in wave], batch_size=2000, ignore_conflicts=True)
        if level < 2:
            stored = {row.code: row for row in Branch.objects.filter(code__startswith=_prefix(seed))}
            made |= {number: stored[row.code] for number, row in wave}
    # Rows that may have been there have no key after the insert, so they are indexed here.
    fresh = Branch.objects.filter(code__startswith=_prefix(seed), index_row__isnull=True)
    Branch.index(fresh.select_related("committee"))


def _prefix(seed: int) -> str:
    return f"S{seed}-"


def _level(number: int) -> int:
    return 0 if number % PER_UNIT == 0 else 1 if number % PER_COMMITTEE == 0 else 2


def _rows(count: int, seed: int, level: int, made: dict[int, Branch]) -> Iterator[tuple[int, Branch]]:
    """The branches of one level, each under the unit or department committee before it."""
    committees = list(Committee.objects.all())
    lines = list(Branch.Line)
    for number in range(count):
        if _level(number) != level:
            continue
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  sample data
        unit = number - number % PER_UNIT
        committee = committees[number // PER_UNIT % len(committees)]
        line = lines[number // PER_UNIT % len(lines)]
        above = {0: None, 1: unit, 2: number - number % PER_COMMITTEE}[level]
        department = f"{PROVINCES[committee.slug]}{line.label}单位{unit // PER_UNIT:03}"
        office = ("", "机关党委", f"{chance.choice(OFFICES)}处第{number % PER_COMMITTEE}党支部")[level]
        yield (
            number,
            Branch(
                committee=committee,
                parent=made.get(above) if above is not None else None,
                code=f"{_prefix(seed)}{number:06}",
                name=f"{department}{office}（示例）",
                kind=(Branch.Kind.UNIT, Branch.Kind.COMMITTEE, Branch.Kind.BRANCH)[level],
                line=line,
                contact_name="联系人（示例）",
                term_ends_on=EPOCH + timedelta(days=chance.randrange(-200, 1600)) if level else None,
                ends_on=EPOCH - timedelta(days=30) if level == 2 and chance.random() < 0.02 else None,
                submission=UUID(int=chance.getrandbits(128)),
            ),
        )


def agreements(count: int, seed: int) -> None:
    """``count`` framework agreements of two to six committees, signed by all; half of them with an end."""
    committees = list(Committee.objects.all())
    proposer, _ = User.objects.get_or_create(
        username="scale", defaults={"display_name": "批量数据", "is_active": False, "password": "!"}
    )
    made = [_agreement(number, seed, committees, proposer) for number in range(count)]
    keys = [agreement.submission for agreement, _ in made]
    known = set(FrameworkAgreement.objects.filter(submission__in=keys).values_list("submission", flat=True))
    fresh = [(agreement, others) for agreement, others in made if agreement.submission not in known]
    FrameworkAgreement.objects.bulk_create([agreement for agreement, _ in fresh], batch_size=2000)
    parties = (_signed(one, committee) for one, signing in fresh for committee in signing)
    AgreementParty.objects.bulk_create(parties, batch_size=2000)
    items = (
        AgreementItem(agreement=one, position=place, text=text)
        for one, _ in fresh
        for place, text in enumerate(TERMS, 1)
    )
    AgreementItem.objects.bulk_create(items, batch_size=2000)


def _agreement(
    number: int, seed: int, committees: list[Committee], proposer: User
) -> tuple[FrameworkAgreement, list[Committee]]:
    """One with its parties, the first of which proposed it."""
    chance = random.Random(f"agreement-{seed}-{number}")  # noqa: S311  sample data
    signing = chance.sample(committees, chance.randint(2, 6))
    signed = EPOCH - timedelta(days=chance.randrange(2_000))
    names = "、".join(one.short_name for one in signing[:2])
    agreement = FrameworkAgreement(
        title=f"{names}等机关党建合作框架协议（示例{seed}-{number}）",
        committee=signing[0],
        status=FrameworkAgreement.Status.ACTIVE,
        signed_on=signed,
        started_on=signed,
        expires_on=EPOCH + timedelta(days=chance.randrange(1_000)) if chance.random() < 0.5 else None,
        proposed_by=proposer,
        proposed_at=at(signed, time(9)),
        submission=UUID(int=chance.getrandbits(128)),
    )
    return agreement, signing


def _signed(agreement: FrameworkAgreement, committee: Committee) -> AgreementParty:
    return AgreementParty(
        agreement=agreement,
        committee=committee,
        signed_by=agreement.proposed_by,
        signed_at=agreement.proposed_at,
        signed_as=committee.name,
        signer=str(agreement.proposed_by),
    )
