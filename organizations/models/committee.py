"""工委: one of the nineteen."""

import pghistory
from django.db import models
from django.urls import reverse

from collab_portal.lib.versions import Versioned, raised_by
from organizations import network


@pghistory.track()
class Committee(Versioned):
    """A provincial party-organ work committee. The nineteen come by data migration, in fixed order."""

    class Group(models.TextChoices):
        BELT = network.BELT, "长江经济带"
        BASIN = network.BASIN, "长江流域其他省区"

    class Reach(models.TextChoices):
        UPPER = network.UPPER, "上游"
        MIDDLE = network.MIDDLE, "中游"
        LOWER = network.LOWER, "下游"

    name = models.CharField("倡议署名", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=10, unique=True)
    slug = models.SlugField("网址名", unique=True)
    region_code = models.CharField("行政区划代码", max_length=6, unique=True)
    group = models.CharField("组别", max_length=10, choices=Group)
    reach = models.CharField("流段", max_length=10, choices=Reach)
    position = models.PositiveSmallIntegerField("顺序", unique=True)
    introduction = models.TextField("简介", blank=True, max_length=5_000)
    office_phone = models.CharField("办公电话", max_length=40, blank=True)
    office_email = models.EmailField("办公邮箱", blank=True)
    mail_domains = models.TextField("邮箱域名", blank=True, max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "工委"
        ordering = ("position",)
        triggers = (raised_by("introduction", "office_phone", "office_email", "mail_domains"),)

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("organizations:detail", args=[self.slug])
