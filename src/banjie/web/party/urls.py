"""The addresses of a party's own page. None holds a code, a name or the number of a party: whose page it is, the
visit says.
"""

from django.urls import path

from banjie.web.party import agreement_views, consent_views, door_views, keeping_views, matter_views, session_views

app_name = "party"
urlpatterns = [
    path("", door_views.enter, name="enter"),
    path("number/", door_views.prove, name="prove"),
    path("leave/", door_views.leave, name="leave"),
    path("matter/", matter_views.matter, name="matter"),
    path("matter/rights/", matter_views.rights, name="rights"),
    path("matter/said/", matter_views.said, name="said"),
    path("matter/agree/", consent_views.agree, name="agree"),
    path("matter/stop/", consent_views.stop, name="stop"),
    path("matter/mediator/<int:seat_id>/", consent_views.mediator, name="mediator"),
    path("matter/mediator/<int:seat_id>/accept/", consent_views.accept_mediator, name="accept-mediator"),
    path("matter/question/<int:question_id>/", consent_views.question, name="question"),
    path("matter/reminders/", consent_views.reminders, name="reminders"),
    path("matter/agreement/", agreement_views.agreement, name="agreement"),
    path("matter/agreement/copy/", agreement_views.copy, name="agreement-copy"),
    path("matter/session/<int:session_id>/", session_views.times, name="session-times"),
    path("matter/session/<int:session_id>/calendar/", session_views.calendar_file, name="session-calendar"),
    path("matter/session/<int:session_id>/other/", session_views.other_time, name="other-time"),
    path("matter/confirmation/", consent_views.confirmation, name="confirmation"),
    path("matter/owed/<int:obligation_id>/done/", keeping_views.report, name="report-done"),
    path("matter/owed/<int:obligation_id>/got/", keeping_views.got, name="confirm-got"),
    path("matter/owed/<int:obligation_id>/not/", keeping_views.complain, name="complain"),
    path("matter/document/<int:document_id>/", matter_views.document, name="document"),
    path("matter/again/", consent_views.again, name="again"),
]
