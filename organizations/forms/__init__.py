"""Forms of organizations."""

from crispy_forms.helper import FormHelper
from django import forms


def plain_helper() -> FormHelper:
    """Fields only: the form tag, the token and the buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    return helper


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
