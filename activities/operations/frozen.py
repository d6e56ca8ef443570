"""A version kept apart from its record: as JSON, and back as the operations take it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from activities.models import Activity, Correction
from activities.operations.content import FACTS, Party, Result
from collab_portal.lib.tables import thawed

FROZEN = [name for name in FACTS if name != "status"]


def frozen_facts(activity: Activity) -> dict[str, Any]:
    return {name: getattr(activity, name) for name in FROZEN}


def frozen_parties(parties: Sequence[Party]) -> list[dict[str, Any]]:
    return [party._asdict() | {"branch_ids": sorted(party.branch_ids)} for party in parties]


def restored(correction: Correction) -> tuple[dict[str, Any], list[Party], list[Result]]:
    """Facts by column, parties, outcomes; without what was a column when it was proposed and is none now."""
    facts = thawed(Activity, correction.facts)
    parties = [Party(**{**row, "branch_ids": frozenset(row["branch_ids"])}) for row in correction.parties]
    outcomes = [Result(**{**row, "value": Decimal(row["value"])}) for row in correction.outcomes]
    return facts, parties, outcomes
