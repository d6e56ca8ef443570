"""The idiom of a write: one transaction, at whose end all that is derived of what it touched is made anew."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import models, transaction

from collab_portal.lib import portal
from collab_portal.lib.todos import Follower

P = ParamSpec("P")
T = TypeVar("T")
_running: ContextVar[list[object] | None] = ContextVar("touched", default=None)


def verb(function: Callable[P, T]) -> Callable[P, T]:
    """Run in one transaction; afterwards its first argument and its result, if models, are followed.

    What else it changed it names by ``touch``. Verbs within verbs are followed once, at the end.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic():
            if _running.get() is not None:
                result = function(*args, **kwargs)
                touch(*args[:1], result)
                return result
            objs: list[object] = []
            token = _running.set(objs)
            try:
                result = function(*args, **kwargs)
                touch(*args[:1], result)
            finally:
                _running.reset(token)
            follow(objs)
            return result

    return run


def put(obj: models.Model) -> None:
    """Check in Chinese what the database will check (unique rows are its own to find), then store."""
    obj.full_clean(validate_unique=False)
    obj.save()


def touch(*objs: object) -> None:
    """These have changed too: of the running verb, else at once."""
    touched = _running.get()
    if touched is None:
        follow(objs)
    else:
        touched.extend(objs)


def follow(objs: Iterable[object]) -> None:
    """Tell everybody who keeps something derived."""
    found = [obj for obj in objs if isinstance(obj, models.Model)]
    if found:
        for follower in portal.every(Follower):
            follower.follow(found)
