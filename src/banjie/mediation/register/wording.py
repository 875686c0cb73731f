"""The words for what bringing registers in finds, for pages, the command line and the rows that are given back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.cases.imports import wording as imports
from banjie.cases.wording import PROBLEMS
from banjie.mediation.models import ToldForm, ToldPerformance

from .fields import TITLES, Field

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

FAULTS: Words = MappingProxyType(
    {
        **imports.FAULTS,
        "ended_before_received": _("It ended before it was taken in."),
        "ended_missing": _("It is not told when it ended, nor how long it took."),
        "in_future": _("This day has not come yet."),
        "lunar": _("Write the day by the common calendar."),
        "not_a_count": _("This is not a count."),
        "one_side_only": _("Only one side is named, or it is not told where one ends and the other begins."),
        "outcome_missing": _("It is not told how it ended."),
        "parties_missing": _("No party is named."),
        "party_on_both_sides": _("The same name stands on both sides."),
        "party_too_long": _("This is too long for names."),
        "received_missing": _("It is not told when it was taken in."),
        "received_too_long_ago": _("This is too long ago."),
        "row_repeated": _("Another row above has the same number and day, or is the same."),
        "sides_unclear": _("It is not told who stands on which side. Write 甲方：…；乙方：…"),
        "still_open": _("This dispute is not over. Take it in as a dispute, and leave it out here."),
        "sum_not_a_sum": _("This is not a sum of money."),
        "sum_range": _("This is a range, not one sum."),
        "sum_too_large": _("This sum is too large."),
        "sum_two_sums": _("These are two sums. Write their total."),
        "too_many_parties": _(
            "These are too many parties. Name those who speak for the others, and how many they are."
        ),
        "year_missing": _("This day has no year. Say in the mapping which year the register is of."),
    }
)

CAUTIONS: Words = MappingProxyType(
    {
        "day_rough": _("The day is only told roughly; the first day of what is told was taken."),
        "days_differ": _("The days it took are not those between its two dates; the dates were taken."),
        "kind_from_text": _("The type was proposed from the words of the row."),
        "mediator_unknown": _("No mediator of this committee has the name; the row came in without one."),
        "names_masked": _("Names of parties were replaced by their sides in what can be searched."),
        "parties_forgotten": _("The time for keeping parties is over; only their number and kind was kept."),
        "parties_left_out": _("The parties could not be told apart and were left out."),
        "sum_left_out": _("The sum could not be read and was left out."),
        "sum_rough": _("The sum is only told roughly."),
        "value_left_out": _("Words without a meaning were left out."),
    }
)

MAPPING_FAULTS: Words = MappingProxyType(
    {
        "column_missing": _("The file has no such column."),
        "ended_missing": _("Choose the column with the day it ended, or with the days it took."),
        "outcome_missing": _("Choose the column with the outcome."),
        "received_missing": _("Choose the column with the day it was taken in."),
        "side_incomplete": _("Choose columns for both sides, or one for both."),
        "time_zone_unknown": _("There is no such time zone."),
        "value_not_ours": _("This field has no list of values."),
    }
)

REFUSALS: Words = MappingProxyType(
    {
        "at_work": _("This file is just being worked on. Wait until that is done."),
        "file_gone": _("The file is no longer kept. Upload it again; rows that came in already are passed over."),
        "mapping_at_fault": _("Correct the mapping first."),
        "not_checked": _("A register comes in whole or not at all. Correct the rows at fault first."),
        "over": _("This register is in already."),
        "too_large": _("The file is larger than can be taken. Have it brought in on the server, by the command line."),
        "too_many_rows": _("These are more rows than a register has. Bring it in year by year."),
        "unexpected": _("Something went wrong that should not. Nothing of this file was kept; please report it."),
        "unknown_run": _("There is no such register."),
    }
)

VALUE_WORDS: Words = MappingProxyType(
    {
        **dict(ToldForm.choices),
        **dict(ToldPerformance.choices),
        "yes": _("Yes"),
        "no": _("No"),
    }
)

TABLES: Words = imports.TABLES
WARNINGS: Words = imports.WARNINGS


def report_header() -> "StrOrPromise":
    """The name of the column that says what is wrong, in the rows that are given back."""
    return _("What is wrong")


def fault_words(code: str) -> str:
    return str(FAULTS.get(code) or PROBLEMS.get(code) or code)


def field_words(field: str) -> str:
    try:
        return str(TITLES[Field(field)])
    except ValueError:
        return field


def fault_text(field: str, code: str, detail: str) -> str:
    """One fault as a sentence: the field, the word it is about, what is wrong with it."""
    where = field_words(field) if field else ""
    about = f" “{detail}”" if detail else ""
    return f"{where}{about}: {fault_words(code)}" if where or about else fault_words(code)


def failure_words(code: str) -> str:
    """Why a run failed."""
    if code.startswith("table."):
        return str(TABLES.get(code.removeprefix("table."), code))
    return str(REFUSALS.get(code, code))
