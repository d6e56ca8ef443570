"""Texts as every form of the column takes them."""

from typing import Any

from collab_portal.lib.forms import Portal
from collab_portal.lib.html import strip_controls


class Texts(Portal):
    """Without characters that no page may carry."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        texts = {key: strip_controls(text) for key, text in cleaned.items() if isinstance(text, str)}
        cleaned |= texts
        return cleaned
