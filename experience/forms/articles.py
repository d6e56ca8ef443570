"""The list's filters and the manuscript."""

import uuid
from datetime import date, datetime
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q

from accounts.models import User
from activities.kinds import Area
from activities.models import Activity
from collab_portal.lib.dates import start_of, today
from collab_portal.lib.forms import EditForm, FilterForm
from collab_portal.lib.html import strip_controls
from commons.models import Honour, Label
from experience.forms.offers import offer
from experience.forms.pictured import take_pictures, text_field
from experience.forms.texts import Texts
from experience.models import Article, Bulletin, CallAsk
from experience.pictures import must_be_described
from organizations.models import Branch, Committee, Pairing
from rotation.models import Resolution

FIRST_YEAR = 2023  # of the initiative
CHOOSE = ("", "请选择")


class Filters(FilterForm):
    """The list's filters. What a field doesn't know is left out of the condition and said beside it."""

    q = forms.CharField(label="检索", required=False, max_length=1000)
    committee = forms.ChoiceField(label="工委", required=False)
    area = forms.ChoiceField(label="领域", required=False)
    kind = forms.ChoiceField(label="类别", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    bulletin = forms.ChoiceField(label="期次", required=False)
    label = forms.ChoiceField(label="品牌与专项", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__({key: strip_controls(value) for key, value in data.items()})
        day = today(now)
        committees = Committee.objects.values_list("slug", "short_name")
        issues = Bulletin.objects.released() if "bulletin" in self.fields else Bulletin.objects.none()
        numbers = issues.order_by("-number").values_list("number", flat=True)
        options: dict[str, list[tuple[Any, Any]]] = {
            "committee": list(committees),
            "area": list(Area.choices),
            "kind": list(Article.Kind.choices),
            "year": [(str(year), f"{year}年") for year in range(day.year, FIRST_YEAR - 1, -1)],
            "bulletin": [(str(number), f"第{number}期") for number in numbers],
            "label": _one_label(str(data.get("label") or "")),
        }
        for name, choices in options.items():
            field = self.fields.get(name)
            if not isinstance(field, forms.ChoiceField):
                continue
            field.choices = [("", f"全部{field.label}"), *choices]

    def narrow(self, article: str = "") -> Q:
        """The conditions, on articles or (``article="article__"``) on rows that name one."""
        said = self.said
        condition = Q()
        for name, column in (("committee", "committee__slug"), ("area", "area"), ("kind", "kind")):
            if said.get(name):
                condition &= Q(**{column: said[name]})
        if said.get("year"):
            year = int(said["year"])
            at = "at" if article else "published_at"
            condition &= Q(**{f"{at}__gte": start_of(date(year, 1, 1))})
            condition &= Q(**{f"{at}__lt": start_of(date(year + 1, 1, 1))})
        if said.get("label"):
            condition &= Q(**{f"{article}label": int(said["label"])})
        if said.get("bulletin"):
            place = f"{article}bulletin_items"
            number = {f"{place}__bulletin__number": int(said["bulletin"])}
            condition &= Q(**number, **{f"{place}__left_out_at": None})
        return condition

    @property
    def said(self) -> dict[str, str]:
        """What was understood, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chosen(self, name: str) -> str:
        """The words of what was chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        return str(dict(field.choices)[self.said[name]])  # type: ignore[arg-type]

    @property
    def labels(self) -> list[str]:
        """What was chosen, in words."""
        return [f"“{text}”" if name == "q" else self.chosen(name) for name, text in self.said.items()]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.said)

    @property
    def query(self) -> str:
        return self.said.get("q", "")


def _one_label(number: str) -> list[tuple[str, str]]:
    """The label asked for: pages of labels lead here, none is offered among all. One query or none."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return []
    names = Label.objects.filter(pk=number, known=True).values_list("name", flat=True)
    return [(number, name) for name in names]


class FeedFilters(Filters):
    """What a subscription may be narrowed to: nothing that is over once and for all."""

    year = None  # type: ignore[assignment]
    bulletin = None  # type: ignore[assignment]


class ArticleForm(Texts, EditForm):
    """The manuscript. Only title, kind, area, author and text are required."""

    kind = forms.ChoiceField(label="类别", choices=[CHOOSE, *Article.Kind.choices])
    area = forms.ChoiceField(label="所属领域", choices=[CHOOSE, *Area.choices])
    body = text_field()
    source_url = forms.URLField(
        label="原文网址",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = (
            "title",
            "kind",
            "area",
            "branch",
            "author_name",
            "author_post",
            "summary",
            "body",
            "source_title",
            "source_site",
            "source_url",
            "source_date",
            "source_note",
            "activity",
            "pairing",
            "label",
            "honour",
            "resolution",
            "ask",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "source_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committee = self.instance.committee_id or user.committee_id
        offer(self, "branch", Branch.objects.filter(committee=committee).order_by("name", "pk"))
        offer(self, "activity", Activity.objects.visible_to(user).listed().order_by("-pk"))
        offer(
            self,
            "pairing",
            Pairing.objects.visible_to(user).select_related("first", "second").order_by("-pk"),
        )
        labels = Label.objects.usable_by(committee).in_use() | Label.objects.filter(pk=self.instance.label_id)
        offer(self, "label", labels.for_choice())
        honours = Honour.objects.collective().filter(committee=committee)
        if self.instance.honour_id or self.initial.get("honour"):
            offer(self, "honour", honours.for_list())
        else:
            del self.fields["honour"]  # one comes to it from the honour
        resolutions = Resolution.objects.visible_to(user).owned_by(committee or 0)
        offer(self, "resolution", resolutions.order_by("-pk"))
        offer(self, "ask", CallAsk.objects.open_for(committee or 0).order_by("call__due_on", "pk"))
        self.initial.setdefault("submission", uuid.uuid4())
        take_pictures(self.fields["body"], self._submission())
        self.helper.layout = Layout(
            "title",
            Div("kind", "area", css_class="form-pair"),
            Div("author_name", "author_post", css_class="form-pair"),
            "branch",
            "summary",
            "body",
            Fieldset(
                "来源（转载、摘编时填写）",
                Div("source_title", "source_site", css_class="form-pair"),
                Div("source_url", "source_date", css_class="form-pair"),
                "source_note",
            ),
            Fieldset(
                "相关记录",
                HTML('<p class="meta">选上之后，读者可以从文章打开活动或结对。</p>'),
                "activity",
                "pairing",
                "label",
                *(["honour"] if "honour" in self.fields else []),
                "resolution",
                "ask",
            ),
            "submission",
            "version",
        )

    def _submission(self) -> uuid.UUID:
        """Of the piece, else of the form that will make it."""
        if self.instance.pk:
            submission: uuid.UUID = self.instance.submission
            return submission
        try:
            return uuid.UUID(str(self["submission"].value()))
        except ValueError:  # refused below
            return uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "submit" in self.data:
            try:
                must_be_described(cleaned.get("body") or "")
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
