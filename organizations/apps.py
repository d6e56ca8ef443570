from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "组织"

    def ready(self) -> None:
        from notifications import sources, words
        from organizations import expiry, rules  # noqa: F401
        from organizations.imports.branches import Branches
        from organizations.imports.kinds import register
        from organizations.imports.pairings import Pairings

        register(Branches())
        register(Pairings())
        from organizations.sources import AgreementExpiry, PairingExpiry

        sources.register(PairingExpiry())
        sources.register(AgreementExpiry())
        words.register_steps({f"expiry-{days}": f"到期前 {days} 天" for days in expiry.BEFORE})
