"""Every code has its words, and the words find what they show."""

import re

import pytest

from banjie.core.coordinates import Datum
from banjie.places.boundaries import Fault, FaultCode
from banjie.places.levels import Happening, Level, PlaceKind
from banjie.places.refusals import Reason, Refused
from banjie.places.sheet_rows import RowFault, RowFaultCode
from banjie.places.words import HAPPENINGS, KINDS, LEVELS
from banjie.platform.tables import TableProblem
from banjie.web.areas.words import (
    DATUMS,
    FAULTS,
    REFUSALS,
    ROW_FAULTS,
    TABLE_PROBLEMS,
    fault_text,
    refusal_text,
    row_fault_text,
)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (FAULTS, FaultCode),
        (ROW_FAULTS, RowFaultCode),
        (REFUSALS, Reason),
        (TABLE_PROBLEMS, TableProblem),
        (DATUMS, Datum),
        (LEVELS, Level),
        (KINDS, PlaceKind),
        (HAPPENINGS, Happening),
    ],
)
def test_every_code_has_words(words, codes) -> None:  # type: ignore[no-untyped-def]
    assert set(words) == set(codes)


def test_a_fault_counts_features_as_people_do() -> None:
    assert "1" in fault_text(Fault(FaultCode.DUPLICATE_CODE, 4, "A", "a", {"first": 0}))
    assert "3" in row_fault_text(RowFault(RowFaultCode.REPEATED, 9, "a", {"first": 3}))


def test_numbers_and_words_are_shown_readably() -> None:
    data = {"other": "B", "other_name": "乙", "square_metres": 1234567}
    assert "1,234,567" in fault_text(Fault(FaultCode.OVERLAP, 0, "A", "甲", data))
    level = fault_text(
        Fault(FaultCode.LEVEL_NOT_BELOW_PARENT, 0, "A", "甲", {"parent": "B", "level": "grid", "parent_level": "grid"})
    )
    assert str(LEVELS[Level.GRID]) in level


def test_words_only_show_what_refusals_carry() -> None:
    named = {
        "already_named": {"name": "x"},
        "file_at_fault": {"errors": 2},
        "name_too_long": {"most": 100},
        "too_many": {"most": 2000},
    }
    for reason in Reason:
        data: dict[str, object] = {"area": "A", "since": "2026-01-01"} | named.get(str(reason), {})
        assert "%(" not in refusal_text(Refused(reason, **data))


def test_the_comment_of_a_code_names_what_its_words_show() -> None:
    from pathlib import Path

    import banjie.places.boundaries.faults as module

    source = Path(module.__file__).read_text()
    for code, words in FAULTS.items():
        shown = set(re.findall(r"%\((\w+)\)s", str(words)))
        line = next(line for line in source.splitlines() if f'= "{code}"' in line)
        assert all(name in line.partition("#")[2] for name in shown), line
