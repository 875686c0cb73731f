"""The ladders of a jurisdiction."""

from django.urls import path

from banjie.web.mediation.ladders import views

urlpatterns = [
    path("", views.ladders, name="ladders"),
    path("new/", views.edit, name="new-ladder"),
    path("<slug:key>/", views.edit, name="ladder"),
    path("<slug:key>/give-up/", views.give_up, name="give-up-ladder"),
]
