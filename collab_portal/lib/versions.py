"""Whoever saves second overwrites nothing unseen: what a form was opened with is a ``version``."""

import zlib
from typing import Any

import pgtrigger
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from collab_portal.lib.checks import Checked
from collab_portal.lib.history import Change, changes_of

MOST = 2**31 - 1
SAVED = "您填写期间，其他同事已保存过。请对照下面的现有内容，确认后再次保存。"
READ = "您打开页面后内容有改动，尚未办理。请看过现在的内容，再办理一次。"


class StaleError(ValidationError):
    """Somebody saved ``current`` since the form was opened. The form shows both texts; nothing is stored."""

    def __init__(self, current: models.Model, message: str = SAVED, version: int | None = None) -> None:
        """``version``: what the next save has to name, in knowledge of ``current`` (None: the row's own)."""
        super().__init__(message, code="stale")
        self.current = current
        self.version = int(current.version if version is None else version)  # type: ignore[attr-defined]

    @property
    def last_change(self) -> Change | None:
        """Who saved it last and when, where its history is kept."""
        if not hasattr(self.current, "pgh_event_model"):
            return None
        return next(iter(changes_of(self.current, limit=1)), None)


def stamp_of(*facts: object) -> int:
    """A version of what has no counter: what stands there, as a number from 1. Equal facts, equal number."""
    return zlib.crc32(repr(facts).encode()) % MOST + 1


def check_version(obj: Any, version: int, message: str = SAVED, now: int | None = None) -> None:
    """Refuse unless ``obj``, read under its lock, is still what the person had before them.

    ``now``: what a page would show now, where that is not the row's own version. Raises StaleError.
    """
    current = obj.version if now is None else now
    if version != current:
        raise StaleError(obj, message, version=current)


def check_read(obj: Any, version: int | None, now: int | None = None) -> None:
    """Refuse a signature, an answer, an objection to another text than the one that its page showed.

    ``version`` None: whoever calls shows no text; ``now`` as for ``check_version``. Raises StaleError.
    """
    if version is not None:
        check_version(obj, version, READ, now)


class Versioned(Checked):
    """A row that several people edit; the database raises its version (``raised_by``)."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    history_hides: tuple[str, ...] = ("version",)

    class Meta:
        abstract = True


def raised_by(*columns: str) -> pgtrigger.Trigger:
    """The trigger of a ``Versioned`` model: its version rises by one when one of ``columns`` changes.

    What Python writes into the column is ignored, so an object read earlier cannot set it back.
    """
    changed = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns)
    func = f"NEW.version := OLD.version + ({changed})::int; RETURN NEW;"
    return pgtrigger.Trigger(
        name="version_raised", when=pgtrigger.Before, operation=pgtrigger.Update, func=func
    )


class VersionField(forms.IntegerField):
    """The hidden field that says which version a form was opened with; nothing said is none of them."""

    def __init__(self) -> None:
        hidden = forms.HiddenInput(attrs={"id": False})  # a page may hold several forms that carry one
        super().__init__(widget=hidden, required=False, min_value=0, max_value=MOST)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0
