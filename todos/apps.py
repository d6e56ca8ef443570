from django.apps import AppConfig


class TodosConfig(AppConfig):
    name = "todos"
    verbose_name = "待办"

    def ready(self) -> None:
        from todos import checks  # noqa: F401
