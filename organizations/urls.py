"""URLs of organizations. Fixed words come before ``<slug>``: no committee is called branches or pairings."""

from django.urls import path

from organizations.views import branches, committees, imports, pairings, proposals

app_name = "organizations"
branch_urls = [
    path("branches/", branches.branch_list, name="branches"),
    path("branches/tree/", branches.branch_tree, name="branch-tree"),
    path("branches/options/", branches.branch_options, name="branch-options"),
    path("branches/export.xlsx", branches.branch_export, name="branch-export"),
    path("branches/new/", branches.branch_new, name="branch-new"),
    path("branches/<int:pk>/", branches.branch_detail, name="branch"),
    path("branches/<int:pk>/children/", branches.branch_children, name="branch-children"),
    path("branches/<int:pk>/edit/", branches.branch_edit, name="branch-edit"),
    path("branches/<int:pk>/close/", branches.branch_close, name="branch-close"),
]
pairing_urls = [
    path("pairings/", pairings.pairing_list, name="pairings"),
    path("pairings/export.xlsx", pairings.pairing_export, name="pairing-export"),
    path("pairings/propose/", proposals.pairing_propose, name="pairing-propose"),
    path("pairings/batches/new/", pairings.batch_new, name="batch-new"),
    path("pairings/batches/<int:pk>/edit/", pairings.batch_edit, name="batch-edit"),
    path("pairings/<int:pk>/", pairings.pairing_detail, name="pairing"),
    path("pairings/<int:pk>/answer/", proposals.pairing_answer, name="pairing-answer"),
    path("pairings/<int:pk>/withdraw/", proposals.pairing_withdraw, name="pairing-withdraw"),
    path("pairings/<int:pk>/renew/", proposals.pairing_renew, name="pairing-renew"),
    path("pairings/<int:pk>/end/", proposals.pairing_end, name="pairing-end"),
]
import_urls = [
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/<slug:kind>/", imports.import_new, name="import-new"),
    path("imports/new/<slug:kind>/template.xlsx", imports.import_template, name="import-template"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/failed.xlsx", imports.import_failed, name="import-failed"),
    path("imports/<int:pk>/correct/", imports.import_correct, name="import-correct"),
    path("imports/<int:pk>/leave-out/", imports.import_leave_out, name="import-leave-out"),
    path("imports/<int:pk>/commit/", imports.import_commit, name="import-commit"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import-undo"),
    path("imports/<int:pk>/drop/", imports.import_drop, name="import-drop"),
]
urlpatterns = [
    path("", committees.committee_list, name="list"),
    *branch_urls,
    *pairing_urls,
    *import_urls,
    path("<slug:slug>/", committees.committee_detail, name="detail"),
    path("<slug:slug>/edit/", committees.committee_edit, name="edit"),
]
