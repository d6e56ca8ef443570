"""级别: how high up something was awarded, agreed or reported."""

from django.db import models


class Level(models.TextChoices):
    """From the highest down."""

    NATION = "nation", "国家级"
    PROVINCE = "province", "省部级"
    BUREAU = "bureau", "厅局级"
    CITY = "city", "市县级"
