"""The read API under ``/api/v1/``, for a signed-in session; its documentation under ``/api/docs``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.security import django_auth

from collab_portal.lib import demo, portal
from collab_portal.lib.api import ApiRouter, Problem, Refused, asked


class PortalAPI(NinjaAPI):
    """Its schema says where the data are sample data; the answers do so in a header."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        schema["info"]["title"] = demo.titled(self.title)
        return schema


api = PortalAPI(
    title="长江流域机关党建协作平台 · 数据接口",
    version="1",
    description="只读。登录后可用，能看到的与页面上相同。",
    auth=django_auth,
    openapi_url="v1/openapi.json",
    docs_url="docs",
    urls_namespace="api",
)
for contributed in sorted(portal.every(ApiRouter), key=lambda one: one.place):
    api.add_router("v1", contributed.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """A parameter nobody knows is never passed over: whoever asks believes the answer."""
    return api.create_response(request, {"detail": str(problem), "errors": problem.errors}, status=422)


@api.get("v1/", response={200: list[str], 422: Problem}, url_name="index", summary="有哪些数据")
def index(request: HttpRequest) -> list[str]:
    """Paths of this API."""
    asked(request, pages=False)
    return sorted(api.get_openapi_schema()["paths"])


def patterns() -> list[URLPattern]:
    """The addresses. The API answers a stranger with 401 itself; its documentation asks to sign in."""
    listed: Any = api.urls[0]
    for pattern in listed:
        if pattern.name not in {"openapi-json", "openapi-view", "api-root"}:
            pattern.callback.login_required = False
    return list(listed)
