"""A label as a row of an activity shows it."""

from typing import NamedTuple

from django.urls import reverse


class Tag(NamedTuple):
    """``committee``: its keeper's, none for all nineteen's."""

    pk: int
    kind: str
    name: str
    committee: int | None
    known: bool = True

    @property
    def url(self) -> str:
        return reverse("commons:label", args=[self.pk])
