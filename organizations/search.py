"""Which words of branches and pairings are looked for, and who may find them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.dates import start_of
from collab_portal.lib.search.rows import Words
from organizations.models import Branch, BranchIndex, Pairing, PairingIndex


def branch_words(branch: Branch) -> Words:
    """Name and code."""
    return Words(branch.name, branch.code, f"{branch.committee.short_name} · {branch.get_line_display()}")


def pairing_words(pairing: Pairing) -> Words:
    """Both names, theme and batch; equals are ranked by when they were agreed."""
    batch = pairing.batch.name if pairing.batch else ""
    note = f"{pairing.first.committee.short_name} × {pairing.second.committee.short_name}"
    at = start_of(pairing.started_on) if pairing.started_on else None
    title = f"{pairing.first.name} — {pairing.second.name}"
    return Words(title, "\n".join(filter(None, (pairing.theme, batch))), note, at)


def index_branches(branches: Iterable[Branch]) -> None:
    """Branches, and the pairings that carry their names."""
    words = {branch.pk: branch_words(branch) for branch in branches}
    BranchIndex.write(words)
    named = Pairing.objects.filter(Q(first__in=words) | Q(second__in=words))
    index_pairings(named.for_list())


def index_pairings(pairings: Iterable[Pairing]) -> None:
    PairingIndex.write({pairing.pk: pairing_words(pairing) for pairing in pairings})


def readable_branches(user: User) -> QuerySet[BranchIndex]:
    """Rows of the branches this person may see."""
    return BranchIndex.objects.filter(branch__in=Branch.objects.visible_to(user))


def readable_pairings(user: User) -> QuerySet[PairingIndex]:
    """Rows of the pairings this person may see."""
    return PairingIndex.objects.filter(pairing__in=Pairing.objects.visible_to(user))


def branch_url(pk: int) -> str:
    return reverse("organizations:branch", args=[pk])


def pairing_url(pk: int) -> str:
    return reverse("organizations:pairing", args=[pk])
