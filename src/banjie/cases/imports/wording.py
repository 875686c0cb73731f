"""The words for what imports find, for pages, the command line and the rows that are given back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.cases.imports.fields import TITLES, Field
from banjie.cases.wording import PROBLEMS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

# What is wrong with a row; what intake complains of has its words in `cases.wording`.
FAULTS: Words = MappingProxyType(
    {
        "ambiguous": _("This could be two different days. Say in the mapping whether the day comes first."),
        "cell_too_long": _("A cell of this row is longer than can be read."),
        "closed_without_moment": _("It is closed, but no time of closing or reply is given."),
        "key_missing": _("The number that tells rows apart is empty."),
        "key_repeated": _("Another row above has the same number."),
        "moment_missing": _("The time of receipt is empty."),
        "no_such_day": _("There is no such day."),
        "no_such_time": _("There is no such time."),
        "not_a_date": _("This is not a date."),
        "not_a_number": _("This is not a number."),
        "not_a_point": _("These are not a longitude and a latitude."),
        "out_of_range": _("This year cannot be meant."),
        "quote_not_closed": _("A quotation mark in this row is never closed."),
        "reply_without_moment": _("There is a reply, but no time of it."),
        "text_missing": _("Nothing says what happened."),
        "text_too_long": _("This text is too long."),
        "too_many_cells": _("This row has more cells than there are columns."),
        "two_digit_year": _("Write the year with four digits."),
        "undecodable": _("Some characters of this row cannot be read."),
        "value_unknown": _("Nobody has said what this word means."),
    }
)

# What was changed or left behind of rows that came in all the same.
CAUTIONS: Words = MappingProxyType(
    {
        "area_from_place": _("There was neither point nor area; the area is that of the place they name."),
        "characters_removed": _("Characters that cannot be shown were removed."),
        "contact_left_out": _("The reporter wished not to be known; their contact was not kept."),
        "deadline_left_out": _("The deadline lies before the receipt or too far ahead; our own time limits hold."),
        "outside_every_area": _("The point lies outside every area; the case belongs to none."),
    }
)

MAPPING_FAULTS: Words = MappingProxyType(
    {
        "column_missing": _("The file has no such column."),
        "kept_and_personal": _("This column names the reporter; it is kept in the sealed contact only."),
        "point_incomplete": _("Choose columns for both longitude and latitude, or for neither."),
        "reply_time_missing": _("A reply needs the column with its time, or that of the closing."),
        "text_missing": _("Choose the column that says what happened, or the title."),
        "time_zone_unknown": _("There is no such time zone."),
        "value_not_ours": _("This field has no list of values."),
    }
)

REFUSALS: Words = MappingProxyType(
    {
        "at_work": _("This file is just being worked on. Wait until that is done, or cancel it."),
        "disturbed": _(
            "Rows of this file came in by another way at the same time. Nothing is doubled; import it again."
        ),
        "file_gone": _("The file is no longer kept. Upload it again; rows that came in already are passed over."),
        "mapping_at_fault": _("Correct the mapping first."),
        "may_not_create": _("Setting up categories, units and areas is for those who may publish and change them."),
        "over": _("This file is imported already."),
        "too_large": _("The file is larger than can be taken. Import it on the server with `banjie import`."),
        "unexpected": _("Something went wrong that should not. Nothing of this file was kept; please report it."),
        "unknown_run": _("There is no such import."),
        "unknown_sheet": _("The file has no such sheet."),
    }
)

# Why a file is no table at all, by `platform.tables.TableProblem`.
TABLES: Words = MappingProxyType(
    {
        "damaged": _("The file is damaged. Open it in your spreadsheet program and save it anew."),
        "decompression_bomb": _("The file unpacks to far more than it should and was not opened."),
        "empty": _("The file is empty."),
        "encoding_unknown": _("The characters of this file cannot be read. Save it as CSV UTF-8 or as xlsx."),
        "no_visible_sheet": _("Every sheet of this file is hidden."),
        "not_a_table": _("This is not a table. Choose an xlsx, xls, ods or csv file."),
        "protected": _("The file is protected by a password. Save it without one."),
        "too_large": _("The table is too large to be read. Save it as CSV, or split it."),
        "web_page": _("This file is a web page that calls itself a spreadsheet. Open it and save it as xlsx."),
    }
)

# What a person should know about a file before trusting the preview, by `TableWarning`.
WARNINGS: Words = MappingProxyType(
    {
        "column_names_repeated": _("Columns of the same name are numbered."),
        "columns_without_name": _("Columns without a name are called by their letter."),
        "encoding_guessed": _("How its characters are written was guessed; look whether the text reads well."),
        "formulas_without_values": _("Formulas that were never computed are empty. Open the file once and save it."),
        "header_guessed": _("No row of column names was found; the columns are called by their letters."),
        "hidden_sheets_skipped": _("Hidden sheets are left out."),
        "macros_ignored": _("Macros are ignored; only values are read."),
        "merged_cells_repeated": _("Merged cells give their value to every row they cover."),
        "rows_above_header": _("Rows above the column names are left out."),
        "two_line_header": _("The column names stand on two lines."),
        "undecodable_bytes": _("Some characters cannot be read; their rows are named below."),
    }
)


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
