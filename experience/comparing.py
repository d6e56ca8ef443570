"""Two versions of a text side by side: which paragraphs changed, and which words in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import zip_longest
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextField
from django.db.models.functions import MD5, Concat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from collab_portal.lib import bounds, diff
from collab_portal.lib.history import SYSTEM, events_of
from collab_portal.lib.html import plain_text
from experience.models import Article

NEAR = 3  # unchanged paragraphs kept around a change
SHARE = 4  # of the steps left, one paragraph takes a quarter: one rewritten leaves enough for all that follow


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
    """Paragraph by paragraph; stretches without a change are folded. One budget pays for all of it."""
    before, after, budget = old.lines, new.lines, diff.Budget()
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in diff.align(before, after, budget):
        if tag == "equal":
            ends = i2 == len(before) and j2 == len(after)
            rows += _folded(before[i1:i2], first=i1 == j1 == 0, last=ends)
        else:
            rows += _changed(before[i1:i2], after[j1:j2], budget)
    return rows


def _folded(lines: list[str], *, first: bool, last: bool) -> Iterator[Row]:
    head, tail = diff.fold(len(lines), NEAR, first=first, last=last)
    for line in lines[:head]:
        yield _same(line)
    if (skipped := len(lines) - head - tail) > 0:
        words = format_html("相同的{}段", skipped)
        yield Row("skipped", words, words)
    for line in lines[len(lines) - tail :]:
        yield _same(line)


def _same(line: str) -> Row:
    words = SafeString(_shown(line))
    return Row("same", words, words)


def _changed(before: list[str], after: list[str], budget: diff.Budget) -> Iterator[Row]:
    """Pairs by place; more paragraphs than ``bounds.COMPARED_LINES`` are one row."""
    if max(len(before), len(after)) > bounds.COMPARED_LINES:
        before, after = ["\n".join(before)], ["\n".join(after)]
    for left, right in zip_longest(before, after, fillvalue=""):
        if left == right:
            yield _same(left)
        elif left and right:
            yield Row("changed", *_words(left, right, budget))
        else:
            kind = "gone" if left else "new"
            yield Row(kind, SafeString(_marked("del", left)), SafeString(_marked("ins", right)))


def _words(left: str, right: str, budget: diff.Budget) -> tuple[SafeString, SafeString]:
    """The characters that changed; nothing is matched unless half of the shorter side stayed."""
    old, new = [], []
    most = max(len(left), len(right))
    for tag, i1, i2, j1, j2 in diff.smooth(diff.align(left, right, budget, edits=most, share=SHARE)):
        equal = tag == "equal"
        old.append(_shown(left[i1:i2]) if equal else _marked("del", left[i1:i2]))
        new.append(old[-1] if equal else _marked("ins", right[j1:j2]))
    return SafeString("".join(old)), SafeString("".join(new))


def _shown(text: str) -> str:
    """As markup; line breaks stay."""
    return escape(text).replace("\n", "<br>")


def _marked(tag: str, text: str) -> str:
    """Nothing is put around nothing."""
    return f"<{tag}>{_shown(text)}</{tag}>" if text else ""
