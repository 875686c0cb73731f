from django.apps import AppConfig


class TalliesConfig(AppConfig):
    name = "banjie.intelligence.tallies"
    label = "tallies"
