"""The index rows of branches and pairings, written with them."""

from django.db import models

from collab_portal.lib.search import rows
from organizations.models.branch import Branch
from organizations.models.pairing import Pairing


class BranchIndex(rows.IndexRow):
    """One branch as search sees it: its name and code."""

    branch = models.OneToOneField(
        Branch, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="党组织"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("branchindex", "branch")


class PairingIndex(rows.IndexRow):
    """One pairing as search sees it: both names, its theme and batch."""

    pairing = models.OneToOneField(
        Pairing, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="结对共建"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("pairingindex", "pairing")
