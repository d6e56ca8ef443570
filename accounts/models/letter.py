"""待寄信件: a letter about an account that waits for the mail server."""

from django.db import models

from accounts.models.ticket import Ticket
from accounts.models.user import User


class Letter(models.Model):
    """What is to be told to whom; the worker makes the text and deletes the row once it is handed over.

    No link lies here: one that stands for a ticket is made of ``seed`` and SECRET_KEY. A letter to nobody
    (an unknown address was typed) is a row like any other, so that asking costs the same.
    """

    class Kind(models.TextChoices):
        RESET = "reset", "设置新密码"
        UNLOCK = "unlock", "常用设备验证"
        GUESSED = "second_step_guessed", "有人输入了正确密码"
        INVITATION = "invitation", "启用账号"
        ADDRESS_CONFIRM = "address_confirm", "确认新邮箱"
        ADDRESS_ASKED = "address_asked", "有人请求更改邮箱"
        ADDRESS_CHANGED = "address_changed", "邮箱已更改"
        ADDRESS_TYPED = "address_typed", "管理员更改了邮箱"

    kind = models.CharField("信件", max_length=20, choices=Kind)
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name="账号")
    address = models.CharField("寄往", max_length=254, blank=True)
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="+", verbose_name="链接")
    seed = models.CharField("链接的种子", max_length=43, blank=True)
    facts = models.JSONField("内容", default=dict)
    made_at = models.DateTimeField("写入时间")
    expires_at = models.DateTimeField("失效时间")
    next_attempt_at = models.DateTimeField("下次寄送", db_index=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "待寄信件"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person or ''}".strip()
