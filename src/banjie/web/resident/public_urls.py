"""The addresses of what anybody may read."""

from django.urls import path

from banjie.web.resident import concern_views, figures_views, joining_views, public_views

app_name = "public"
urlpatterns = [
    path("", public_views.listed, name="list"),
    path("figures/", figures_views.figures, name="figures"),
    path("figures.csv", figures_views.as_csv, name="figures-csv"),
    path("prove/", joining_views.prove, name="prove"),
    path("following/<str:code>/", joining_views.following, name="following"),
    path("<str:number>/join/", joining_views.join, name="join"),
    path("<str:number>/concern/", concern_views.concern, name="concern"),
    path("<str:number>/follow/", joining_views.follow, name="follow"),
    path("<str:number>/", public_views.case, name="case"),
    path("<str:number>/photos/<int:photo_id>/<slug:size>/", public_views.photo, name="photo"),
]
