"""What is still to be planned anew: where many are told, that is too much for the request that moved it."""

from django.db import models
from django.db.models.functions import Now


class Replanning(models.Model):
    """A topic whose planned rows are behind its facts; none of them goes out while it is here.

    Written in the transaction that changed the facts, deleted by the one that makes the rows equal the plan:
    a killed worker loses nothing.
    """

    topic = models.CharField("事项", max_length=80, unique=True)
    since = models.DateTimeField("登记时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "待重排"

    def __str__(self) -> str:
        return self.topic
