from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "banjie.catalogue"
    label = "catalogue"
