"""What other apps hear of accounts, and the notices of category 账号安全, which nobody can switch off."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from collab_portal.lib import portal


@dataclass(frozen=True)
class AccountListener:
    """An app's answer to what happens to an account; called in the transaction of the deed.

    ``tell(people, title, body, url, key)`` tells people; ``end_links(person)`` deletes what opens
    something for the person without signing in (calendar links, answers by link); ``loses(person, what)`` is
    told which of ``committee``, ``role`` and the duties' columns the person has no longer.
    """

    tell: Callable[[list[User], str, str, str, str], None] | None = None
    end_links: Callable[[User], None] | None = None
    loses: Callable[[User, frozenset[str]], None] | None = None


def tell(*people: User, title: str, body: str = "", url: str = "", key: str = "") -> None:
    """账号安全: by e-mail and in the inbox, and never switched off; the same ``key`` only once."""
    for listener in portal.every(AccountListener):
        if listener.tell:
            listener.tell(list(people), title, body, url or reverse("accounts:profile"), key)


def end_links(person: User) -> None:
    for listener in portal.every(AccountListener):
        if listener.end_links:
            listener.end_links(person)


def loses(person: User, what: Iterable[str]) -> None:
    """Nothing is asked of people that they can no longer do."""
    names = frozenset(what)
    for listener in portal.every(AccountListener):
        if listener.loses and names:
            listener.loses(person, names)
