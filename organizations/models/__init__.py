"""工委、党组织、结对共建: who works together."""

from organizations.models.branch import Branch
from organizations.models.committee import Committee

__all__ = ["Branch", "Committee"]
