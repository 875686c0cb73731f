"""Whoever adds a column that can name a file says whether it does; else the nightly sweep would take the file."""

from django.apps import apps
from django.db import models

from banjie.platform.files import references


def test_every_column_that_can_name_a_file_is_declared():
    shaped = {
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("banjie.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length == references.LENGTH
    }
    assert shaped - references.declared() == set(), "declare them in file_references.py of their app"
    assert references.declared() - shaped == set(), "declared, but there is no such column"
