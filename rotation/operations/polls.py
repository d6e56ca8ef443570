"""定时投票: opened, answered once for each committee, decided."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.links import digest, new_secret
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_version
from organizations.models import Committee
from rotation.audience import leads_of, members_of
from rotation.models import Consultation, DatePoll, PollAnswer, PollLink, PollOption, PollVote
from rotation.operations.common import locked, refuse_closed, tell
from rotation.operations.consultations import Arrangement, schedule

Moment = tuple[date, time, time]  # day, begin, end
LEAST, MOST = 2, 10


@verb
def open_poll(
    consultation: Consultation, *, actor: User, moments: Sequence[Moment], closes_on: date, now: datetime
) -> DatePoll:
    """Ask all members which of ``moments`` suits them, until ``closes_on``."""
    consultation = locked(consultation)
    require("rotation.convene", actor, consultation)
    refuse_closed(consultation)
    if not consultation.is_open:
        raise ValidationError("会商已召开，无须再定时。")
    if consultation.polls.running().exists():
        raise ValidationError("这次会商已有进行中的定时投票。")
    moments = sorted(set(moments))
    if not LEAST <= len(moments) <= MOST:
        message = f"请给出 {LEAST} 到 {MOST} 个备选时间，只有一个时间时直接“确定时间”即可。"
        raise ValidationError({"moments": message})
    turn, today = consultation.turn, dates.today(now)
    first, last = turn.meeting_days(today)
    if closes_on < today:
        raise ValidationError({"closes_on": "截止日期不能早于今天。"})
    for day, _, _ in moments:
        if not first <= day <= last or day <= closes_on:
            span = f"{dates.chinese_date(first)}至{dates.chinese_date(last)}"
            within = "任期之内" if last == turn.ends_on else "可补开的日期之内"
            raise ValidationError({"moments": f"备选时间须在投票截止之后、{within}（{span}）。"})
    poll = DatePoll.objects.create(
        consultation=consultation, closes_on=closes_on, created_by=actor, created_at=now
    )
    for day, begins, ends in moments:
        option = PollOption(poll=poll, day=day, begins=begins, ends=ends)
        option.full_clean()
        option.save()
    _ask(poll, consultation, members_of(consultation), now)
    return poll


@verb
def answer_poll(
    poll: DatePoll,
    *,
    actor: User | None,
    committee: Committee | None,
    votes: Mapping[int, str],
    now: datetime,
    comment: str = "",
    version: int | None = None,
) -> PollAnswer:
    """A committee's answer to every option; again = changed. ``actor`` is None when it came by link.

    ``version``: of the answer that the person had before them, 0 for none (None: not asked). Raises
    StaleError where a colleague has answered otherwise meanwhile.
    The poll is locked, so an answer is either in before the decision or refused after it.
    """
    consultation = locked(poll.consultation)
    poll = DatePoll.objects.select_for_update().get(pk=poll.pk)
    if actor is not None:
        require("rotation.reply", actor, consultation)
        committee = actor.committee or committee
    if committee is None or (actor is None and committee.pk not in members_of(consultation)):
        raise ValidationError("贵单位不在本轮值成员之列。")
    refuse_closed(consultation)
    if poll.closed_at is not None or not consultation.is_open:
        chosen = poll.options.filter(chosen=True).first()
        raise ValidationError(f"投票已结束，会商定于{chosen}。" if chosen else "投票已结束。")
    if not poll.takes_answers(dates.today(now)):
        raise ValidationError(f"投票已于{dates.chinese_date(poll.closes_on)}截止。")
    options = list(poll.options.all())
    if any(votes.get(option.pk) not in PollVote.Value for option in options):
        raise ValidationError("请对每个备选时间作出选择。")
    standing = poll.answers.filter(committee=committee).first()
    if standing and version is not None and (standing.said(), standing.comment) != (votes, comment.strip()):
        check_version(standing, version)
    answer, _ = PollAnswer.objects.update_or_create(
        poll=poll,
        committee=committee,
        defaults={"comment": comment.strip(), "answered_by": actor, "answered_at": now},
    )
    for option in options:
        PollVote.objects.update_or_create(answer=answer, option=option, defaults={"value": votes[option.pk]})
    return answer


@verb
def choose_option(option: PollOption, *, actor: User, now: datetime, place: str = "") -> Consultation:
    """The decision: the poll closes and the consultation is fixed at that time, all in one.

    ``place`` empty keeps the place there is; without one, notices say 地点待定.
    """
    consultation = locked(option.poll.consultation)
    require("rotation.convene", actor, consultation)
    refuse_closed(consultation)
    poll = DatePoll.objects.select_for_update().get(pk=option.poll_id)
    if poll.closed_at is not None or not consultation.is_open:
        raise ValidationError("投票已结束。")
    option.chosen = True
    option.save()
    poll.closed_at = now
    poll.save()
    return schedule(
        consultation,
        title=consultation.title,
        agenda=consultation.agenda,
        arrangement=Arrangement(
            option.starts_at, option.ends_at, consultation.mode, place.strip() or consultation.place
        ),
        now=now,
    )


@verb
def close_poll(poll: DatePoll, *, actor: User, now: datetime) -> DatePoll:
    """End it without a decision; closing again changes nothing."""
    consultation = locked(poll.consultation)
    require("rotation.convene", actor, consultation)
    poll = DatePoll.objects.select_for_update().get(pk=poll.pk)
    if poll.closed_at is None:
        poll.closed_at = now
        poll.save()
    return poll


def end_past_polls(now: datetime) -> None:
    """Polls whose last time has come and none was chosen: what they asked for can no longer be had."""
    rows = Consultation.objects.open().filter(polls__in=DatePoll.objects.running()).order_by("pk")
    for consultation in rows:
        _end_past_poll(consultation, now)


@verb
def _end_past_poll(consultation: Consultation, now: datetime) -> None:
    end_misfit_poll(locked(consultation), now)


def end_misfit_poll(consultation: Consultation, now: datetime) -> None:
    """A poll none of whose times can be chosen any more is over; lead and voters are told.

    Its turn moved away from them, or they have all come.
    """
    poll, turn = consultation.polls.running().first(), consultation.turn
    if poll is None:
        return
    options = list(poll.options.all())
    first, last = turn.meeting_days(dates.today(now))
    if any(first <= option.day <= last and option.starts_at > now for option in options):
        return
    past = all(option.starts_at <= now for option in options)
    poll.closed_at = now
    poll.save()
    touch(consultation)
    span = f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"
    moved = f"任期改为{span}，备选时间都不在任期内，投票已结束。"
    body = f"{consultation.title}\n{'备选时间均已过去，未选定时间，投票已结束。' if past else moved}"
    leads = leads_of(consultation)
    voters = [row for row in poll.answers.values_list("committee", flat=True) if row not in leads]
    title = "备选时间已过，定时投票已结束" if past else "任期变动，定时投票已结束"
    url = f"{consultation.get_absolute_url()}#poll"
    tell(
        consultation,
        leads,
        step="poll-void-lead",
        title=f"{title}：请另定时间",
        body=body,
        url=url,
        asks="fix" if turn.starts_on <= dates.today(now) else "",  # who leads later cannot fix a time yet
        now=now,
    )
    tell(consultation, voters, step="poll-void", title=title, body=body, url=url, now=now)


@verb
def make_poll_link(poll: DatePoll, committee: Committee, *, actor: User, now: datetime) -> str:
    """A secret link for a committee without an account; the one before stops. Shown this one time."""
    consultation = locked(poll.consultation)
    require("rotation.convene", actor, consultation)
    if committee.pk not in members_of(consultation) or committee.pk in leads_of(consultation):
        raise ValidationError("只能为受邀的成员工委生成链接。")
    secret = new_secret()
    PollLink.objects.update_or_create(
        poll=poll,
        committee=committee,
        defaults={"digest": digest(secret), "made_by": actor, "created_at": now},
    )
    return secret


@verb
def revoke_poll_link(poll: DatePoll, committee: Committee, *, actor: User) -> None:
    """The committee's link stops at once."""
    require("rotation.convene", actor, locked(poll.consultation))
    PollLink.objects.filter(poll=poll, committee=committee).delete()


def _ask(poll: DatePoll, consultation: Consultation, committees: Sequence[int], now: datetime) -> None:
    tell(
        consultation,
        committees,
        step=f"poll-{poll.pk}",
        title=f"请选择会商时间，截止{dates.chinese_date(poll.closes_on)}",
        body=consultation.title,
        url=f"{reverse('rotation:poll', args=[consultation.pk])}#poll",
        asks="vote",
        now=now,
    )
