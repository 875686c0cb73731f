"""Addresses of the pages about other systems."""

from django.urls import path

from banjie.web.clients import views

app_name = "clients"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.admit, name="admit"),
    path("<int:client_id>/", views.client, name="client"),
    path("<int:client_id>/change/", views.change, name="change"),
    path("<int:client_id>/token/", views.renew, name="renew"),
    path("<int:client_id>/suspension/", views.suspend, name="suspend"),
    path("<int:client_id>/return/", views.restore, name="restore"),
    path("<int:client_id>/grants/", views.grant, name="grant"),
    path("<int:client_id>/grants/<int:grant_id>/withdrawal/", views.withdraw, name="withdraw"),
]
