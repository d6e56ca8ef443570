"""Bulk users for benchmarks: the same arguments make the same people."""

import random
from typing import Any

from django.utils import timezone

from accounts.models import User

Committee: Any = User._meta.get_field("committee").related_model  # stands above: not imported
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "江河湖海山川云雨松柏文武明德志远"
UNUSABLE = "!"  # nobody can sign in with it


def users(count: int, seed: int) -> None:
    """``count`` people spread over the nineteen; none can sign in (no usable password)."""
    chance = random.Random(seed)  # noqa: S311  # sample data
    committees = list(Committee._default_manager.all())
    made, now = [], timezone.now()
    for number in range(count):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
        made.append(
            User(
                username=f"scale-{seed}-{number}",
                email=f"scale-{seed}-{number}@example.cn",
                display_name=f"{name}（示例）",
                password=UNUSABLE,
                settled_at=now,
                committee=committees[number % len(committees)],
                role=chance.choices(["member", "staff", "admin"], [90, 9, 1])[0],
            )
        )
    User.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)
