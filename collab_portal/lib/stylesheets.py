"""What the style sheets within a paste say of its elements.

Selectors of kinds, classes and ids are read (``p.x``, ``.x.y``, ``#x``, ``*``), as Word, WPS and Excel write
them, and of elements within others (``.x .y``, ``div > p``: at whatever depth); what is said of a kind of
element only where that hides it. ``js/word.js`` asks the browser for all others.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from collab_portal.lib import bounds
from collab_portal.lib.looks import Look, bare, look_of, over

COMPOUND: Final = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
NAME: Final = re.compile(r"[.#][\w-]+")
STEP: Final = re.compile(r"[\s>]+")
ANY: Final = "*"
MOST_STEPS: Final = 5
Compound = frozenset[str]
Around = frozenset[Compound]


class StyleSheets:
    """Rules found by the last name of their selector; the same selector again adds to what it said."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[tuple[Compound, Around], Look]] = {}
        self._leads: dict[str, set[Compound]] = {}

    def add(self, sheets: str) -> None:
        """``sheets``: what stands in a ``<style>``, or in a head with any number of them; small letters."""
        if "<style" in sheets:
            parts = (part.partition(">")[2].partition("</style")[0] for part in sheets.split("<style")[1:])
            sheets = "}".join(parts)
        for selectors, body in _rules(bare(sheets.replace("<!--", ""))):
            if (said := look_of(body)) != Look():
                for selector in selectors.split(","):
                    self._add(_compounds(selector), said)

    def _add(self, compounds: list[Compound], said: Look) -> None:
        if not compounds:
            return
        own, leads = compounds[-1], frozenset(compounds[:-1])
        is_named = any(name[0] in ".#" for compound in compounds for name in compound)
        if not (is_named or said.hidden):
            return
        rules = self._rules.setdefault(_last(own), {})
        rule = own - {ANY}, leads
        if rule in rules or len(rules) < bounds.MARKUP_SELECTORS:
            rules[rule] = over(rules.get(rule, Look()), said if is_named else Look(hidden=True))
            for lead in leads:
                self._leads.setdefault(_last(lead), set()).add(lead)

    def leads(self, names: Sequence[str]) -> Around:
        """What of it counts for the elements within, by its kind, ``.class`` and ``#id``."""
        if not self._leads:
            return frozenset()
        own = frozenset((*names, ANY))
        return frozenset(lead for name in own for lead in self._leads.get(name, ()) if lead <= own)

    def said(self, names: Sequence[str], around: Around = frozenset()) -> list[Look]:
        """Of an element by its names, within others that ``leads``; small letters; the last counts most."""
        if not self._rules:
            return []
        own = frozenset(names)
        found = (self._rules.get(name, {}) for name in (ANY, *names))
        return [
            look
            for rules in found
            for (whole, leads), look in rules.items()
            if whole <= own and leads <= around
        ]


def _compounds(selector: str) -> list[Compound]:
    """The names of an element and of those around it, outermost first; empty for any other selector."""
    steps = STEP.split(selector.strip())
    if len(steps) > MOST_STEPS:
        return []
    found = [COMPOUND.fullmatch(step) if step else None for step in steps]
    return (
        [frozenset((*NAME.findall(each[2]), *([each[1]] if each[1] else []))) for each in found if each]
        if all(found)
        else []
    )


def _last(compound: Compound) -> str:
    """By which one it is found: a name rather than a kind."""
    return max(compound, key=lambda name: (name[0] in ".#", name))


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
