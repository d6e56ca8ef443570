"""找回: how the person was recognised, and the other administrator's word."""

from accounts.models import Recovery
from collab_portal.lib.forms import PortalModelForm


class RecoveryForm(PortalModelForm):
    class Meta:
        model = Recovery
        fields = ("checked_how", "reason")
        labels = {"checked_how": "怎样核实是本人"}
        help_texts = {"reason": "例如：手机遗失，恢复码未保存。"}

    def _get_validation_exclusions(self) -> set[str]:
        """Who asks and for whom is the verb's to say."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"person", "asked_by", "asked_at", "decided_by", "decided_at", "verdict"}
