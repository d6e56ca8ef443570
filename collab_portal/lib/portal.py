"""What apps contribute to each other, upwards only: each lists it in its ``contributions.py``."""

from functools import cache
from importlib import import_module
from typing import TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

T = TypeVar("T")


@cache
def _all() -> tuple[object, ...]:
    modules = [
        import_module(f"{config.name}.contributions")
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, "contributions")
    ]
    return tuple(thing for module in modules for thing in module.CONTRIBUTIONS)


def every(kind: type[T]) -> list[T]:
    """Everything of ``kind`` that any app contributes, in the order of the apps."""
    return [thing for thing in _all() if isinstance(thing, kind)]
