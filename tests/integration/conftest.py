"""Guard-rails of the tests that need a database."""

from importlib import import_module

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _pages_are_there_before_stand_ins() -> None:
    """A page imported first while a test has put something in the place of `jobs.later` would keep it for good."""
    import_module(settings.ROOT_URLCONF)
