"""What a mail server's refusal means."""

from smtplib import SMTPDataError, SMTPRecipientsRefused


def is_refused_for_good(error: Exception) -> bool:
    """Whether the mailbox will take this letter neither now nor later (a code of 500 and above)."""
    if isinstance(error, SMTPDataError):
        return int(error.smtp_code) >= 500
    if isinstance(error, SMTPRecipientsRefused):
        return max((int(code) for code, _ in error.recipients.values()), default=450) >= 500
    return False
