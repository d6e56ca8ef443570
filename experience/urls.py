"""URLs of experience."""

from django.urls import URLPattern

app_name = "experience"
urlpatterns: list[URLPattern] = []
