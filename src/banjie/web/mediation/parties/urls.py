"""Sides, parties, those beside them, and what each of them says to being asked."""

from django.urls import path

from banjie.web.mediation.parties import views

urlpatterns = [
    path("<int:case_id>/parties/", views.parties, name="parties"),
    path("<int:case_id>/parties/add/<str:side>/", views.add, name="add-party"),
    path("<int:case_id>/parties/<int:party_id>/", views.change, name="change-party"),
    path("<int:case_id>/parties/<int:party_id>/remove/", views.remove, name="remove-party"),
    path("<int:case_id>/parties/<int:party_id>/consent/", views.consent, name="record-consent"),
    path("<int:case_id>/parties/<int:party_id>/companion/", views.companion, name="add-companion"),
    path("<int:case_id>/companions/<int:companion_id>/end/", views.end_companion, name="end-companion"),
]
