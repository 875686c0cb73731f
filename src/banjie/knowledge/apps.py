from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "banjie.knowledge"
    label = "knowledge"
