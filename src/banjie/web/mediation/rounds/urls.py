"""The addresses of rounds."""

from django.urls import path

from banjie.web.mediation.rounds import views

urlpatterns = [
    path("rounds/", views.overview, name="rounds"),
    path("rounds/plan/", views.plan, name="plan-rounds"),
    path("rounds/plan/<int:plan_id>/end/", views.end_plan, name="end-plan"),
    path("rounds/places/new/", views.place, name="new-place"),
    path("rounds/places/<int:place_id>/", views.place, name="place-at-risk"),
    path("rounds/tasks/<int:task_id>/", views.report, name="report-task"),
    path("rounds/<int:round_id>/", views.meeting, name="round"),
    path("rounds/<int:round_id>/open/", views.open_round, name="open-round"),
    path("rounds/<int:round_id>/items/<int:item_id>/", views.decide, name="decide-item"),
    path("rounds/<int:round_id>/attending/", views.attend, name="attend-round"),
    path("rounds/<int:round_id>/close/", views.close, name="close-round"),
    path("rounds/<int:round_id>/minutes/", views.minutes, name="round-minutes"),
    path("rounds/<int:round_id>/minutes/<slug:shape>/", views.minutes_file, name="round-minutes-file"),
]
