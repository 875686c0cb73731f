"""The design system stands alone: no other app's context, addresses or collected files take part."""

import pytest
from pytest_django import Settings

PROCESSORS = ["django.template.context_processors.request", "banjie.ui.context_processors.appearance"]


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.ui.urls"
    settings.FORM_RENDERER = "banjie.ui.forms.UiRenderer"
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": PROCESSORS},
        }
    ]
