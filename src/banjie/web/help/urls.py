"""The addresses of help."""

from django.urls import path

from banjie.web.help import views

app_name = "help"
urlpatterns = [
    path("", views.page, name="start"),
    path("tour/", views.tour_taken, name="tour-taken"),
    path("<slug:screen>/", views.page, name="page"),
]
