"""What rotation and consultation give to other apps."""

from accounts.listeners import AccountListener
from accounts.models import User
from rotation.models import CalendarToken, PollLink


def end_links(person: User) -> None:
    """Calendars and answers by link are deleted with the account that they act for, never only suspended."""
    CalendarToken.objects.filter(user=person).delete()
    PollLink.objects.filter(made_by=person).delete()


CONTRIBUTIONS = (AccountListener(end_links=end_links),)
