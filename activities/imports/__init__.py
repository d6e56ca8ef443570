"""What activities let people import: records, and totals of earlier years."""

from activities.imports.records import Activities
from activities.imports.totals import Totals
from organizations.imports.kinds import register


def register_kinds() -> None:
    register(Activities())
    register(Totals())
