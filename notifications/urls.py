"""URLs of notifications."""

from django.urls import path

from notifications import robot_views, views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.open_item, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read-all/", views.read_all, name="read-all"),
    path("robots/", robot_views.robots, name="robots"),
    path("robots/<int:pk>/", robot_views.robot, name="robot"),
    path("robots/<int:pk>/test/", robot_views.test, name="robot-test"),
    path("robots/<int:pk>/delete/", robot_views.delete, name="robot-delete"),
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/export.xlsx", views.ledger_export, name="ledger-export"),
    path("ledger/<int:pk>/", views.delivery, name="delivery"),
    path("ledger/<int:pk>/resend/", views.resend, name="resend"),
    path("ledger/<int:pk>/give-up/", views.give_up, name="give-up"),
]
