"""The idiom of a write: one transaction, at whose end all that is derived of what it touched is made anew.

The one order of locks: rows of objects while the verb runs; at its end the topics of all that is derived,
in one sweep; then the derived rows. So two verbs never wait for each other in a circle.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

from collab_portal.lib import portal
from collab_portal.lib.todos import AtEnd, Dependants, Follower

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class _Running:
    """What the outermost verb has touched so far, and what it does when it is done."""

    now: datetime
    touched: list[object] = field(default_factory=list)
    last: list[AtEnd] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running", default=None)


def verb(function: Callable[P, T]) -> Callable[P, T]:
    """Run in one transaction; afterwards its first argument and its result, if models, are followed.

    What else it changed it names by ``touch``. Verbs within verbs are followed once, at the end.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic():
            outer = _running.get()
            if outer is not None:
                return _within(outer, function, *args, **kwargs)
            moment = kwargs.get("now")
            running = _Running(moment if isinstance(moment, datetime) else timezone.now())
            token = _running.set(running)
            try:
                result = function(*args, **kwargs)
                touch(*args[:1], result)
            finally:
                _running.reset(token)
            _finish(running)
            return result

    return run


def _within(outer: _Running, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """One that is refused does nothing at the end either: its caller may go on without it."""
    before = len(outer.last)
    try:
        result = function(*args, **kwargs)
    except BaseException:
        del outer.last[before:]
        raise
    touch(*args[:1], result)
    return result


def put(obj: models.Model) -> None:
    """Check in Chinese what the database will check (unique rows are its own to find), then store."""
    obj.full_clean(validate_unique=False)
    obj.save()


def touch(*objs: object) -> None:
    """These have changed too: of the running verb, else at once."""
    running = _running.get()
    if running is None:
        follow(objs)
    else:
        running.touched.extend(objs)


def at_end(act: AtEnd) -> None:
    """Do it when the running verb is done and holds the topics, else at once."""
    running = _running.get()
    if running is None:
        _finish(_Running(timezone.now(), last=[act]))
    else:
        running.last.append(act)


def follow(objs: Iterable[object]) -> None:
    """Make anew what is derived of these, at once."""
    _finish(_Running(timezone.now(), touched=list(objs)))


@transaction.atomic
def _finish(running: _Running) -> None:
    touched: list[object] = [obj for obj in running.touched if isinstance(obj, models.Model)]
    touched += [more for kind in portal.every(Dependants) for more in kind.of(touched)]
    acts = [*running.last, *(kept.follow(touched) for kept in portal.every(Follower) if touched)]
    lock_topics(topic for act in acts for topic in act.topics)
    for act in acts:
        act.run(running.now)


def lock_topics(topics: Iterable[str]) -> None:
    """Whoever works out what is derived for one of these takes turns until the transaction ends.

    Many topics in one order, so take all you need at once.
    """
    wanted = list(topics)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(topic, 0))"
            " FROM (SELECT DISTINCT topic FROM unnest(%s::text[]) topic ORDER BY topic) ordered",
            [wanted],
        )
