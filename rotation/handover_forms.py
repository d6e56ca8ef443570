"""Forms of a handover: the outgoing side writes contact and note, the incoming side its contact."""

from django import forms

from collab_portal.lib.forms import PortalForm
from collab_portal.lib.versions import VersionField
from rotation.handover import Side
from rotation.models import Handover


class HandoverForm(PortalForm):
    contact = forms.CharField(
        label="联系人",
        max_length=120,
        required=False,
        help_text="姓名、办公电话或邮箱，供对方联系。",
    )
    note = forms.CharField(
        label="交接说明",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="清单之外需要说明的：在谈的事、材料存放何处、需要继续协调的单位。",
    )

    version = VersionField()

    def __init__(self, *args: object, handover: Handover, side: Side, **kwargs: object) -> None:
        incoming = side == "incoming"
        contact = handover.incoming_contact if incoming else handover.contact
        initial = {"contact": contact, "note": handover.note, "version": handover.version}
        super().__init__(*args, initial=initial, **kwargs)
        if incoming:
            del self.fields["note"]


class ReasonForm(PortalForm):
    reason = forms.CharField(label="原因", max_length=300)
