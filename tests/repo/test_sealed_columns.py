"""Whoever adds a binary column says whether it is sealed; else a new key would not reach it."""

from django.apps import apps
from django.db import models

from banjie.platform import sealing


def test_every_binary_column_is_declared_sealed_or_without_a_secret():
    binary = {
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("banjie.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    }
    assert binary - sealing.declared() == set(), "declare them in sealed_columns.py of their app"
    assert sealing.declared() - binary == set(), "declared, but there is no such column"
