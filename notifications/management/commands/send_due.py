"""Sends what is due without a broker: once, or again and again."""

import time

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from notifications.sending import send_due

log = structlog.get_logger("portal.notifications")


class Command(BaseCommand):
    help = "发送到期的通知；--every 秒数 表示循环执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0, help="每隔多少秒执行一次；不写则只执行一次。")

    def handle(self, *, every: float, **options: object) -> None:
        if not every:
            self.stdout.write(f"已发送 {send_due()} 条。")
            return
        while True:
            try:
                close_old_connections()
                send_due()
            except (DatabaseError, InterfaceError) as error:
                log.warning("database_away", error=str(error))
                connection.close()
            time.sleep(every)
