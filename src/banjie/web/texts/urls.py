"""The addresses of the pages about suggestions, and of the suggestions themselves."""

from django.urls import path

from banjie.web.texts import automatic_views, correction_views, model_views, views

app_name = "texts"
urlpatterns = [
    path("", model_views.overview, name="overview"),
    path("progress/", model_views.progress, name="progress"),
    path("train/", model_views.train, name="train"),
    path("<int:number>/use/", model_views.use, name="use"),
    path("corrections/", correction_views.corrections, name="corrections"),
    path("corrections/<int:entry_id>/unlearn/", correction_views.unlearn, name="unlearn"),
    path("corrections/<int:entry_id>/relearn/", correction_views.relearn, name="relearn"),
    path("automatic/", automatic_views.automatic, name="automatic"),
    path("automatic/change/", automatic_views.change, name="change-automatic"),
    path("category/", views.category, name="category"),
    path("reading/", views.reading, name="reading"),
    path("places/", views.places, name="places"),
]
