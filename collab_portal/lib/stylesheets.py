"""What the style sheets within a paste say of its elements.

Selectors of one element alone are read (``p.x``, ``.x.y``, ``#x``), as Word, WPS and Excel write them; what
is said of a kind of element only where that hides it. ``js/word.js`` reads the same in the browser.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from collab_portal.lib import bounds
from collab_portal.lib.looks import Look, bare, look_of, over

SELECTOR: Final = re.compile(r"^\s*([a-z][\w-]*)?((?:[.#][\w-]+)*)\s*$", re.IGNORECASE)
NAME: Final = re.compile(r"[.#][\w-]+")


class StyleSheets:
    """Rules found by the last name of their selector; the same selector again adds to what it said."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[frozenset[str], Look]] = {}

    def add(self, sheets: str) -> None:
        """``sheets``: what stands in a ``<style>``, or in a head with any number of them; small letters."""
        if "<style" in sheets:
            parts = (part.partition(">")[2].partition("</style")[0] for part in sheets.split("<style")[1:])
            sheets = "}".join(parts)
        for selectors, body in _rules(bare(sheets.replace("<!--", ""))):
            if (said := look_of(body)) == Look():
                continue
            for selector in filter(None, map(SELECTOR.match, selectors.split(","))):
                self._add(selector[1] or "", NAME.findall(selector[2]), said)

    def _add(self, kind: str, names: list[str], said: Look) -> None:
        if not names and not (kind and said.hidden):
            return
        rules = self._rules.setdefault(names[-1] if names else kind, {})
        whole = frozenset((*names, kind) if kind else names)
        if whole in rules or len(rules) < bounds.MARKUP_SELECTORS:
            rules[whole] = over(rules.get(whole, Look()), said if names else Look(hidden=True))

    def said(self, names: Sequence[str]) -> list[Look]:
        """Of an element by its kind, ``.class`` and ``#id``, small letters; the last counts most."""
        if not self._rules:
            return []
        own = frozenset(names)
        found = (self._rules.get(name, {}) for name in names)
        return [look for rules in found for whole, look in rules.items() if whole <= own]


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule for the screen."""
    media = ""
    for rule in css.split("}"):
        head, begins, body = rule.rpartition("{")
        if not begins:  # the end of a group
            media = ""
            continue
        group, nested, selectors = head.rpartition("{")
        media = group if nested else media
        if "print" not in media or "screen" in media:
            yield selectors, body
