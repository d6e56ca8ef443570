"""Bulk of what is shared: the same each time, made once, and found by search."""

from typing import Any

import pytest

from commons import scale
from commons.models import Document, Honour, Label, Resource
from commons.models.index import DocumentIndex, LabelIndex, ResourceIndex
from organizations.models import FrameworkAgreement
from organizations.scale import agreements

pytestmark = pytest.mark.django_db
MAKERS: list[tuple[Any, Any]] = [
    (agreements, FrameworkAgreement),
    (scale.labels, Label),
    (scale.resources, Resource),
    (scale.documents, Document),
    (scale.honours, Honour),
]


@pytest.mark.parametrize(("make", "model"), MAKERS, ids=lambda each: each.__name__)
def test_bulk_is_the_same_for_the_same_seed_and_made_once(make: Any, model: Any) -> None:
    names = [field.name for field in model._meta.concrete_fields]

    def picture() -> list[Any]:
        return list(model.objects.order_by("pk").values_list(*names))

    make(12, 3)
    first = picture()
    make(12, 3)
    again = picture()
    make(12, 4)

    assert len(first) == 12
    assert again == first
    assert model.objects.count() == 24
    for row in model.objects.all():
        row.clean_fields()


@pytest.mark.parametrize("index", [LabelIndex, ResourceIndex, DocumentIndex])
def test_each_row_is_found_by_search(index: Any) -> None:
    for make, _ in MAKERS[1:4]:
        make(3, 1)

    assert index.objects.count() == 3
