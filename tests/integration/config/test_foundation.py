"""What a first start lays down in an empty database."""

from pathlib import Path

import pytest
from pytest_django import Settings

from banjie.catalogue import queries as catalogue
from banjie.config import foundation
from banjie.platform.calendar import queries as calendar


@pytest.fixture(autouse=True)
def _static_files_apart(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_an_empty_database_gets_a_catalogue_in_force_and_a_calendar_once() -> None:
    foundation.lay()
    first = catalogue.current()
    assert first.number == 1
    assert calendar.years_covered()
    foundation.lay()
    assert catalogue.current().number == 1
