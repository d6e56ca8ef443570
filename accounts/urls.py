"""URLs of accounts; sign-in itself is in ``signin_urls`` (its names come from django-allauth)."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/end-others/", views.end_other_sessions, name="sessions-end-others"),
    path("sessions/end-all/", views.end_all_sessions, name="sessions-end-all"),
    path("people/", views.people, name="people"),
    path("people/new/", views.create, name="person-create"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.edit, name="person-edit"),
    path("people/<int:pk>/duties/", views.duties, name="person-duties"),
    path("people/<int:pk>/disable/", views.disable, name="person-disable"),
    path("people/<int:pk>/enable/", views.enable, name="person-enable"),
    path("people/<int:pk>/invite/", views.invite, name="person-invite"),
    path("audit/", views.audit, name="audit"),
]
