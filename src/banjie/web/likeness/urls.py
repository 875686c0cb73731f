"""The addresses of what may be the same matter."""

from django.urls import path

from banjie.web.likeness import views

app_name = "likeness"
urlpatterns = [
    path("typed/", views.typed, name="typed"),
    path("<int:case_id>/", views.of_case, name="case"),
]
