"""Addresses of what was set aside, and of calls as they are answered."""

from django.urls import path

from banjie.web.channels import call_views, incoming_views

app_name = "incoming"
urlpatterns = [
    path("", incoming_views.waiting, name="waiting"),
    path("<int:inbound_id>/", incoming_views.message, name="message"),
    path("<int:inbound_id>/take/", incoming_views.take, name="take"),
    path("<int:inbound_id>/add/", incoming_views.add, name="add"),
    path("<int:inbound_id>/dismiss/", incoming_views.dismiss, name="dismiss"),
    path("call/<slug:ref>/", call_views.call, name="call"),
]
