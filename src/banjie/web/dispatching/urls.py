"""The addresses of the dispatch desk."""

from django.urls import path

from banjie.web.dispatching import views

app_name = "dispatching"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("<int:case_id>/", views.panes, name="case"),
    path("<int:case_id>/units/", views.units, name="units"),
    path("<int:case_id>/send/", views.send, name="send"),
]
