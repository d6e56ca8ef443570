"""发文字号: filled in, changed, or taken back."""

from django.db import transaction

from rotation.models import Consultation, DocumentNumber


@transaction.atomic
def number_document(consultation: Consultation, kind: str, number: str) -> None:
    """``kind`` of ``DocumentNumber.Kind``; an empty ``number`` leaves the place blank again."""
    if number:
        DocumentNumber.objects.update_or_create(
            consultation=consultation, kind=kind, defaults={"number": number}
        )
    else:
        DocumentNumber.objects.filter(consultation=consultation, kind=kind).delete()
