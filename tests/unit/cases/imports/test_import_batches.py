"""Rows in batches: numbers that come twice, and batches that stay small."""

from banjie.cases.imports.batches import CHARACTERS, Batches
from banjie.cases.imports.fields import Field
from banjie.cases.intake.draft import Problem, ProblemCode
from banjie.platform.tables import Row
from tests.unit.cases.imports.world import mapping, reader

CONTENT = mapping({Field.KEY: "编号", Field.BODY: "内容", Field.STATUS: "状态"})


def rows(*cells: tuple[str, str, str]) -> list[Row]:
    return [Row(number, list(row)) for number, row in enumerate(cells, 2)]


def test_a_number_that_comes_twice_is_a_fault_of_its_second_row() -> None:
    given = rows(("1", "甲", ""), ("2", "乙", ""), ("1", "丙", ""))
    (batch,) = Batches(reader(CONTENT)).of(given)
    assert batch.numbers == [2, 3]
    assert [(row.number, row.faults[0].code) for row in batch.refused] == [(4, "key_repeated")]


def test_a_number_is_known_from_an_earlier_batch() -> None:
    first, second = Batches(reader(CONTENT), rows_a_batch=1).of(rows(("1", "甲", ""), ("1", "甲", "")))
    assert (len(first.drafts), len(second.drafts), len(second.refused)) == (1, 0, 1)


def test_rows_left_out_and_refused_are_counted_as_seen() -> None:
    (batch,) = Batches(reader(CONTENT)).of(rows(("1", "甲", "作废"), ("2", "", ""), ("3", "丙", "")))
    assert (batch.seen, batch.left_out, len(batch.refused), len(batch.drafts)) == (3, 1, 1, 1)


def test_a_batch_of_long_texts_is_closed_before_it_fills_the_memory() -> None:
    long = "长" * 15_000
    given = rows(*((str(number), long, "") for number in range(500)))
    batches = list(Batches(reader(CONTENT)).of(given))
    assert len(batches) > 1
    assert all(batch.characters < CHARACTERS + 20_000 for batch in batches)
    assert sum(len(batch.drafts) for batch in batches) == 500


def test_what_intake_complains_of_moves_its_row_to_the_refused() -> None:
    (batch,) = Batches(reader(CONTENT)).of(rows(("1", "甲", ""), ("2", "乙", "")))
    batch.refuse([Problem(0, "received_at", ProblemCode.RECEIVED_IN_FUTURE, "2999")])
    assert batch.numbers == [3]
    assert [(row.number, row.faults[0].code) for row in batch.refused] == [(2, "received_in_future")]
