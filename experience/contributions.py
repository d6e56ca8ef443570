"""What the column gives to other apps."""

from accounts.listeners import AccountListener
from accounts.models import User
from experience.models import Article
from notifications.operations import close_for


def close_signatures(person: User, what: frozenset[str]) -> None:
    """Who edits, reviews or issues no longer is asked for no signature, and reads no title of a draft."""
    steps = [f"ask-{status}" for status, duty in Article.DUTIES.items() if duty in what]
    if steps:
        close_for(person, steps=steps)


CONTRIBUTIONS = (AccountListener(loses=close_signatures),)
