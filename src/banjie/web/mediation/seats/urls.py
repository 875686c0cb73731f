"""Who sits in a dispute."""

from django.urls import path

from banjie.web.mediation.seats import acts, views

urlpatterns = [
    path("<int:case_id>/seats/", views.seats, name="seats"),
    path("<int:case_id>/seats/take/", acts.take, name="take-seat"),
    path("<int:case_id>/seats/panel/", acts.take_panel, name="take-panel"),
    path("<int:case_id>/seats/join/", acts.join, name="join-seat"),
    path("<int:case_id>/seats/no-tie/", acts.no_tie, name="no-tie"),
    path("<int:case_id>/seats/tie/", views.tie, name="tie"),
    path("<int:case_id>/seats/recuse/", views.recuse, name="recuse"),
    path("<int:case_id>/seats/<int:seat_id>/chair/", acts.chair, name="take-chair"),
    path("<int:case_id>/seats/<int:seat_id>/object/", views.object_to, name="object-to"),
    path("<int:case_id>/seats/<int:seat_id>/hand-over/", views.hand_over, name="hand-over"),
    path("<int:case_id>/objections/<int:objection_id>/", views.rule, name="rule-on-objection"),
]
