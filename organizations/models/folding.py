"""How far each index of the search has been folded by the folding of this version."""

from django.db import models


class Folding(models.Model):
    """One index: ``version`` is what all of it is folded by; ``target`` what it is being folded by.

    ``reached`` is the last key that is done, ``done`` how many rows are.
    """

    table = models.CharField("索引", max_length=100, unique=True)
    version = models.PositiveSmallIntegerField("版本", default=0)
    target = models.PositiveSmallIntegerField("目标版本", default=0)
    reached = models.BigIntegerField("已到", default=0)
    done = models.PositiveIntegerField("已完成", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "检索归一"

    def __str__(self) -> str:
        return self.table
