"""The board of a date poll: who can when, and who has not said yet."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from organizations.models import Committee
from rotation.audience import memberships
from rotation.clashes import Clash, clashes
from rotation.models import DatePoll, PollAnswer, PollOption, PollVote, WorkdayOverride


@dataclass(frozen=True)
class Column:
    """One option: ``mark`` names a day off or a make-up day, ``predicted``: its year is not official."""

    option: PollOption
    mark: str
    predicted: bool
    yes: int
    maybe: int
    no: int
    clashes: Sequence[Clash] = ()


@dataclass(frozen=True)
class Row:
    """One committee: a vote for each option in the order of the columns, None while it has not answered."""

    committee: Committee
    answer: PollAnswer | None
    votes: Sequence[tuple[PollOption, PollVote | None]]

    @property
    def said(self) -> Mapping[int, str]:
        """Its votes by option."""
        return {option.pk: vote.value for option, vote in self.votes if vote}


@dataclass(frozen=True)
class Ballot:
    poll: DatePoll
    columns: Sequence[Column]
    rows: Sequence[Row]

    @property
    def missing(self) -> list[Committee]:
        return [row.committee for row in self.rows if row.answer is None]

    @property
    def best(self) -> int | None:
        """The option that fewest cannot attend and most can; None while nobody answered."""
        if len(self.missing) == len(self.rows):
            return None
        return min(self.columns, key=lambda column: (column.no, -column.yes, column.option.day)).option.pk

    def row_of(self, committee: int | None) -> Row | None:
        return next((row for row in self.rows if row.committee.pk == committee), None)


def ballot(poll: DatePoll) -> Ballot:
    """Four queries: options, answers, votes, members (and the year table)."""
    options, working = list(poll.options.all()), WorkdayOverride.objects.calendar()
    answers = {answer.committee_id: answer for answer in poll.answers.all()}
    cast: dict[int, dict[int, PollVote]] = defaultdict(dict)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    members = memberships(poll.consultation)
    belonging = {member.committee_id for member in members}
    said = PollVote.objects.filter(answer__poll=poll, answer__committee__in=belonging)
    for vote in said.select_related("answer"):
        cast[vote.answer.committee_id][vote.option_id] = vote
        counts[vote.option_id][vote.value] += 1
    running = poll.closed_at is None
    taken = clashes(poll.consultation, [(row.starts_at, row.ends_at) for row in options]) if running else {}
    columns = [
        Column(
            option,
            working.holiday(option.day)
            or ("调休上班" if working.is_make_up(option.day) else _weekend(option)),
            working.is_predicted(option.day.year),
            counts[option.pk]["yes"],
            counts[option.pk]["maybe"],
            counts[option.pk]["no"],
            taken.get((option.starts_at, option.ends_at), ()),
        )
        for option in options
    ]
    rows = [
        Row(
            member.committee,
            answers.get(member.committee_id),
            [(option, cast[member.committee_id].get(option.pk)) for option in options],
        )
        for member in members
    ]
    return Ballot(poll, columns, rows)


def _weekend(option: PollOption) -> str:
    return "周末" if option.day.weekday() >= 5 else ""
