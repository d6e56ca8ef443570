"""Structured logs: one JSON line an event, with the request id that also travels into tasks."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# Links that open something for whoever holds them: a calendar's token, a new password's key.
SECRET = re.compile(r"(?<=token=)[^&\s]+|(?<=/reset/key/)[^/\s]+", re.IGNORECASE)


def without_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An address that was asked for, and each message that quotes one, without its secret."""
    for name in ("request", "event"):
        if isinstance(event.get(name), str):
            event[name] = SECRET.sub("***", event[name])
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    without_secrets,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logging_config(*, json: bool) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING: JSON lines, or readable ones in development."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if json else structlog.dev.ConsoleRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django_structlog": {"level": "WARNING"},
            "portal": {"level": "INFO"},
            "celery": {"level": "INFO"},
            "django.server": {"handlers": [], "propagate": False},
        },
    }
