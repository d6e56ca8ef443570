"""URLs of 共享."""

from django.urls import path

from commons.views import resources

app_name = "commons"
urlpatterns = [
    path("", resources.home, name="home"),
    path("resources/", resources.resource_list, name="resources"),
    path("resources/new/", resources.resource_new, name="resource-new"),
    path("resources/options/", resources.resource_options, name="resource-options"),
    path("resources/export.xlsx", resources.resource_export, name="resource-export"),
    path("resources/<int:pk>/", resources.resource_detail, name="resource"),
    path("resources/<int:pk>/edit/", resources.resource_edit, name="resource-edit"),
    path("resources/<int:pk>/close/", resources.resource_close, name="resource-close"),
    path("resources/<int:pk>/reopen/", resources.resource_reopen, name="resource-reopen"),
    path("resources/<int:pk>/closures/", resources.closure_add, name="closure-add"),
    path("closures/<int:pk>/remove/", resources.closure_remove, name="closure-remove"),
]
