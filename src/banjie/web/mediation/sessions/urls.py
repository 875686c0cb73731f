"""The addresses of sessions: those of a dispute, and a mediator's own calendar."""

from django.urls import path

from banjie.web.mediation.sessions import (
    arranging_views,
    calendar_views,
    minutes_views,
    running_views,
    session_views,
    signing_views,
)

_ONE = "<int:case_id>/sessions/<int:session_id>/"

urlpatterns = [
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/read/", calendar_views.mark_read, name="session-notices-read"),
    path("<int:case_id>/sessions/", session_views.sessions, name="sessions"),
    path("<int:case_id>/sessions/new/", arranging_views.propose, name="new-session"),
    path(_ONE, session_views.session, name="session"),
    path(_ONE + "invitation.ics", session_views.invitation, name="session-invitation"),
    path(_ONE + "answer/", arranging_views.answer, name="session-answer"),
    path(_ONE + "settle/", arranging_views.settle, name="session-settle"),
    path(_ONE + "times/", arranging_views.offer, name="session-times"),
    path(_ONE + "other-time/", arranging_views.ask_other_time, name="session-other-time"),
    path(_ONE + "other-time/<int:wish_id>/refuse/", arranging_views.refuse, name="session-refuse"),
    path(_ONE + "put-off/", arranging_views.put_off, name="session-put-off"),
    path(_ONE + "propose-again/", arranging_views.propose_again, name="session-propose-again"),
    path(_ONE + "cancel/", arranging_views.cancel, name="session-cancel"),
    path(_ONE + "start/", running_views.start, name="session-start"),
    path(_ONE + "attendance/", running_views.attendance, name="session-attendance"),
    path(_ONE + "adjourn/", running_views.adjourn, name="session-adjourn"),
    path(_ONE + "end/", running_views.end, name="session-end"),
    path(_ONE + "minutes/", minutes_views.live, name="minutes"),
    path(_ONE + "minutes/lines/", minutes_views.lines, name="minutes-lines"),
    path(_ONE + "minutes/line/", minutes_views.line, name="minutes-line"),
    path(_ONE + "minutes/reading/", minutes_views.reading_view, name="minutes-reading"),
    path(_ONE + "minutes/read-back/", minutes_views.read_back, name="minutes-read-back"),
    path(_ONE + "minutes/add/", minutes_views.add, name="minutes-add"),
    path(_ONE + "minutes/sign/<str:who>/", signing_views.sign, name="minutes-sign"),
    path(_ONE + "minutes/paper/<str:who>/", signing_views.on_paper, name="minutes-on-paper"),
    path(_ONE + "minutes/refused/<str:who>/", signing_views.refused, name="minutes-refused"),
    path(_ONE + "minutes/papers/<int:paper_id>/", signing_views.paper, name="minutes-paper"),
    path(_ONE + "minutes/lock/", signing_views.lock, name="minutes-lock"),
]
