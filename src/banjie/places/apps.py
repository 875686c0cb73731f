from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "banjie.places"
    label = "places"
