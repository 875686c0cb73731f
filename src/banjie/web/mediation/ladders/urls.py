"""The ladders of a jurisdiction."""

from django.urls import path

from banjie.web.mediation.ladders import views

urlpatterns = [
    path("", views.ladders, name="ladders"),
    path("new/", views.edit, name="new-ladder"),
    path("<slug:key>/", views.edit, name="ladder"),
    path("<slug:key>/retire/", views.retire, name="retire-ladder"),
    path("<slug:key>/offer/", views.offer, name="offer-ladder"),
    path("<slug:key>/give-up/", views.give_up, name="give-up-ladder"),
]
