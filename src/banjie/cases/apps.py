from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "banjie.cases"
    label = "cases"
