"""Folds the search index anew after an upgrade that compares text otherwise, a batch a transaction.

Until a row is done it is found as before; whoever is stopped goes on where the last batch ended.
"""

import time
from typing import NamedTuple

import structlog
from django.apps import apps
from django.db import models, transaction

from collab_portal.lib import chinese
from collab_portal.lib.search.rows import IndexRow, refold_some
from organizations.models import Folding

log = structlog.get_logger("portal.search")
SECONDS = 20.0


class Progress(NamedTuple):
    """Rows of one index that are folded by this version, of how many."""

    table: str
    done: int
    total: int
    is_over: bool


def carry_on(seconds: float = SECONDS) -> bool:
    """Fold batches for so long; whether all is done. Two at once do different batches or wait."""
    until = time.monotonic() + seconds
    for model in _indexes():
        while not _is_current(model):
            if time.monotonic() > until:
                return False
            _fold_batch(model)
    return True


def progress() -> list[Progress]:
    """How far every index is."""
    states = {state.table: state for state in Folding.objects.all()}
    found = []
    for model in _indexes():
        table, total = model._meta.db_table, model._default_manager.count()
        state = states.get(table, Folding(table=table))
        is_over = state.version == chinese.VERSION
        done = total if is_over else min(state.done, total) if state.target == chinese.VERSION else 0
        found.append(Progress(table, done, total, is_over))
    return found


def _indexes() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, IndexRow)]


def _is_current(model: type[models.Model]) -> bool:
    return Folding.objects.filter(table=model._meta.db_table, version=chinese.VERSION).exists()


def _fold_batch(model: type[models.Model]) -> None:
    with transaction.atomic():
        Folding.objects.get_or_create(table=model._meta.db_table)
        state = Folding.objects.select_for_update().get(table=model._meta.db_table)
        if state.version == chinese.VERSION:
            return
        if state.target != chinese.VERSION:
            state.target, state.reached, state.done = chinese.VERSION, 0, 0
        keys = refold_some(model, state.reached)
        state.done += len(keys)
        if keys:
            state.reached = keys[-1]
        else:
            state.version = chinese.VERSION
            log.info("index_folded", table=state.table, rows=state.done, version=state.version)
        state.save()
