"""What notices give to other apps."""

from uuid import uuid4

from accounts.listeners import AccountListener
from accounts.models import User
from collab_portal.lib.awaiting import AwaitingSource
from notifications.awaiting import awaiting, counted
from notifications.exports import LEDGER
from notifications.operations import close_for, notify


def tell(people: list[User], title: str, body: str, url: str, key: str) -> None:
    """账号安全: each notice stands for itself, unless its key says that it was told before."""
    topic = f"account:{people[0].pk}" if people else "account"
    notify(topic=topic, step=key or uuid4().hex[:12], recipients=people, title=title, body=body, url=url)


def close_to_dos(person: User, what: frozenset[str]) -> None:
    """What was asked of the committee's staff is asked of its colleagues now; unsent mail is taken back."""
    if what & {"committee", "role"}:
        close_for(person)


CONTRIBUTIONS = (
    AccountListener(tell=tell, loses=close_to_dos),
    AwaitingSource(5, "通知", awaiting, counted),
    LEDGER,
)
