"""发文字号: filled in, changed, or taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction

from rotation.models import Consultation, DocumentNumber
from rotation.operations.common import locked


@transaction.atomic
def number_document(consultation: Consultation, kind: str, number: str) -> None:
    """``kind`` of ``DocumentNumber.Kind``; an empty ``number`` leaves the place blank again.

    Minutes that are final are numbered once: raises ValidationError when another number is given.
    """
    consultation = locked(consultation)
    known = DocumentNumber.objects.filter(consultation=consultation, kind=kind)
    before = known.values_list("number", flat=True).first() or ""
    final = consultation.minutes.filter(finished_on__isnull=False)
    if before and number != before and kind == DocumentNumber.Kind.MINUTES and final.exists():
        raise ValidationError({"number": f"纪要已定稿，发文字号“{before}”不能再改。"})
    if number:
        DocumentNumber.objects.update_or_create(
            consultation=consultation, kind=kind, defaults={"number": number}
        )
    else:
        known.delete()
