"""What was used up: passwords that may not come back, codes of the second step that work once."""

from django.db import models

from accounts.models.user import User


class PasswordRecord(models.Model):
    """The hash of a password that was in use; the last five are kept where the policy asks for them."""

    person = models.ForeignKey(User, models.CASCADE, related_name="passwords", verbose_name="本人")
    hash = models.CharField("散列", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        indexes = (models.Index(fields=["person", "-at"], name="password_record_newest"),)

    def __str__(self) -> str:
        return f"{self.person} {self.at}"


class UsedCode(models.Model):
    """A code of the second step that was accepted: never again, also when the cache has forgotten it."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="本人")
    digest = models.CharField("摘要", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "用过的验证码"
        constraints = (models.UniqueConstraint(fields=["person", "digest"], name="used_code_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
