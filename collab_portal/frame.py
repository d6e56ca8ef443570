"""The frame around every page: what many people share of it, each part drawn once for those who see it."""

from collections.abc import Iterable
from typing import NamedTuple

import rules
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from collab_portal.lib.cards import drawn
from collab_portal.sections import Place, navigation

NONCE = "the-nonce-of-the-page"  # stands in a kept part for that of each answer


class Head(NamedTuple):
    """``style``: the style sheet's address, which tells how static files are named."""

    style: str


class Scripts(NamedTuple):
    style: str
    idle: bool
    nonce: str = NONCE


class Menu(NamedTuple):
    """Which duties a person has."""

    sees_people: bool
    sees_recoveries: bool
    audits: bool
    reads_trail: bool


class Link(NamedTuple):
    """``here``: as ``aria-current`` says it, empty for any other page."""

    label: str
    href: str
    here: str


class Links(NamedTuple):
    links: tuple[Link, ...]


class Frame:
    """What ``base.html`` shows by name; a part is made when the template comes to it."""

    def __init__(self, request: HttpRequest, *, idle: bool) -> None:
        self.request, self.idle = request, idle
        match = request.resolver_match
        user = getattr(request, "user", None)  # none where a host is refused before anybody is known
        names = (match.namespace, match.url_name or "") if match else ("", "")
        self.user, (self.places, self.entries) = user, navigation(*names, user)

    def head(self) -> SafeString:
        return drawn("frame/head.html", Head(_style()))

    def scripts(self) -> SafeString:
        kept = drawn("frame/scripts.html", Scripts(_style(), self.idle))
        nonce = str(getattr(self.request, "csp_nonce", ""))
        return mark_safe(kept.replace(NONCE, nonce))  # noqa: S308 - letters and digits of our own

    def menu(self) -> SafeString:
        duties = ("see_people", "see_recoveries", "audit", "read_trail")
        held = (bool(rules.test_rule(f"accounts.{duty}", self.user)) for duty in duties)
        return drawn("frame/menu.html", Menu(*held))

    def sections(self) -> SafeString:
        return drawn("frame/links.html", self._links(self.places))

    def second_row(self) -> SafeString:
        return drawn("frame/second_row.html", self._links(self.entries))

    def _links(self, places: Iterable[Place]) -> Links:
        found = []
        for label, name, is_here in places:
            href = reverse(name)
            here = "" if not is_here else "page" if href == self.request.path else "true"
            found.append(Link(label, href, here))
        return Links(tuple(found))


def _style() -> str:
    return static("css/portal.css")
