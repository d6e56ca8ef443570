"""提醒: the rules, what is ahead of all consultations."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import operations, placeholders
from rotation.ahead import ahead
from rotation.models import ReminderRule
from rotation.reminder_forms import AheadFilter, NewRuleForm, RuleForm
from rotation.rulebook import Rule, Subject, defaults, find

SHOWN = 20


@require_safe
def ahead_page(request: PortalRequest) -> HttpResponse:
    """Who is reminded of what, when, with which words, before it goes."""
    require("rotation.rules", request.user)
    committees = list(Committee.objects.all())
    form = AheadFilter(request.GET, committees=committees)
    lines, total = ahead(form.cleaned_data, committees, timezone.now())
    template = "rotation/_ahead.html" if request.htmx else "rotation/ahead.html"
    return TemplateResponse(request, template, {"form": form, "lines": lines, "total": total})


@require_safe
def rules(request: PortalRequest) -> HttpResponse:
    require("rotation.rules", request.user)
    known = {rule.step: rule for rule in defaults()}
    book = sorted(ReminderRule.objects.book(), key=lambda rule: list(Subject).index(rule.subject))
    rows = [(rule, known.get(rule.step), rule._replace(since=None) == known.get(rule.step)) for rule in book]
    return TemplateResponse(request, "rotation/rules.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: PortalRequest, step: str) -> HttpResponse:
    """Edit one rule; the page always shows its text on what is open and what saving would move."""
    require("rotation.rules", request.user)
    current, row = _known(step), ReminderRule.objects.filter(step=step).first()
    form = RuleForm(posted(request), rule=current, version=row.version if row else 0)
    wished, now = current, timezone.now()
    if form.is_bound and form.is_valid():
        wished = operations.edited_rule(current, form.instance, now=now)
    if "preview" in request.POST:
        return _rule_page(request, form, wished, current=current, row=row)
    return perform(
        request,
        form,
        lambda: form.weighed(lambda: operations.set_rule(wished, **by(request), version=form.opened_version)),
        done=f"“{current.label}”已保存，提醒已按新规则重排。",
        to=reverse("rotation:rules"),
        page=lambda: _rule_page(request, form, wished, current=current, row=row),
        stored=lambda _: RuleForm(rule=_known(step)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: PortalRequest) -> HttpResponse:
    """Add one, first ``?what=`` it is about; what it would say of what is open stands beside it."""
    require("rotation.rules", request.user)
    form, wished = NewRuleForm(posted(request), what=request.GET.get("what", "")), None
    if form.is_bound and form.is_valid():
        wished = operations.wished_rule(form.instance, now=timezone.now())
    if "preview" in request.POST:
        return _rule_page(request, form, wished)
    return perform(
        request,
        form,
        lambda: form.weighed(
            lambda: operations.add_rule(form.instance, **by(request), submission=form.submission_key)
        ),
        done=lambda added: f"“{added.label}”已增加，提醒已按新规则重排。",
        to=reverse("rotation:rules"),
        page=lambda: _rule_page(request, form, wished),
    )


def _rule_page(
    request: PortalRequest,
    form: RuleForm | NewRuleForm,
    wished: Rule | None,
    *,
    current: Rule | None = None,
    row: ReminderRule | None = None,
) -> HttpResponse:
    found = operations.preview_rule(wished) if wished else ()
    effects = sorted(found, key=lambda effect: not effect.shifts)
    context = {
        "rule": current,
        "form": form,
        "wished": wished,
        "effects": effects[:SHOWN],
        "more": len(effects[SHOWN:]),
        "meanings": placeholders.MEANINGS[form.subject] if form.subject else {},
        "standard": find(defaults(), current.step) if current else None,
        "changes": changes_of(row, limit=20) if row else [],
    }
    return TemplateResponse(request, "rotation/rule.html", context)


def _known(step: str) -> Rule:
    for known in ReminderRule.objects.book():
        if known.step == step:
            return known
    raise Http404
