"""Who signs in: a person of one committee, with rights that are duties, not titles."""

import unicodedata
from typing import Any, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from collab_portal.lib.versions import Versioned, raised_by

DUTIES = ("rotation_admin", "editor", "reviewer", "issuer")  # held for the whole basin, each in a column
FLAGS = tuple(f"is_{duty}" for duty in DUTIES)
NO_DUTY = dict.fromkeys(FLAGS, False)
RIGHTS = ("role", *FLAGS, "platform_role")


def folded(text: str) -> str:
    """A user name or address as it is compared: without regard to width and case, without blanks around.

    The full stop of an input method is the dot of an address.
    """
    return unicodedata.normalize("NFKC", text).strip().lower().replace("。", ".")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def staff_of(self, *committees: int) -> Self:
        """Those who do the committees' work: active staff and committee admins."""
        return self.at_work().filter(committee__in=committees)

    def to_be_told(self) -> Self:
        """Of each no more than a notice to hundreds asks for."""
        return self.only("committee", "is_active", "is_rotation_admin")

    def at_work(self) -> Self:
        """Those who do a committee's work."""
        return self.active().filter(role__in=[User.Role.STAFF, User.Role.ADMIN])

    def admins_of(self, *committees: int) -> Self:
        return self.active().filter(committee__in=committees, role=User.Role.ADMIN)

    def with_duty(self, duty: str) -> Self:
        """Those who hold it: rotation_admin, editor, reviewer or issuer."""
        return self.filter(**{f"is_{duty}": True})

    def visible_to(self, user: "User") -> Self:
        """系统/安全管理员 see everybody, a 工委管理员 the committee's people, others themselves."""
        if user.platform_role in {User.Platform.SYSTEM, User.Platform.SECURITY}:
            return self
        mine = Q(pk=user.pk)
        if user.is_committee_admin:
            mine |= Q(committee=user.committee_id)
        return self.filter(mine)

    def for_list(self) -> Self:
        """Everything one row shows, newest first."""
        return self.select_related("committee", "branch").order_by("-date_joined", "-pk")


