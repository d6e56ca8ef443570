"""The index rows of activities, written with them."""

from django.db import models

from activities.models.activity import Activity
from collab_portal.lib.search import rows


class ActivityIndex(rows.IndexRow):
    """One activity as search sees it; who may find it is asked of the activity."""

    activity = models.OneToOneField(
        Activity, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="联合活动"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("activityindex", "activity")
