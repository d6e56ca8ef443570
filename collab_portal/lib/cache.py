"""The cache, which may vanish: limits fail open and say so, pages go on."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from django_prometheus.cache.metrics import django_cache_get_fail_total
from redis.exceptions import RedisError

log = structlog.get_logger("portal.cache")
BREATH = 5.0  # seconds without asking again after a failure, so that no page waits for many timeouts


class FailOpenRedisCache(RedisCache):
    """Redis, but an unreachable server reads as an empty cache and leaves an alarm in log and metrics.

    Sign-in limits live here: without Redis a person can still sign in (password hashing keeps
    guessing slow), and the operator sees ``cache_unavailable``.
    """

    _asleep_until = 0.0

    def _guard(self, call: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < FailOpenRedisCache._asleep_until:
            return otherwise
        try:
            return call()
        except RedisError as error:
            FailOpenRedisCache._asleep_until = time.monotonic() + BREATH
            log.error("cache_unavailable", error=str(error))
            django_cache_get_fail_total.labels(backend="redis").inc()
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._guard(lambda: RedisCache.add(self, key, value, *args, **kwargs), True))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._guard(lambda: RedisCache.get(self, key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._guard(lambda: RedisCache.set(self, *args, **kwargs), None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._guard(lambda: RedisCache.touch(self, *args, **kwargs), False))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._guard(lambda: RedisCache.delete(self, *args, **kwargs), False))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        found: dict[Any, Any] = self._guard(lambda: RedisCache.get_many(self, *args, **kwargs), {})
        return found

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._guard(lambda: RedisCache.has_key(self, *args, **kwargs), False))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._guard(lambda: RedisCache.incr(self, key, delta, version), delta))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        failed: list[Any] = self._guard(lambda: RedisCache.set_many(self, *args, **kwargs), [])
        return failed

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._guard(lambda: RedisCache.delete_many(self, *args, **kwargs), None)

    def clear(self) -> None:
        self._guard(lambda: RedisCache.clear(self), None)
