"""Signing in, in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "用户名或邮箱", "密码"
        login.validators.append(MaxLengthValidator(254))
        password.validators.append(MaxLengthValidator(1_000))
        login.widget.attrs = {"autocomplete": "username", "maxlength": "254", "autocapitalize": "none"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""
        asked = self.request.GET.get("login", "") if self.request else ""
        login.initial = asked[:60].replace("\0", "")
        if asked:
            password.widget.attrs["autofocus"] = True
        else:
            login.widget.attrs["autofocus"] = True
