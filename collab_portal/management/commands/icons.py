"""Draws the sprites anew, after a template or script named another icon."""

from typing import Any

from django.core.management.base import BaseCommand

from collab_portal.icons import SPRITES


class Command(BaseCommand):
    help = "重新生成图标文件 static/img/*icons.svg：只含模板和脚本用到的图标。"

    def handle(self, *args: Any, **options: Any) -> None:
        for sprite in SPRITES:
            sprite.path.write_text(sprite.drawn())
            print(f"{sprite.name}：{len(sprite.names())} 个图标")
