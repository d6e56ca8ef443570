from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "组织"

    def ready(self) -> None:
        from notifications import sources
        from organizations import rules  # noqa: F401
        from organizations.imports.branches import Branches
        from organizations.imports.kinds import register
        from organizations.imports.pairings import Pairings

        register(Branches())
        register(Pairings())
        from organizations.sources import AgreementExpiry, PairingExpiry

        sources.register(PairingExpiry())
        sources.register(AgreementExpiry())