class Normalized(models.Func):
    """A text in its compatibility form, where full-width letters are narrow ones (PostgreSQL's own)."""

    function, template, arity = "normalize", "%(function)s(%(expressions)s, NFKC)", 1
    output_field = models.CharField()


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(username=unicodedata.normalize("NFKC", username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(exclude=["password", "last_login", "last_seen_on"])
class User(Versioned, AbstractBaseUser):
    """A person. There is no superuser: platform duties are three, and never two in one person."""

    class Kind(models.TextChoices):
        PERSON = "person", "人员"
        SERVICE = "service", "接口账号"

    class Role(models.TextChoices):
        MEMBER = "member", "党员"
        STAFF = "staff", "工委干部"
        ADMIN = "admin", "工委管理员"

    class Platform(models.TextChoices):
        SYSTEM = "system", "系统管理员"
        SECURITY = "security", "安全管理员"
        AUDITOR = "auditor", "审计员"

    history_hides = ("epoch", "version")

    kind = models.CharField("类别", max_length=8, choices=Kind, default=Kind.PERSON)
    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "该用户名已被使用。"},
    )
    email = models.EmailField("邮箱", blank=True)
    display_name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=60, blank=True)
    office_phone = models.CharField("办公电话", max_length=40, blank=True)
    committee = models.ForeignKey(
        "organizations.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="工委",
    )
    branch = models.ForeignKey(
        "organizations.Branch",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="党组织",
    )
    role = models.CharField("角色", max_length=10, choices=Role, default=Role.MEMBER)
    is_rotation_admin = models.BooleanField("轮值管理员", default=False)
    is_editor = models.BooleanField("专栏编辑", default=False)
    is_reviewer = models.BooleanField("专栏审核", default=False)
    is_issuer = models.BooleanField("专栏签发", default=False)
    platform_role = models.CharField("平台职责", max_length=10, choices=Platform, blank=True, default="")
    is_active = models.BooleanField("启用", default=True)
    date_joined = models.DateTimeField("创建时间", default=timezone.now)
    settled_at = models.DateTimeField("启用时间", null=True, blank=True)
    email_confirmed_at = models.DateTimeField("邮箱确认时间", null=True, blank=True)
    password_set_at = models.DateTimeField("密码设置时间", null=True, blank=True)
    mfa_due_on = models.DateField("两步验证期限", null=True, blank=True)
    last_seen_on = models.DateField("最近使用", null=True, blank=True)
    epoch = models.PositiveIntegerField("账号版本", default=0)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        triggers = (
            raised_by(
                *("display_name", "post", "office_phone", "email", "committee_id", "branch_id"),
                *RIGHTS,
            ),
        )
        constraints = (
            models.UniqueConstraint(
                Lower(Normalized("username")),
                name="user_name_once",
                violation_error_message="该用户名已被使用（不分大小写和全半角）。",
                violation_error_code="username",
            ),
            models.CheckConstraint(
                condition=~Q(username__contains="@"),
                name="user_name_no_address",
                violation_error_message="用户名不能是邮箱地址。",
                violation_error_code="username",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False)
                | Q(
                    role="member",
                    platform_role="",
                    **NO_DUTY,
                ),
                name="user_rights_settled",
                violation_error_message="账号尚未由本人启用，不能授权。",
            ),
            models.CheckConstraint(
                condition=Q(kind="person")
                | Q(
                    kind="service",
                    password__startswith="!",  # noqa: S106  # no password has this hash
                    role="staff",
                    platform_role="",
                    **NO_DUTY,
                ),
                name="user_service_signs_nothing",
                violation_error_message="接口账号不能登录，也不能持有其他权限。",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message="该邮箱已被其他账号使用。",
                violation_error_code="email",
            ),
            models.CheckConstraint(
                condition=Q(platform_role__in=["", "system", "security", "auditor"]),
                name="user_platform_role_known",
            ),
            models.CheckConstraint(
                condition=Q(platform_role="")
                | Q(
                    role="member",
                    **NO_DUTY,
                ),
                name="user_platform_role_alone",
                violation_error_message="平台三员不得兼任业务角色。",
            ),
            models.CheckConstraint(
                condition=Q(role="member") | Q(committee__isnull=False),
                name="user_staff_has_committee",
                violation_error_message="工委干部和管理员须属于一个工委。",
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions hang on the password and on the account's epoch: raising it ends them all."""
        value = f"{self.password}|{self.epoch}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    def has_password(self) -> bool:
        return not self.password.startswith("!")

    @property
    def is_started_from_address(self) -> bool:
        """Whether the password was set by a link to the very address that stands confirmed.

        An address that came to a started account says nothing of who holds the password: its owner may
        have opened a letter about an account that somebody else started.
        """
        return self.email_confirmed_at is not None and self.email_confirmed_at == self.settled_at

    @property
    def is_staff_member(self) -> bool:
        """工委干部 or 工委管理员: does the committee's work."""
        return self.role in {self.Role.STAFF, self.Role.ADMIN}

    @property
    def is_committee_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    def has_duty(self, duty: str) -> bool:
        return bool(getattr(self, f"is_{duty}"))

    @property
    def held_duties(self) -> list[str]:
        return [duty for duty in DUTIES if self.has_duty(duty)]

    @property
    def duties(self) -> list[str]:
        """Every right this person holds, in words; empty for a plain 党员."""
        held = [str(self._meta.get_field(flag).verbose_name) for flag in FLAGS if getattr(self, flag)]  # type: ignore[union-attr]
        if self.role != self.Role.MEMBER:
            held.insert(0, self.get_role_display())
        if self.platform_role:
            held.append(self.get_platform_role_display())
        return held
