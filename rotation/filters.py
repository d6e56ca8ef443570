"""What the lists of turns and the calendar are narrowed to; the API takes the same names."""

from django import forms

from collab_portal.lib.forms import FilterForm
from organizations.models import Committee
from rotation.models import Rotation
from rotation.models.rotation import BASIN
from rotation.planning import LAST_YEAR


class TurnFilter(FilterForm):
    """Filters of the list of turns; a damaged value means no filter."""

    rotation = forms.ModelChoiceField(
        label="轮值",
        queryset=Rotation.objects.exclude(slug=BASIN).order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label="全流域",
    )
    STATES = (("", "全部"), ("past", "已结束"), ("now", "进行中"), ("future", "未开始"))

    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    committee = forms.ModelChoiceField(
        label="工委",
        queryset=Committee.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="全部",
    )


class MonthForm(FilterForm):
    """Which month (or whole year) the calendar shows."""

    year = forms.IntegerField(min_value=2000, max_value=LAST_YEAR)
    month = forms.IntegerField(min_value=1, max_value=12, required=False)
