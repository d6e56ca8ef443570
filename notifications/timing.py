"""How long things may take. Settings may shorten them (tests do); nothing here reads a clock."""

from datetime import timedelta

from django.conf import settings

LEASE = timedelta(seconds=getattr(settings, "NOTIFICATIONS_LEASE_SECONDS", 90))
"""A claimed row is its sender's this long, renewed as a hand-over begins. Keep it far above EMAIL_TIMEOUT."""

FRESH = timedelta(seconds=1)
"""How old rights and facts of a batch, asked at once, may be as one of its letters leaves."""

MARK_WITHIN = 0.8
"""Part of the lease during which "sent" is written again and again if the database is away."""

NOTICE_LIFE = timedelta(days=30)
"""An immediate notice that could not be sent for so long is listed as expired instead."""

CATCH_UP_AFTER = timedelta(seconds=getattr(settings, "NOTIFICATIONS_CATCH_UP_SECONDS", 300))
"""As late as health calls late: from here on, a message says 补发, and one person's e-mails go out as one."""

RELAY_PAUSE = timedelta(seconds=getattr(settings, "NOTIFICATIONS_RELAY_PAUSE_SECONDS", 20))
"""How long to leave a mail server alone that cannot be reached. Costs no row an attempt."""

MAX_ATTEMPTS = 12
"""Back-off of half a minute to half an hour: about four hours of refusals before a person is asked."""

SEND_FOR = timedelta(seconds=50)
"""One look at the table ends after this; the next beat goes on. Below the task's time limit."""
