"""The addresses of the counter."""

from django.urls import path

from banjie.web.counter import taking_views, views

app_name = "counter"
urlpatterns = [
    path("", views.counter, name="counter"),
    path("leave/", views.leave, name="leave"),
    path("waiting/", views.waiting, name="waiting"),
    path("next/", views.call_next, name="next"),
    path("take/", taking_views.take, name="take"),
    path("slip/<int:case_id>/", taking_views.slip, name="slip"),
    path("<int:number>/<slug:what>/", views.act, name="act"),
]
