"""公平情况: how often each has led, since when, who is next, and what is uneven. Pure reading of turns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from collab_portal.lib import dates
from rotation.models import RotationMember, Turn
from rotation.planning import ONE_DAY


@dataclass(frozen=True)
class Share:
    """One member: turns that have begun, the last of them, the next to come."""

    member: RotationMember
    led: int
    co_led: int
    last: Turn | None
    next: Turn | None


@dataclass(frozen=True)
class Fairness:
    """``findings`` say in words what stands out; ``sound``: nothing does."""

    shares: Sequence[Share]
    summary: Sequence[str]
    findings: Sequence[str]

    @property
    def sound(self) -> bool:
        return not self.findings


def fairness(turns: Sequence[Turn], members: Sequence[RotationMember], today: date) -> Fairness:
    """``turns`` in order of time, ``members`` those of ``today`` in order of rotation."""
    begun = [turn for turn in turns if turn.starts_on <= today]
    led = Counter(turn.committee_id for turn in begun)
    co_led = Counter(turn.co_lead_id for turn in begun)
    last = {turn.committee_id: turn for turn in begun}
    coming = {turn.committee_id: turn for turn in reversed(turns) if turn.starts_on > today}
    shares = [
        Share(
            row,
            led[row.committee_id],
            co_led[row.committee_id],
            last.get(row.committee_id),
            coming.get(row.committee_id),
        )
        for row in members
    ]
    return Fairness(shares, list(_summary(shares, turns, today)), list(_findings(shares, turns)))


def _summary(shares: Sequence[Share], turns: Sequence[Turn], today: date) -> Iterator[str]:
    if not turns:
        yield "还没有排定任期。"
        return
    begun = [turn for turn in turns if turn.starts_on <= today]
    first = dates.chinese_date(turns[0].starts_on)
    yield f"自{first}起已有 {len(begun)} 个任期开始，排定至{dates.chinese_date(turns[-1].ends_on)}。"
    counts = Counter(share.led for share in shares)
    said = "，".join(
        f"{many} 家牵头过 {times} 次" if times else f"{many} 家尚未牵头"
        for times, many in sorted(counts.items(), reverse=True)
    )
    yield f"现有成员 {len(shares)} 家：{said}。"
    following = next((turn for turn in turns if turn.starts_on > today), None)
    if following is not None:
        yield f"下一任：{following.committee.short_name}，{dates.chinese_date(following.starts_on)}起。"
    spread = _spread(shares, turns)
    if spread is not None:
        yield f"自始为成员的各家，牵头次数最多与最少相差 {spread} 次。"


def _spread(shares: Sequence[Share], turns: Sequence[Turn]) -> int | None:
    """Among those who were members when the first turn began; None when there are none."""
    counts = [share.led for share in shares if share.member.joined_on <= turns[0].starts_on]
    return max(counts) - min(counts) if counts else None


def _findings(shares: Sequence[Share], turns: Sequence[Turn]) -> Iterator[str]:
    if turns and (_spread(shares, turns) or 0) > 1:
        most, least = (
            "、".join(share.member.committee.short_name for share in shares if share.led == count)
            for count in (max(share.led for share in shares), min(share.led for share in shares))
        )
        yield f"牵头次数不均：最多的是{most}，最少的是{least}。"
    for turn, following in pairwise(turns):
        if following.starts_on != turn.ends_on + ONE_DAY:
            first, last = turn.ends_on + ONE_DAY, following.starts_on - ONE_DAY
            yield f"{dates.chinese_date(first)}至{dates.chinese_date(last)}无人牵头。"
        if following.committee_id == turn.committee_id:
            name = turn.committee.short_name
            yield f"{name}自{dates.chinese_date(turn.starts_on)}起连任两任。"
    idle = [share.member.committee.short_name for share in shares if not share.led and share.next is None]
    if turns and idle:
        yield f"{'、'.join(idle)}是成员，但尚未牵头，也没有排定任期，请续排。"
    yield from _repeated_groups(turns)


def _repeated_groups(turns: Sequence[Turn]) -> Iterator[str]:
    """The same group three times and more in a row while the other waits: only where both belong."""
    groups = {turn.committee.group for turn in turns}
    if len(groups) < 2:
        return
    cycles: dict[int, list[Turn]] = {}
    for turn in turns:
        cycles.setdefault(turn.cycle, []).append(turn)
    for cycle, rows in cycles.items():
        longest, run = 0, 1
        for turn, following in pairwise(rows):
            run = run + 1 if following.committee.group == turn.committee.group else 1
            longest = max(longest, run)
        minority = min(Counter(turn.committee.group for turn in rows).values(), default=0)
        if minority and longest > -(-len(rows) // (minority + 1)):
            yield f"第{cycle}轮中同一组别连续牵头 {longest} 任；如需错开，可在编排次序时穿插。"
