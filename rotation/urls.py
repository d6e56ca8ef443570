"""URLs of rotation."""

from django.urls import URLPattern

app_name = "rotation"
urlpatterns: list[URLPattern] = []
