"""工委、党组织、结对共建: who works together."""

from organizations.models.branch import Branch
from organizations.models.committee import Committee
from organizations.models.pairing import Pairing, PairingBatch, PairingTerm

__all__ = ["Branch", "Committee", "Pairing", "PairingBatch", "PairingTerm"]
