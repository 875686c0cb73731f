"""Addresses of subscriptions, below the system they belong to."""

from django.urls import path

from banjie.web.hooks import views

_ONE = "<int:client_id>/hooks/<int:subscription_id>/"
app_name = "hooks"
urlpatterns = [
    path("<int:client_id>/hooks/new/", views.subscribe, name="new"),
    path(_ONE, views.subscription, name="subscription"),
    path(_ONE + "change/", views.change, name="change"),
    path(_ONE + "secret/", views.renew, name="renew"),
    path(_ONE + "act/<slug:what>/", views.act, name="act"),
]
