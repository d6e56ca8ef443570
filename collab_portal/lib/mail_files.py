"""Letters as files, while no mail relay is named: links in them open accounts, so nobody else reads them."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.mail.backends.filebased import EmailBackend


class PrivateFiles(EmailBackend):
    """Django's letters in files, in a folder (0700) and files (0600) of the service user alone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        with suppress(PermissionError):  # somebody else's folder is theirs to close
            Path(self.file_path).chmod(0o700)

    def open(self) -> bool:
        if self.stream is None:
            name = self._get_filename()  # type: ignore[unreachable]  # it begins as None
            self.stream = os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
            return True
        return False
