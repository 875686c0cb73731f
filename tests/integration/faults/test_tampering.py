"""A database superuser changes the record behind the guards' back: `verify` finds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from banjie.cases import chain, integrity
from banjie.cases.integrity import Finding
from banjie.cases.models import Case, Seal, TimelineEntry
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_handling
from tests.integration.cases.world import AT, World
from tests.integration.faults.crowds import assert_whole, at_once, failures, faults

pytestmark = pytest.mark.slow


@contextmanager
def guards_aside() -> Iterator[Callable[..., None]]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor.execute
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def case(world: World) -> int:
    made = walked_to_handling(world)
    taken_in(world)
    assert integrity.seal_new(at=AT) == 5
    assert_whole()
    return made.case_id


def found() -> set[Finding]:
    return {fault.finding for fault in faults()}


def test_an_altered_entry_is_found(case: int) -> None:
    with guards_aside() as run:
        run("UPDATE case_timeline SET data = '{\"x\": 1}' WHERE case_id = %s AND sequence = 2", [case])
    assert found() == {Finding.ENTRY_ALTERED}


def test_a_removed_entry_is_found(case: int) -> None:
    with guards_aside() as run:
        run("DELETE FROM case_timeline WHERE case_id = %s AND sequence = 2", [case])
    assert found() == {Finding.ENTRY_MISSING, Finding.SEAL_BROKEN}


def test_an_inserted_entry_is_found(case: int) -> None:
    with guards_aside() as run:
        columns = (
            "at, recorded_at, command, source, target, actor_kind, actor_name, resident_sees, data, previous, digest"
        )
        run(
            f"INSERT INTO case_timeline (case_id, sequence, {columns}) "
            f"SELECT case_id, 5, {columns} FROM case_timeline WHERE case_id = %s AND sequence = 4",
            [case],
        )
    assert {Finding.CHAIN_BROKEN, Finding.HEAD_WRONG} <= found()


def test_an_entry_slipped_in_between_two_seals_is_found(world: World, case: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('case_timeline', 'id'))")
        gap = cursor.fetchone()[0]
    do(world, "handler", case, "note", text="后来")
    assert integrity.seal_new(at=AT) == 1
    last = TimelineEntry.objects.get(case_id=case, sequence=5)
    with guards_aside() as run:
        _forge(run, last, gap)
    assert found() == {Finding.SEAL_BROKEN}


def _forge(run: Callable[..., None], last: TimelineEntry, id_: int) -> None:
    """A sound sixth entry, chain and head and all, under an id that lies before the last seal's end."""
    forged = TimelineEntry.objects.get(id=last.id)
    forged.id, forged.sequence, forged.previous = id_, 6, bytes(last.digest)
    forged.digest = integrity.digest_of(forged)
    forged.save(force_insert=True)
    run('UPDATE "case" SET entries = 6, head = %s WHERE id = %s', [forged.digest, forged.case_id])


def test_a_removed_case_is_found(case: int) -> None:
    with guards_aside() as run:
        for table in ("case_timeline", "case_text", "case_contact"):
            run(f"DELETE FROM {table} WHERE case_id = %s", [case])
        run('DELETE FROM "case" WHERE id = %s', [case])
    assert found() == {Finding.SEAL_BROKEN}


def test_a_chain_rewritten_with_the_head_of_its_case_is_found(case: int) -> None:
    previous = chain.GENESIS
    with guards_aside() as run:
        for entry in TimelineEntry.objects.filter(case_id=case).order_by("sequence"):
            entry.actor_name, entry.previous = "别人", previous
            previous = entry.digest = integrity.digest_of(entry)
            entry.save()
        run('UPDATE "case" SET head = %s WHERE id = %s', [previous, case])
    assert found() == {Finding.SEAL_BROKEN}


def test_the_database_itself_refuses_to_alter_or_remove_an_entry(case: int) -> None:
    for statement in ("UPDATE case_timeline SET command = 'x'", "DELETE FROM case_timeline", "TRUNCATE case_timeline"):
        with pytest.raises(Exception, match="only ever added"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_seals_made_at_once_are_one_chain(world: World) -> None:
    for _ in range(4):
        taken_in(world)
    outcomes = at_once(*[lambda: integrity.seal_new(at=AT)] * 4)
    assert failures(outcomes) == []
    assert sum(outcomes) == 4
    assert Seal.objects.count() == 1
    assert_whole()


def test_an_entry_committed_late_under_an_earlier_id_is_sealed_and_no_false_alarm(world: World) -> None:
    case = taken_in(world).case_id
    settings = connection.settings_dict
    slow = psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"])
    copied = "case_id, at, recorded_at, command, source, target, actor_kind, actor_name, resident_sees, data, previous"
    slow.execute(
        f"INSERT INTO case_timeline (sequence, digest, {copied}) "
        f"SELECT 99, digest, {copied} FROM case_timeline WHERE case_id = %s",
        [case],
    )
    taken_in(world)
    try:
        assert integrity.seal_new(at=AT + timedelta(hours=1)) == 0
    finally:
        slow.rollback()
        slow.close()
    assert integrity.seal_new(at=AT + timedelta(hours=1)) == 2
    assert_whole()


def test_entries_of_a_clock_that_was_ahead_are_sealed_in_their_order(world: World) -> None:
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept", at=AT + timedelta(days=1))
    do(world, "dispatcher", made.case_id, "note", at=AT, text="时钟已拨回")
    assert integrity.seal_new(at=AT + timedelta(hours=1)) == 3
    assert integrity.seal_new(at=AT + timedelta(days=2)) == 0
    assert Case.objects.get(id=made.case_id).entries == 3
    assert_whole()
