"""The addresses of the page about suggestions, and of the suggestions themselves."""

from django.urls import path

from banjie.web.texts import views

app_name = "texts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("train/", views.train, name="train"),
    path("<int:number>/use/", views.use, name="use"),
    path("category/", views.category, name="category"),
    path("reading/", views.reading, name="reading"),
    path("places/", views.places, name="places"),
]
