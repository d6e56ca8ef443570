"""待办: one row for one thing that is owed, derived from its object; it goes when it is done or moot."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from collab_portal.lib.awaiting import Answer, Number

if TYPE_CHECKING:
    from accounts.models import User

Key = tuple[str, int, str, int | None, str, int | None]


class TodoQuerySet(models.QuerySet["Todo"]):
    def open(self, now: datetime) -> Self:
        """What can be done now."""
        return self.filter(opens_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def of(self, user: "User") -> Self:
        """What waits for a person: for the committee whose work he does, for a duty he holds, for himself."""
        mine = Q(person=user.pk)
        if user.committee_id and user.is_staff_member:
            mine |= Q(committee=user.committee_id)
        if duties := user.held_duties:
            mine |= Q(duty__in=duties)
        return self.filter(mine).exclude(barred__contains=[user.pk])


class Todo(models.Model):
    """``topic`` names the object, ``kind`` is one of its subject's; exactly one of three has to do it."""

    topic = models.CharField("事项", max_length=80)
    revision = models.PositiveIntegerField("版次", default=0)
    kind = models.CharField("类别", max_length=20)
    committee = models.ForeignKey(
        "organizations.Committee",
        models.CASCADE,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="工委",
    )
    duty = models.CharField("职责", max_length=20, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="个人",
    )
    barred = ArrayField(models.BigIntegerField(), default=list, verbose_name="不得办理的人")
    asker = models.ForeignKey(
        "organizations.Committee",
        models.CASCADE,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="等候的工委",
    )
    title = models.CharField("标题", max_length=200)
    detail = models.CharField("说明", max_length=500, blank=True)
    url = models.CharField("链接", max_length=300)
    answer = models.JSONField("一键办理", null=True)
    due_on = models.DateField("期限", null=True)
    opens_at = models.DateTimeField("起")
    ends_at = models.DateTimeField("止", null=True)
    nudged_at = models.DateTimeField("催办时间", null=True)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        constraints = (
            models.UniqueConstraint(
                fields=["topic", "revision", "kind", "committee", "duty", "person"],
                nulls_distinct=False,
                name="todo_once",
            ),
            models.CheckConstraint(
                condition=Q(committee__isnull=False, duty="", person=None)
                | Q(committee=None, person=None) & ~Q(duty="")
                | Q(committee=None, duty="", person__isnull=False),
                name="todo_of_one",
            ),
        )
        indexes = (
            models.Index(fields=["committee", "opens_at"], name="todo_committee"),
            models.Index(fields=["duty"], condition=~Q(duty=""), name="todo_duty"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="todo_person"),
            models.Index(fields=["asker"], condition=Q(asker__isnull=False), name="todo_asker"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> Key:
        return self.topic, self.revision, self.kind, self.committee_id, self.duty, self.person_id

    def has_ended(self, now: datetime) -> bool:
        """It can no longer be done."""
        return self.ends_at is not None and self.ends_at <= now

    @property
    def one_click(self) -> Answer | None:
        """What its button sends, if it has one."""
        if self.answer is None:
            return None
        number = self.answer["number"]
        return Answer(
            self.answer["url"],
            self.answer["label"],
            tuple((name, value) for name, value in self.answer["fields"]),
            Number(**number) if number else None,
        )
