"""The idiom of a write: one transaction, at whose end all that is derived of what it touched is made anew.

``@verb("app.right")`` first locks the row, then asks the right of the person as stored now, then does it;
``@creates`` does the same for what is not there yet. What a view allowed may have changed since.

The one order of locks: rows of objects while the verb runs; at its end the topics of all that is derived,
in one sweep; then the derived rows. So two verbs never wait for each other in a circle.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection, models, transaction
from django.utils import timezone

from collab_portal.lib import portal
from collab_portal.lib.http import require
from collab_portal.lib.todos import AtEnd, Dependants, Follower

if TYPE_CHECKING:
    from accounts.models import User

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
GONE = "这条内容已被删除，请返回列表查看。"


@dataclass(frozen=True)
class Verb:
    """A function that writes, and what it asks first. Without a ``right`` it asks by itself."""

    function: Callable[..., Any]
    right: str = ""
    on: str = ""
    made: type[models.Model] | None = None

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"


registry: list[Verb] = []  # all there are


@dataclass
class _Running:
    """What the outermost verb has touched so far, and what it does when it is done."""

    now: datetime
    touched: list[object] = field(default_factory=list)
    last: list[AtEnd] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running", default=None)


@overload
def verb(right: Callable[P, T], /) -> Callable[P, T]: ...
@overload
def verb(right: str, /, *, on: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]: ...
def verb(right: Any, /, *, on: str = "") -> Any:
    """Run in one transaction; afterwards its first argument and its result, if models, are followed.

    With a ``right``: its first argument, if it has one, is first locked (by ``locked`` of its QuerySet where
    the model has an order of its own), then the right is asked of ``actor`` as stored now, about the row as
    it is now; the function gets both. ``on``: an attribute of the first argument is locked and asked about.
    PermissionDenied without the right; ValidationError where the row is gone.

    What else it changed it names by ``touch``. Verbs within verbs are followed once, at the end.
    """
    if callable(right):
        return _registered(Verb(right))
    return lambda function: _registered(Verb(function, right, on))


def creates(
    made: type[models.Model], right: str, /, *, owner: str = "committee"
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A ``verb`` that makes a ``made`` of the actor's committee, named by its column ``owner``.

    The committee is locked first, so that the same ``submission`` again gives what the first one made.
    """
    return lambda function: _registered(Verb(function, right, owner, made))


def _registered(one: Verb) -> Callable[..., Any]:
    registry.append(one)

    @wraps(one.function)
    def run(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            outer = _running.get()
            if outer is not None:
                return _within(outer, one, args, kwargs)
            moment = kwargs.get("now")
            running = _Running(moment if isinstance(moment, datetime) else timezone.now())
            token = _running.set(running)
            try:
                result = _do(one, args, kwargs)
            finally:
                _running.reset(token)
            _finish(running)
            return result

    return run


def _within(outer: _Running, one: Verb, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """One that is refused does nothing at the end either: its caller may go on without it."""
    before = len(outer.last)
    try:
        return _do(one, args, kwargs)
    except BaseException:
        del outer.last[before:]
        raise


def _do(one: Verb, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Lock, ask, do; what is derived of it is made anew later: of the row as given, which keeps its key."""
    given = args[:1]
    if one.made is not None:
        known = _made_before(one, one.made, kwargs)
        if known is not None:
            touch(known)
            return known
    elif one.right:
        args = (_locked(one, args[0]), *args[1:]) if args else args
        row = getattr(args[0], one.on) if one.on else args[0] if args else None
        kwargs["actor"] = _asked(one.right, kwargs["actor"], row)
    result = one.function(*args, **kwargs)
    touch(*given, result)
    return result


def _locked(one: Verb, row: M) -> M:
    """The row that is asked about, fresh and held; of another's attribute (``on``) that one."""
    whose: Any = getattr(row, one.on) if one.on else row
    rows = whose._meta.default_manager
    try:
        held = (
            rows.locked(whose)
            if hasattr(rows, "locked")
            else rows.select_for_update(of=("self",), no_key=True).get(pk=whose.pk)
        )
    except ObjectDoesNotExist:
        raise ValidationError(GONE) from None
    if not one.on:
        return held  # type: ignore[no-any-return]
    setattr(row, one.on, held)
    return row


def _asked(right: str, actor: "User", row: models.Model | None) -> "User":
    """The person as stored now, who has the right. PermissionDenied: switched off, moved, or without it."""
    people = actor._meta.default_manager
    person: User | None = people.filter(pk=actor.pk).first()  # type: ignore[union-attr]
    if person is None:
        raise PermissionDenied
    require(right, person, row)
    return person


def _made_before(one: Verb, made: type[models.Model], kwargs: dict[str, Any]) -> models.Model | None:
    """With the actor's committee held and the right asked: what this submission has made."""
    owner = kwargs["actor"].committee_id
    committees: Any = made._meta.get_field(one.on).related_model
    committees.objects.select_for_update(no_key=True).filter(pk=owner).first()
    person = kwargs["actor"] = _asked(one.right, kwargs["actor"], None)
    if person.committee_id != owner:  # moved a moment ago: the lock is another's
        raise PermissionDenied
    rows = made._default_manager.filter(**{one.on: owner}, submission=kwargs["submission"])
    return rows.first()


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
