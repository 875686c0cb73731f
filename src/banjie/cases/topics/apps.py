from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "banjie.cases.topics"
    label = "topics"
