"""The gallery. Included under any prefix: path("ui/", include("banjie.ui.urls"))."""

from django.urls import path

from .gallery import views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.components, name="gallery"),
    path("gallery/options/", views.options, name="gallery-options"),
    path("gallery/fragment/", views.fragment, name="gallery-fragment"),
    path("gallery/<slug:name>/", views.sample, name="gallery-sample"),
]
