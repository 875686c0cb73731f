"""Committees, mediators, and a mediator's own page."""

from django.urls import path

from banjie.web.mediation.mediators import committee_views, own_views, views

urlpatterns = [
    path("mediators/", views.mediators, name="mediators"),
    path("mediators/new/", views.add, name="new-mediator"),
    path("mediators/<int:mediator_id>/", views.mediator, name="mediator"),
    path("mediators/<int:mediator_id>/change/", views.change, name="change-mediator"),
    path("mediators/<int:mediator_id>/absences/", own_views.absence, name="absence"),
    path("mediators/<int:mediator_id>/absences/<int:absence_id>/", own_views.back, name="cancel-absence"),
    path("mediators/<int:mediator_id>/training/", own_views.training, name="training"),
    path("mediators/<int:mediator_id>/figures/", own_views.comment, name="comment-figures"),
    path("committees/", committee_views.committees, name="committees"),
    path("committees/new/", committee_views.change, name="new-committee"),
    path("committees/<int:unit_id>/", committee_views.change, name="committee"),
]
