"""URLs of organizations. Fixed words come before ``<slug>``: no committee is called as one of them."""

from django.urls import path

from organizations.views import (
    agreements,
    alliances,
    branches,
    calendars,
    committees,
    imports,
    liaison,
    pairings,
    proposals,
    suggestions,
)

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
    path("branches/<int:pk>/restore/", branches.branch_restore, name="branch-restore"),
]
pairing_urls = [
    path("pairings/", pairings.pairing_list, name="pairings"),
    path("pairings/export.xlsx", pairings.pairing_export, name="pairing-export"),
    path("pairings/propose/", proposals.pairing_propose, name="pairing-propose"),
    path("pairings/suggestions/", suggestions.pairing_suggestions, name="pairing-suggestions"),
    path("pairings/batches/new/", pairings.batch_new, name="batch-new"),
    path("pairings/batches/<int:pk>/edit/", pairings.batch_edit, name="batch-edit"),
    path("pairings/<int:pk>/", pairings.pairing_detail, name="pairing"),
    path("pairings/<int:pk>/answer/", proposals.pairing_answer, name="pairing-answer"),
    path("pairings/<int:pk>/withdraw/", proposals.pairing_withdraw, name="pairing-withdraw"),
    path("pairings/<int:pk>/renew/", proposals.pairing_renew, name="pairing-renew"),
    path("pairings/<int:pk>/end/", proposals.pairing_end, name="pairing-end"),
    path("pairings/<int:pk>/nudge/", proposals.pairing_nudge, name="pairing-nudge"),
]
alliance_urls = [
    path("alliances/", alliances.alliance_list, name="alliances"),
    path("alliances/propose/", alliances.alliance_propose, name="alliance-propose"),
    path("alliances/<int:pk>/", alliances.alliance_detail, name="alliance"),
    path("alliances/<int:pk>/edit/", alliances.alliance_edit, name="alliance-edit"),
    path("alliances/<int:pk>/answer/", alliances.alliance_answer, name="alliance-answer"),
    path("alliances/<int:pk>/invite/", alliances.alliance_invite, name="alliance-invite"),
    path("alliances/<int:pk>/withdraw/", alliances.alliance_withdraw, name="alliance-withdraw"),
    path("alliances/<int:pk>/end/", alliances.alliance_end, name="alliance-end"),
    path("alliances/members/<int:pk>/leave/", alliances.alliance_leave, name="alliance-leave"),
    path("alliances/members/<int:pk>/uninvite/", alliances.alliance_uninvite, name="alliance-uninvite"),
]
agreement_urls = [
    path("agreements/", agreements.agreement_list, name="agreements"),
    path("agreements/propose/", agreements.agreement_propose, name="agreement-propose"),
    path("agreements/<int:pk>/", agreements.agreement_detail, name="agreement"),
    path("agreements/<int:pk>/answer/", agreements.agreement_answer, name="agreement-answer"),
    path("agreements/<int:pk>/withdraw/", agreements.agreement_withdraw, name="agreement-withdraw"),
    path("agreements/<int:pk>/end/", agreements.agreement_end, name="agreement-end"),
]
liaison_urls = [
    path("liaison/", liaison.liaison_list, name="liaison"),
    path("liaison/new/", liaison.liaison_new, name="liaison-new"),
    path("liaison/<int:pk>/", liaison.liaison_group, name="liaison-group"),
    path("liaison/<int:pk>/edit/", liaison.liaison_edit, name="liaison-edit"),
    path("liaison/<int:pk>/end/", liaison.liaison_end, name="liaison-end"),
    path("liaison/<int:pk>/visits/", liaison.liaison_visit, name="liaison-visit"),
    path("liaison/visits/<int:pk>/settle/", liaison.liaison_settle, name="liaison-settle"),
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
    *alliance_urls,
    *agreement_urls,
    *liaison_urls,
    path("<slug:slug>/", committees.committee_detail, name="detail"),
    path("<slug:slug>/edit/", committees.committee_edit, name="edit"),
    path("<slug:slug>/mail-domains/", committees.mail_domains, name="mail-domains"),
    path("<slug:slug>/calendar.ics", calendars.calendar_ics, name="calendar-ics"),
    path("<slug:slug>/calendar/", calendars.calendar_link, name="calendar-link"),
    path("<slug:slug>/calendar/revoke/", calendars.calendar_revoke, name="calendar-revoke"),
]
