"""URLs of notifications."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.open_item, name="open"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read-all/", views.read_all, name="read-all"),
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/<int:pk>/", views.delivery, name="delivery"),
    path("ledger/<int:pk>/resend/", views.resend, name="resend"),
    path("ledger/<int:pk>/give-up/", views.give_up, name="give-up"),
]
