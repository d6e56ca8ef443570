"""The start refuses what would only be found out later: a table of states that contradicts itself."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register

from collab_portal.lib.lifecycle import Living, flaws


@register
def lifecycles(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """Said by the model's name."""
    living = [model for model in apps.get_models() if issubclass(model, Living)]
    return [Error(f"{model.__name__}：{flaw}", id="portal.E001") for model in living for flaw in flaws(model)]
