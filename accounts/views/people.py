"""账号管理: the people an administrator looks after."""

from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import letters, operations
from accounts.forms.people import DutiesForm, PeopleFilter, PersonForm
from accounts.models import User, UserQuerySet
from accounts.operations.people import is_outside, sole_duties
from accounts.tracing import record_contacts
from collab_portal.lib.attempts import attempt, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from collab_portal.lib.search.listing import holding


@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """账号管理: the people this administrator looks after."""
    require("accounts.see_people", request.user)
    form = PeopleFilter(request.GET)
    rows = User.objects.visible_to(request.user).for_list()
    page = paginate(request, filtered(rows, form))
    template = "accounts/_rows.html" if request.htmx else "accounts/people.html"
    return TemplateResponse(request, template, {"page": page, "form": form})


def filtered(rows: UserQuerySet, form: PeopleFilter) -> UserQuerySet:
    """Rows that the filter row asks for; a value it can't read asks for nothing."""
    form.is_valid()
    asked = form.cleaned_data
    if asked.get("q"):
        names = rows.order_by().values_list("pk", "display_name", "username", "email")
        rows = rows.filter(pk__in=holding(asked["q"], names))
    if asked.get("committee"):
        rows = rows.filter(committee=asked["committee"])
    conditions = {
        "staff": Q(role=User.Role.STAFF),
        "admin": Q(role=User.Role.ADMIN),
        "is_rotation_admin": Q(is_rotation_admin=True),
        "column": Q(is_editor=True) | Q(is_reviewer=True) | Q(is_issuer=True),
        "platform": ~Q(platform_role=""),
        "on": Q(is_active=True),
        "off": Q(is_active=False),
    }
    for name in ("duty", "state"):
        if asked.get(name):
            rows = rows.filter(conditions[asked[name]])
    return rows


def visible_person(request: PortalRequest, pk: int) -> User:
    """404 for whoever the visitor may not see."""
    rows = User.objects.visible_to(request.user).select_related("committee", "branch")
    someone: User = get_object_or_404(rows, pk=pk)
    return someone


@require_safe
def person(request: PortalRequest, pk: int) -> HttpResponse:
    someone = visible_person(request, pk)
    invited, link = request.session.pop("invitation", (None, ""))
    if someone.committee and (someone.office_phone or someone.email):
        record_contacts(request.user, [(someone.committee.pk, someone.committee.short_name)], "账号资料")
    context = {
        "person": someone,
        "changes": changes_of(someone),
        "link": link if invited == pk else "",
        "disable_question": _question(someone),
        "recovery": someone.recoveries.filter(decided_at=None).first(),
    }
    return TemplateResponse(request, "accounts/person.html", context)


def _question(someone: User) -> str:
    """What closing the account means, and what nobody would be there for."""
    last = operations.sole_duties(someone) if someone.is_active else []
    warning = f"注意：此人是唯一的{'、'.join(last)}，停用后这些事项无人办理。" if last else ""
    return f"{warning}停用后立即不能登录，现有登录和订阅链接全部结束；已有记录和署名保留。"


@require_http_methods(["GET", "POST"])
def create(request: PortalRequest) -> HttpResponse:
    require("accounts.open_people", request.user)
    form = PersonForm(posted(request), actor=request.user)
    return perform(
        request,
        form,
        lambda: operations.create_person(actor=request.user, **form.facts()),
        done="账号已开通。请发出启用链接；本人启用后，由安全管理员授予权限。",
        to=lambda made: reverse("accounts:person", args=[made.pk]),
        page=lambda: TemplateResponse(request, "accounts/person_form.html", {"form": form}),
    )


@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    someone = visible_person(request, pk)
    require("accounts.edit_person", request.user, someone)
    form = PersonForm(posted(request), instance=someone, actor=request.user)
    context = {"form": form, "person": someone}
    return perform(
        request,
        form,
        lambda: operations.edit_person(
            someone, actor=request.user, version=form.opened_version, **form.facts()
        ),
        done="资料已保存。",
        to=reverse("accounts:person", args=[pk]),
        page=lambda: TemplateResponse(request, "accounts/person_form.html", context),
        stored=lambda current: PersonForm(instance=current, actor=request.user),
    )


@require_http_methods(["GET", "POST"])
def duties(request: PortalRequest, pk: int) -> HttpResponse:
    """授权: every right on one page."""
    someone = visible_person(request, pk)
    require("accounts.grant", request.user, someone)
    response: HttpResponse = _duties(request, someone)
    return response


@reauthentication_required(allow_get=False)  # type: ignore[untyped-decorator]
def _duties(request: PortalRequest, someone: User) -> HttpResponse:
    form = DutiesForm(posted(request), instance=someone)
    context = {"form": form, "person": someone, "outside": is_outside(someone), "last": sole_duties(someone)}
    return perform(
        request,
        form,
        lambda: operations.grant_duties(
            someone, actor=request.user, version=form.opened_version, **form.ground(), **form.facts()
        ),
        done="权限已更新，立即生效。",
        to=reverse("accounts:person", args=[someone.pk]),
        page=lambda: TemplateResponse(request, "accounts/duties.html", context),
        stored=lambda current: DutiesForm(instance=current),
    )


@require_POST
def disable(request: PortalRequest, pk: int) -> HttpResponse:
    return switched(request, pk, operations.disable_person, "账号已停用，其全部登录已结束。")


@require_POST
def enable(request: PortalRequest, pk: int) -> HttpResponse:
    return switched(request, pk, operations.enable_person, "账号已启用。")


def switched(request: PortalRequest, pk: int, operation: Any, success: str) -> HttpResponse:
    """Carry out ``operation`` on a person and say how it went."""
    someone = visible_person(request, pk)
    attempt(request, success, partial(operation, someone, actor=request.user))
    return redirect("accounts:person", pk=pk)


@require_POST
def invite(request: PortalRequest, pk: int) -> HttpResponse:
    """Send the link that starts the account; where it cannot be sent, show it once."""
    someone = visible_person(request, pk)
    link = operations.invite_person(someone, actor=request.user, now=timezone.now())
    if link:
        request.session["invitation"] = (pk, link)
    else:
        messages.success(request, f"启用链接已寄往 {letters.masked(someone.email)}，三天内有效。")
    return redirect("accounts:person", pk=pk)
