"""URLs of the statistics. No namespace: the section's entry is plain ``insights``."""

from django.urls import path

from insights import views

urlpatterns = [
    path("", views.overview, name="insights"),
    path("export.xlsx", views.export, name="insights-export"),
]
