"""Every URL of the portal. Each has a row in ``tests/permissions/``; one without a row fails the tests."""

from django.urls import include, path

from collab_portal import api, crawling, views
from notifications.views import healthz_reminders
from todos.views import nudge

urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_work, name="my-work"),
    path("my/nudge/<slug:prefix>/<int:pk>/", nudge, name="nudge"),
    path("search/", views.search, name="search"),
    path("robots.txt", crawling.robots_txt, name="robots-txt"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", crawling.sitemap_part, name="sitemap-part"),
    path("favicon.ico", views.mark, {"name": "favicon.ico"}, name="favicon"),
    path("apple-touch-icon.png", views.mark, {"name": "apple-touch-icon.png"}, name="touch-icon"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path(".well-known/change-password", views.change_password, name="change-password"),
    path("healthz", views.healthz, name="healthz"),
    path("healthz/reminders", healthz_reminders, name="healthz-reminders"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("accounts/", include("accounts.signin_urls")),
    path("accounts/", include("accounts.urls")),
    path("organizations/", include("organizations.urls")),
    path("activities/", include("activities.urls")),
    path("rotation/", include("rotation.urls")),
    path("experience/", include("experience.urls")),
    path("insights/", include("insights.urls")),
    path("api/", include((api.patterns(), "api"))),
    path("notifications/", include("notifications.urls")),
]

handler400 = "collab_portal.views.bad_request"
handler403 = "collab_portal.views.forbidden"
handler404 = "collab_portal.views.not_found"
handler500 = "collab_portal.views.server_error"
