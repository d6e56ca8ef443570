"""What an operation refused, told where the person looks."""

from django import forms
from django.core.exceptions import ValidationError


def refuse(form: forms.BaseForm, error: ValidationError) -> None:
    """What an operation refused, beside the field it names or on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
