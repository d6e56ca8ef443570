"""What the sample records are known under."""

from activities.kinds import Kind
from commons.models import Label
from commons.models.label import RED_FLAG
from commons.sample_labels import MOTHER_RIVER, READING


def labels_of(kind: str, brand: bool) -> list[Label]:
    """The brand of all nineteen; of some kinds a campaign or a series, which the sample of 共享 has."""
    named = [RED_FLAG] if brand else []
    named += {Kind.VOLUNTEER: [MOTHER_RIVER], Kind.READING: [READING]}.get(Kind(kind), [])
    return list(Label.objects.filter(committee__isnull=True, name__in=named))
