"""会商纪要: versions, and the signatures of the committees that attended."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from collab_portal.lib import dates
from collab_portal.lib.checks import Checked
from collab_portal.lib.html import RichTextField
from collab_portal.lib.joint.party import Party, PartyQuerySet
from collab_portal.lib.lifecycle import Badge
from rotation.models.consultation import Consultation
from rotation.models.resolution import Resolution

if TYPE_CHECKING:
    from accounts.models import User


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: "User", leads: bool) -> Self:
        """A draft is the lead's alone until it is sent round."""
        return self if leads else self.filter(submitted_at__isnull=False)

    def drafts(self) -> Self:
        """Not sent round yet; at most one a consultation."""
        return self.filter(submitted_at__isnull=True)

    def in_force(self) -> Self:
        """Sent round and not replaced: the one version that is, or was, signed."""
        return self.filter(submitted_at__isnull=False, replaced_at__isnull=True)


@pghistory.track()
class Minutes(Checked):
    """One version. It is written, sent round for signature, and frozen from then on.

    A newer version replaces one that is still being signed: everybody signs the new text anew, because a
    signature counts for the words that were read.
    """

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="minutes", verbose_name="会商"
    )
    version = models.PositiveSmallIntegerField("版本")
    body = RichTextField("正文")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人"
    )
    written_at = models.DateTimeField("起草时间")
    edit = models.PositiveIntegerField("保存次数", default=1)
    submitted_at = models.DateTimeField("送签时间", null=True, blank=True)
    sign_by = models.DateField("会签截止", null=True, blank=True)
    replaced_at = models.DateTimeField("被新版替代时间", null=True, blank=True)
    signed_at = models.DateTimeField("签毕时间", null=True, blank=True)
    facts = models.JSONField("会商情况", null=True, blank=True, help_text="送签时的名称、时间、牵头和出席。")
    finished_on = models.DateField(
        "定稿日期", null=True, blank=True, help_text="最后一家会签之日；未签毕而办结的，为办结之日。"
    )
    countersigned = models.JSONField("会签情况", null=True, blank=True, help_text="定稿时的会签情况。")

    objects = MinutesQuerySet.as_manager()
    history_hides = ("edit", "facts", "countersigned")

    class Meta:
        verbose_name = verbose_name_plural = "会商纪要"
        constraints = (
            models.UniqueConstraint(fields=["consultation", "version"], name="minutes_version_once"),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(submitted_at__isnull=True),
                name="minutes_one_draft",
                violation_error_message="已有一份纪要草稿。",
            ),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(submitted_at__isnull=False, replaced_at__isnull=True),
                name="minutes_one_in_force",
                violation_error_message="已有一版纪要在会签或已签毕。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, sign_by__isnull=True, signed_at__isnull=True)
                | Q(submitted_at__isnull=False, sign_by__isnull=False),
                name="minutes_submitted_has_deadline",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(signed_at__isnull=True),
                name="minutes_signed_never_replaced",
                violation_error_message="签毕的纪要不能再换新版。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(facts__isnull=False),
                name="minutes_sent_has_facts",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True, countersigned__isnull=True, signed_at__isnull=True)
                | Q(finished_on__isnull=False, countersigned__isnull=False, submitted_at__isnull=False),
                name="minutes_finished_whole",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="minutes_sent_text_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__submitted_at__isnull=False)
                & (
                    pgtrigger.Q(old__body__df=pgtrigger.F("new__body"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__submitted_at__df=pgtrigger.F("new__submitted_at"))
                    | pgtrigger.Q(old__facts__df=pgtrigger.F("new__facts"))
                ),
            ),
            pgtrigger.Protect(
                name="minutes_finished_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__finished_on__isnull=False)
                & (
                    pgtrigger.Q(old__finished_on__df=pgtrigger.F("new__finished_on"))
                    | pgtrigger.Q(old__countersigned__df=pgtrigger.F("new__countersigned"))
                    | pgtrigger.Q(old__signed_at__df=pgtrigger.F("new__signed_at"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation}纪要第{self.version}稿"

    @property
    def revision(self) -> int:
        """Under which its committees are asked: each version asks them anew."""
        return self.consultation.revision + self.version

    @property
    def is_draft(self) -> bool:
        return self.submitted_at is None

    def ask(self, committees: Iterable[int]) -> None:
        """Whose signature it takes is fixed when it is sent round."""
        asked = (MinutesSignature(minutes=self, committee_id=pk) for pk in committees)
        MinutesSignature.objects.bulk_create(asked)


@pghistory.track()
class MinutesDecision(models.Model):
    """One decision as this version of the minutes has it: in words, and never changed.

    What becomes of the decision afterwards stands in ``resolution`` alone.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="decisions", verbose_name="会商纪要")
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="as_sent", verbose_name="议定事项"
    )
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("事项", max_length=120)
    body = models.TextField("内容和要求", max_length=2000, blank=True)
    main_owner = models.CharField("牵头办理", max_length=60, blank=True)
    other_owners = models.CharField("配合办理", max_length=600, blank=True)
    due_on = models.DateField("完成期限")

    class Meta:
        verbose_name = verbose_name_plural = "纪要所载议定事项"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_decision_number_once"),
            models.UniqueConstraint(fields=["minutes", "resolution"], name="minutes_decision_once"),
        )
        triggers = (
            pgtrigger.Protect(
                name="minutes_decision_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of(cls, resolution: Resolution) -> Self:
        """Not stored: the resolution in the words of today. Its owners should be prefetched."""
        main = resolution.main_owner
        others = (row.committee.short_name for row in resolution.owners.all() if not row.main)
        return cls(
            resolution=resolution,
            number=resolution.number,
            title=resolution.title,
            body=resolution.body,
            main_owner=main.short_name if main else "",
            other_owners="、".join(others),
            due_on=resolution.due_on,
        )

    def differences(self) -> list[str]:
        """How the resolution differs today, one phrase a field."""
        now = MinutesDecision.of(self.resolution)
        fields = (
            ("事项", self.title, now.title),
            ("牵头办理", self.main_owner, now.main_owner),
            ("配合办理", self.other_owners or "无", now.other_owners or "无"),
            ("完成期限", dates.plain_date(self.due_on), dates.plain_date(now.due_on)),
        )
        found = [f"{label}由“{was}”改为“{new}”" for label, was, new in fields if was != new]
        return [*found, *(["内容和要求有修改"] if self.body != now.body else [])]


class MinutesSignatureQuerySet(PartyQuerySet["MinutesSignature"]):
    def in_force(self) -> Self:
        """To the version that is being, or was, signed."""
        return self.filter(minutes__submitted_at__isnull=False, minutes__replaced_at__isnull=True)

    def owing(self) -> Self:
        """Once its objection is answered a committee is asked again."""
        return self.unsigned().filter(Q(objected_at__isnull=True) | Q(answered_at__isnull=False))

    def unanswered(self) -> Self:
        """Objections that wait for the lead."""
        return self.objecting().filter(answered_at__isnull=True)


@pghistory.track()
class MinutesSignature(Party):
    """What one attending committee says to one version, asked when it is sent round."""

    OBJECTED, OWED = Badge("有异议", "warn"), Badge("待签", "muted")

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="parties", verbose_name="会商纪要")
    answer = models.CharField("答复", max_length=1000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = MinutesSignatureQuerySet.as_manager()

    class Meta(Party.Meta):
        verbose_name = verbose_name_plural = "会签意见"
        constraints = (
            *Party.Meta.constraints,
            models.UniqueConstraint(
                fields=["minutes", "committee"],
                name="minutes_signature_once",
                violation_error_message="该工委已表明意见。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, objected_at__isnull=False) & ~Q(answer="")),
                name="minutes_answer_to_an_objection",
                violation_error_message="请写明答复。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}对{self.minutes}的意见"

    @property
    def is_asked(self) -> bool:
        return self.minutes.replaced_at is None and self.minutes.signed_at is None

    @property
    def is_owing(self) -> bool:
        return not self.is_signed and (self.objected_at is None or self.answered_at is not None)

    @property
    def is_late(self) -> bool:
        """Signed after the deadline, which it may."""
        sign_by = self.minutes.sign_by
        return bool(self.signed_at and sign_by and dates.today(self.signed_at) > sign_by)

    def unsign(self) -> None:
        """What was answered was answered to what it said before."""
        super().unsign()
        self.answer, self.answered_at = "", None
