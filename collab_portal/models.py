"""When the processes behind the pages last did something: one row each, told by ``/readyz``."""

from datetime import datetime

from django.db import models


class Tick(models.Model):
    """A sign of life of ``worker`` (it ran a task) or ``beat`` (it sent one, and a worker ran it)."""

    name = models.CharField("进程", max_length=10, primary_key=True)
    at = models.DateTimeField("最近")

    class Meta:
        verbose_name = verbose_name_plural = "进程的最近一次运行"

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


def tick(name: str, now: datetime) -> None:
    """Write down that the process lives."""
    Tick.objects.bulk_create(
        [Tick(name=name, at=now)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )
