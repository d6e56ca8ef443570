"""Two versions of a text side by side: which paragraphs changed, and which words in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextField
from django.db.models.functions import MD5, Concat
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from accounts.models import User
from collab_portal.lib.history import SYSTEM, events_of
from collab_portal.lib.html import plain_text
from experience.models import Article

FINE = 3_000  # characters: longer paragraphs are shown changed as a whole
NEAR = 3  # unchanged paragraphs kept around a change


@dataclass(frozen=True)
class Version:
    number: int
    when: datetime
    who: str


@dataclass(frozen=True)
class Row:
    """``kind``: same, changed, gone, new, or skipped (``left`` says how many)."""

    kind: str
    left: SafeString
    right: SafeString


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    body: str

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.title, self.summary, *plain_text(self.body).split("\n")) if line]


def versions(article: Article, reader: User | AnonymousUser) -> list[Version]:
    """Those in which the words changed, newest first; to strangers who sign, from the first 送编 on."""
    rows = events_of(Article).filter(pgh_obj_id=article.pk)
    if getattr(reader, "committee_id", None) != article.committee_id:
        rows = rows.filter(round__gte=1)
    digest = MD5(Concat("title", "summary", "body", output_field=TextField()))
    found = rows.annotate(digest=digest).order_by("pgh_id")
    kept: list[dict[str, Any]] = []
    for row in found.values("digest", "version", "pgh_created_at", "pgh_context__metadata"):
        if not kept or row["digest"] != kept[-1]["digest"]:
            kept.append({**row, "user": (row["pgh_context__metadata"] or {}).get("user")})
    people = User.objects.in_bulk({row["user"] for row in kept if row["user"]})
    return [
        Version(row["version"], row["pgh_created_at"], str(people.get(row["user"], SYSTEM)))
        for row in reversed(kept)
    ]


def text_of(article: Article, version: int) -> Text | None:
    """The words of a version, as history keeps them."""
    rows = events_of(Article).filter(pgh_obj_id=article.pk, version=version).order_by("-pgh_id")
    row: Any = rows.values("title", "summary", "body").first()
    return Text(**row) if row else None


def compare(old: Text, new: Text) -> list[Row]:
    """Paragraph by paragraph; stretches without a change are folded."""
    before, after = old.lines, new.lines
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            ends = i2 == len(before) and j2 == len(after)
            rows += _folded(before[i1:i2], first=i1 == j1 == 0, last=ends)
        else:
            rows += _changed(before[i1:i2], after[j1:j2])
    return rows


def _folded(lines: list[str], *, first: bool, last: bool) -> Iterator[Row]:
    head, tail = (0 if first else NEAR), (0 if last else NEAR)
    if len(lines) <= head + tail + 1:
        head, tail = len(lines), 0
    for line in lines[:head]:
        yield Row("same", escape(line), escape(line))
    if (skipped := len(lines) - head - tail) > 0:
        words = format_html("相同的{}段", skipped)
        yield Row("skipped", words, words)
    for line in lines[len(lines) - tail :] if tail else ():
        yield Row("same", escape(line), escape(line))


def _changed(before: list[str], after: list[str]) -> Iterator[Row]:
    for place in range(max(len(before), len(after))):
        left = before[place] if place < len(before) else ""
        right = after[place] if place < len(after) else ""
        if left and right:
            yield Row("changed", *_words(left, right))
        elif left:
            yield Row("gone", format_html("<del>{}</del>", left), SafeString())
        else:
            yield Row("new", SafeString(), format_html("<ins>{}</ins>", right))


def _words(left: str, right: str) -> tuple[SafeString, SafeString]:
    if max(len(left), len(right)) > FINE:
        return format_html("<del>{}</del>", left), format_html("<ins>{}</ins>", right)
    old, new = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            old.append(escape(left[i1:i2]))
            new.append(escape(right[j1:j2]))
            continue
        if i2 > i1:
            old.append(format_html("<del>{}</del>", left[i1:i2]))
        if j2 > j1:
            new.append(format_html("<ins>{}</ins>", right[j1:j2]))
    return format_html("{}" * len(old), *old), format_html("{}" * len(new), *new)
