"""A cached value is never older than the last change that was committed, whoever reads meanwhile."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from banjie.core.clocks import OverrideKind
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import actions, queries

AT = datetime(2026, 3, 2, tzinfo=UTC)
DAY = date(2026, 3, 3)


def make_holiday(day=DAY):
    actions.set_day(day=day, kind=OverrideKind.HOLIDAY, by=SYSTEM, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_reader_beside_an_open_change_does_not_keep_the_old_value():
    queries.calendar()

    def read():
        queries.calendar()
        connection.close()

    with transaction.atomic():
        make_holiday()
        stamps.current("calendar")
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert not queries.calendar().day(DAY).worked


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_never_taken_for_fresh():
    queries.calendar()
    with transaction.atomic():
        make_holiday()
        queries.calendar()
        transaction.set_rollback(True)
    make_holiday(date(2026, 5, 5))
    assert queries.calendar().day(DAY).worked
    assert not queries.calendar().day(date(2026, 5, 5)).worked


@pytest.mark.django_db
def test_a_transaction_sees_its_own_change_at_once():
    assert queries.calendar().day(DAY).worked
    make_holiday()
    assert not queries.calendar().day(DAY).worked


@pytest.mark.django_db
def test_what_was_read_before_a_change_is_not_kept_after_it(monkeypatch: pytest.MonkeyPatch):
    read = stamps._read
    asked: list[int] = []

    def overtaken() -> dict[str, int]:
        """The first time, another thread commits and has all forget while this one is still reading."""
        values = read()
        asked.append(len(values))
        if len(asked) == 1:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO platform_stamp (name, value) VALUES ('overtaken', 7)")
            stamps.forget()
        return values

    stamps.forget()
    monkeypatch.setattr(stamps, "_read", overtaken)
    assert stamps.current("overtaken") == 7
    assert len(asked) == 2
