from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "banjie.mediation"
    label = "mediation"
