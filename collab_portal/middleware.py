"""Middleware of our own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers


class PrivateResponses:
    """What a signed-in person sees is never stored by a shared cache or a later user's browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class MethodNotAllowedPages:
    """Django has no handler for 405: whoever opens a form's address sees our page, ``Allow`` kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not bare or not request.accepts("text/html"):
            return response
        page = TemplateResponse(request, "405.html", status=405).render()
        page.headers["Allow"] = response.headers["Allow"]
        return page
