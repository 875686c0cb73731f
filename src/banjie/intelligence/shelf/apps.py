from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "banjie.intelligence.shelf"
    label = "intelligence"
