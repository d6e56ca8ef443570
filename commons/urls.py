"""URLs of 共享."""

from django.urls import path

from commons.views import documents, honours, labels, namings, resources

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
    path("resources/<int:pk>/nominate/", namings.nominate, name="resource-nominate"),
    path("resources/<int:pk>/nominate/withdraw/", namings.withdraw, name="resource-nominate-withdraw"),
    path("namings/new/", namings.naming_new, name="naming-new"),
    path("namings/<int:pk>/plaques.xlsx", namings.plaque_export, name="naming-export"),
    path("plaques/<int:pk>/revoke/", namings.plaque_revoke, name="plaque-revoke"),
    path("documents/", documents.document_list, name="documents"),
    path("documents/new/", documents.document_new, name="document-new"),
    path("documents/export.xlsx", documents.document_export, name="document-export"),
    path("documents/<int:pk>/", documents.document_detail, name="document"),
    path("documents/<int:pk>/edit/", documents.document_edit, name="document-edit"),
    path("documents/<int:pk>/abolish/", documents.document_abolish, name="document-abolish"),
    path("documents/<int:pk>/files/", documents.document_attach, name="document-attach"),
    path("documents/<int:pk>/files/<int:number>/", documents.document_file, name="document-file"),
    path("documents/<int:pk>/files/<int:number>/remove/", documents.document_detach, name="document-detach"),
    path("honours/", honours.honour_list, name="honours"),
    path("honours/new/", honours.honour_new, name="honour-new"),
    path("honours/export.xlsx", honours.honour_export, name="honour-export"),
    path("honours/<int:pk>/edit/", honours.honour_edit, name="honour-edit"),
    path("honours/<int:pk>/delete/", honours.honour_delete, name="honour-delete"),
    path("labels/", labels.label_list, name="labels"),
    path("labels/options/", labels.label_options, name="label-options"),
    path("labels/new/", labels.label_new, name="label-new"),
    path("labels/<int:pk>/", labels.label_detail, name="label"),
    path("labels/<int:pk>/edit/", labels.label_edit, name="label-edit"),
    path("labels/<int:pk>/end/", labels.label_end, name="label-end"),
    path("labels/<int:pk>/resume/", labels.label_resume, name="label-resume"),
    path("labels/<int:pk>/merge/", labels.label_merge, name="label-merge"),
    path("labels/<int:pk>/picture/", labels.label_picture, name="label-picture"),
]
