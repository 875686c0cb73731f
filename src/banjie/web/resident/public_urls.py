"""The addresses of what anybody may read."""

from django.urls import path

from banjie.web.resident import public_views

app_name = "public"
urlpatterns = [
    path("", public_views.listed, name="list"),
    path("<str:number>/", public_views.case, name="case"),
    path("<str:number>/photos/<int:photo_id>/<slug:size>/", public_views.photo, name="photo"),
]
