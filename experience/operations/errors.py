"""Refusals that a form answers in its own way."""

from django.core.exceptions import ValidationError


class ChangedError(ValidationError):
    """Somebody saved this since the form was opened."""
