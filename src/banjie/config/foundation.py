"""What a fresh installation needs before its first request; laying it twice changes nothing."""

from pathlib import Path

from banjie.config import translations

YEARS_AHEAD = 2
# Kept with the first release of the catalogue, for administrators of either language.
FIRST_RELEASE = "系统自带的初始目录 · The catalogue that comes with Banjie"


def lay() -> None:
    """Translations compiled, a working calendar seeded, a catalogue in force."""
    from django.conf import settings
    from django.core.management import call_command

    from banjie.catalogue import actions as catalogue_actions
    from banjie.catalogue import queries as catalogue_queries
    from banjie.catalogue.loading import default_content
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM
    from banjie.platform.numbers import numbers

    # A file that cannot be read is told of to whoever starts the server, not to somebody in danger.
    numbers()
    at = clock.now()
    translations.compile_stale(Path(settings.LOCALE_PATHS[0]))
    call_command("collectstatic", interactive=False, verbosity=0)
    _seed_calendar(at.year)
    if catalogue_queries.current().number == 0:
        catalogue_actions.publish_content(content=default_content(), note=FIRST_RELEASE, by=SYSTEM, at=at)


def _seed_calendar(year: int) -> None:
    from django.conf import settings

    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM
    from banjie.platform.calendar import actions, queries

    if queries.years_covered():
        return
    years = range(year - 1, year + YEARS_AHEAD)
    actions.seed_from_holidays(country=settings.BANJIE_COUNTRY, years=years, by=SYSTEM, at=clock.now())
