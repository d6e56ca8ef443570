"""Sample activities where there are no people yet."""

from django.utils import timezone

from activities import sample
from activities.models import Activity


def test_without_people_nothing_is_seeded(db):
    sample.seed(timezone.now())

    assert not Activity.objects.exists()
