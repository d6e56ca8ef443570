"""An address as it is typed: in wide letters, with a wide @, in capitals; kept as addresses are compared."""

from typing import Any

from django import forms

from accounts.models.user import folded


class AddressField(forms.EmailField):
    """Folds before it judges: what an input method left wide is no other address."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 254)
        plain = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}
        options.setdefault("widget", forms.TextInput(plain))  # a field of type email lets nothing wide pass
        options.setdefault("error_messages", {"invalid": "请填写完整的邮箱地址，例如 name@example.cn。"})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return folded(str(super().to_python(value) or ""))
