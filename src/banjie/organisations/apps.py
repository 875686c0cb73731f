from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "banjie.organisations"
    label = "organisations"
