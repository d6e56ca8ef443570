"""Texts as every form of the column takes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib.html import RichTextFormField, plain_text, strip_controls
from collab_portal.lib.markings import refuse_markings


class Texts(forms.BaseForm):
    """Without characters that no page may carry; one with a 密级标志 is refused beside its field."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        texts = {key: strip_controls(text) for key, text in cleaned.items() if isinstance(text, str)}
        cleaned |= texts
        for name, text in texts.items():
            rich = isinstance(self.fields.get(name), RichTextFormField)
            try:
                refuse_markings(plain_text(text) if rich else text)
            except ValidationError as error:
                self.add_error(name, error)
                cleaned.pop(name, None)
        return cleaned
