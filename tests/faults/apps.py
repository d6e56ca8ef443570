"""Tells the relay which process is talking; its source of reminders is in ``contributions``."""

import os
from pathlib import Path

from django.apps import AppConfig
from django.core.mail.utils import DNS_NAME


def record() -> Path:
    """Topic → step, person, when it is due, until when it is good."""
    return Path(os.environ["VAR_DIR"]) / "storm.json"


class FaultsConfig(AppConfig):
    name = "tests.faults"

    def ready(self) -> None:
        DNS_NAME.get_fqdn = lambda: f"pid{os.getpid()}"
