"""Structured logs: one JSON line an event, with the request id that also travels into tasks."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# Links and keys that open something for whoever holds them: a calendar's or a poll's token, a new password's
# key, the end of a digest, a group robot's address, what programs identify themselves with; and what a form
# sent by mistake in an address. An address may stand in another one, as a way back does.
SLASH, EQUALS = r"(?:/|%(?:25)*2F)", r"(?:\[\]|%(?:25)*5B%(?:25)*5D)?(?:=|%(?:25)*3D)"
SECRET = re.compile(
    rf"((?:token|secret|password\d?){EQUALS}|[?&]key=|{SLASH}reset{SLASH}key{SLASH}"
    rf"|{SLASH}(?:start|address(?:{SLASH}stop)?|stop|unlock|hook){SLASH}|\b(?:cjp|whsec)_)"
    r"(?:(?!%(?:25)*(?:2F|26))[^&/\s\"'<>])+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """``text`` with three stars for each secret that an address in it holds."""
    return SECRET.sub(r"\1***", text)


def without_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Every word of a line, a traceback included, without secrets."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = masked(value)
    return event


class Refusals(logging.Filter):
    """What Django says of requests that it refused.

    The line of the request tells it already, and no traceback belongs to it. What is suspicious keeps a
    warning with its reason.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        refused: int = getattr(record, "status_code", 500)
        if record.name == "django.request":
            return refused >= 500
        if refused < 500:
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    without_secrets,
]
# One list for the life of the process: loggers keep the one that they were first used with.
_CHAIN: list[Any] = [*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]


def logging_config(*, json: bool) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING: JSON lines, or readable ones in development."""
    structlog.configure(
        processors=_CHAIN,
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
        "filters": {"refusals": {"()": Refusals}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "structured",
                "filters": ["refusals"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django_structlog": {"level": "WARNING"},
            "portal": {"level": "INFO"},
            "celery": {"level": "INFO"},
            "django.server": {"handlers": [], "propagate": False},
        },
    }
