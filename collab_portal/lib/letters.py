"""Letters whose subject begins on its own line: some mailboxes and filters read only that."""

from email.header import Header
from email.message import Message
from typing import Any

from django.core.mail import EmailMultiAlternatives


class Email(EmailMultiAlternatives):
    """Django folds a long Chinese subject by the length it would have without its name, and then once more:
    ``Subject:`` stands alone on the first line (RFC 5322 allows it, and advises against it).
    """

    def message(self, **options: Any) -> Any:
        made = super().message(**options)
        del made["Subject"]
        charset = None if str(self.subject).isascii() else "utf-8"
        header = Header(str(self.subject), charset, header_name="Subject")
        Message.__setitem__(made, "Subject", header)
        return made
