"""The sentences of the catalogue's pages: faults, refusals, fields and what happened to an entry."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.cases import wording as case_wording
from banjie.catalogue.differences import Happened
from banjie.catalogue.editing import EditRefused
from banjie.catalogue.problems import ContentProblem
from banjie.catalogue.refusals import Reason, Refused
from banjie.catalogue.sheets import SheetProblem
from banjie.core.questions import Problem, QuestionType
from banjie.core.routing import Check
from banjie.platform.tables import TableProblem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

PROCESSES: Words = {"standard": pgettext_lazy("process", "Standard"), "fast": pgettext_lazy("process", "Fast")}

PUBLIC_PLACES: Words = {
    "exact": _("The very spot"),
    "near": _("To some hundred metres"),
    "area": _("The area only"),
}

QUESTION_TYPES: Words = {
    QuestionType.TEXT: _("Text"),
    QuestionType.NUMBER: _("A number"),
    QuestionType.CHOICE: _("One of several"),
    QuestionType.MULTIPLE_CHOICE: _("Any of several"),
    QuestionType.YES_NO: _("Yes or no"),
    QuestionType.DATE: _("Date"),
}

SHEETS: Words = {
    "categories": _("Categories"),
    "questions": _("Questions"),
    "targets": _("Time limits"),
    "rules": _("Routing rules"),
}

HAPPENED: Words = {
    Happened.ADDED: _("Added"),
    Happened.CHANGED: _("Changed"),
    Happened.MOVED: _("Moved"),
    Happened.REMOVED: _("Removed"),
}

FIELDS: Words = {
    "active": _("In use"),
    "answers": _("Answers"),
    "area": _("Area"),
    "area_level": _("Unit's level"),
    "category": _("Category"),
    "code": _("Code"),
    "default_kind": _("Kind"),
    "default_level": _("Level"),
    "description": _("Description"),
    "description_en": _("Description in English"),
    "id": _("Rule"),
    "initials": _("Initials"),
    "keywords": _("Keywords"),
    "kinds": _("Kinds"),
    "level": _("Level"),
    "levels": _("Levels"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "note": _("Note"),
    "offered": _("Offered to residents"),
    "parent": _("Category above"),
    "place_required": _("Place required"),
    "process": _("Process"),
    "public": _("May be shown publicly"),
    "public_place": _("Place shown publicly"),
    "questions": _("Questions"),
    "sensitive": _("Confidential"),
    "step": _("Step"),
    "target": _("Limit"),
    "unit_role": _("Unit's duty"),
}

# The names in brackets are filled from the problem's data; `value` is what was given.
PROBLEMS: Words = {
    "active_below_retired": _("It counts as out of use, because %(value)s above it is."),
    "bad_characters": _("Use letters, digits and underscores only."),
    "bad_condition": _("“%(value)s” is no condition. Write for example: depth >= 20; place = school|hospital"),
    "bad_option": _("“%(value)s” is no option. Write one a line as: key=label"),
    "bad_target": _("“%(value)s” is no time limit. Write for example 4wh, 2wd, 24h or 30m."),
    "bad_value": _("“%(value)s” cannot be read."),
    "bounds_reversed": _("The smallest is larger than the largest."),
    "bounds_unexpected": _("This type of question has no smallest and largest."),
    "bounds_wrong_kind": _("Smallest and largest must be of the question's own type."),
    "condition_not_ordered": _("Only the answer to one number or date can be compared: %(question)s."),
    "condition_unknown_question": _("No question %(question)s comes before it here."),
    "condition_value_missing": _("The condition on %(question)s says no value."),
    "condition_value_unexpected": _("The condition on %(question)s takes no value."),
    "condition_value_unknown": _("%(question)s can never be answered with “%(value)s”."),
    "duplicate_code": _("This code is given already."),
    "duplicate_name": _("There is another “%(value)s” in the same place."),
    "duplicate_option": _("Two options have the same key."),
    "duplicate_question": _("Another question here has this key."),
    "duplicate_rule": _("This rule number is given already."),
    "duplicate_sheet": _("There are two sheets of this meaning; one is called “%(value)s”."),
    "duplicate_target": _("This limit is set twice."),
    "label_length": _("Labels need between 1 and 120 characters."),
    "missing_column": _("This column is missing."),
    "missing_sheet": _("This sheet is missing."),
    "no_category": _("No category is in use."),
    "no_process": _("No process is set, here or above."),
    "not_yes_or_no": _("Write yes or no."),
    "options_too_few": _("A choice needs at least two options."),
    "options_unexpected": _("Only choices have options."),
    "parent_ring": _("A category cannot stand below itself."),
    "required": _("This is needed."),
    "reserved_characters": _("The characters | and ; part values, so they cannot stand inside one."),
    "retired_category": _("The category %(value)s is out of use, so the rule has no effect."),
    "role_held_by_none": _("No unit has the duty “%(value)s”; the dispatcher would decide."),
    "rule_never_reached": _("Rule %(by)s before it takes every case that it could take."),
    "target_missing": _(
        "%(count)s categories have no limit for “%(step)s” at level “%(level)s”, the first is %(first)s."
    ),
    "too_deep": _("There are %(deepest)s levels of categories and no more."),
    "too_long": _("This is too long."),
    "too_many": _("These are too many."),
    "unknown_area": _("There is no area %(value)s, so the rule has no effect."),
    "unknown_category": _("There is no category %(value)s."),
    "unknown_column": _("There is no column of this name. Rename or remove it."),
    "unknown_field": _("There is no such field."),
    "unknown_parent": _("There is no category %(value)s to stand below."),
    "unknown_process": _("There is no process “%(value)s”."),
    "unknown_step": _("There is no step “%(value)s”."),
    "unknown_value": _("“%(value)s” is not one of the possible values."),
    "unreadable_characters": _("It holds characters that cannot be stored."),
}

# What is wrong with an answer to a question (core.questions.check).
ANSWERS: Words = {
    "not_a_date": _("Write a date such as 2026-01-31."),
    "not_a_number": _("Write a number."),
    "not_an_option": _("Choose one of the options."),
    "not_text": _("Write a text."),
    "not_yes_or_no": _("Choose yes or no."),
    "required": _("This is needed."),
    "too_early": _("The earliest is %(limit)s."),
    "too_few_chosen": _("Choose at least %(limit)s."),
    "too_large": _("The largest is %(limit)s."),
    "too_late": _("The latest is %(limit)s."),
    "too_long": _("At most %(limit)s characters."),
    "too_many_chosen": _("Choose at most %(limit)s."),
    "too_short": _("At least %(limit)s characters."),
    "too_small": _("The smallest is %(limit)s."),
    "unknown_question": _("There is no such question."),
    "unreadable_characters": _("It holds characters that cannot be stored."),
}

# The conditions of a rule, as reasons why it did not match.
CHECKS: Words = {
    Check.CATEGORY: _("another category"),
    Check.AREA: _("another area"),
    Check.KIND: _("another kind"),
    Check.LEVEL: _("another level"),
    Check.ANSWERS: _("other answers"),
}

# Why a file cannot be read as a workbook at all.
FILES: Words = {
    TableProblem.DAMAGED: _("The file is damaged. Open it, save it again and send that."),
    TableProblem.DECOMPRESSION_BOMB: _("The file unpacks to far more than a catalogue holds."),
    TableProblem.EMPTY: _("The file is empty."),
    TableProblem.ENCODING_UNKNOWN: _("The file's encoding cannot be told. Save it as a workbook (.xlsx)."),
    TableProblem.NO_VISIBLE_SHEET: _("Every sheet of the workbook is hidden."),
    TableProblem.NOT_A_TABLE: _("This is no workbook. Send the .xlsx file."),
    TableProblem.PROTECTED: _("The workbook is protected by a password. Remove it and send the file again."),
    TableProblem.TOO_LARGE: _("The file is too large."),
    TableProblem.WEB_PAGE: _("This is a web page that calls itself a workbook. Save it as .xlsx and send that."),
}

EDITS_REFUSED: Words = {
    "category_has_others_below": _("Other categories stand below it. Remove them first."),
    "category_published": _("It has been published, so cases may name it. Take it out of use instead."),
    "duplicate_rule": _("This rule number is given already."),
    "field_fixed": _("A code never changes."),
    "parent_retired": _("The category above is out of use. Put that back first."),
    "unknown_category": _("This category is not there any more."),
    "unknown_rule": _("This rule is not there any more."),
    "unknown_sibling": _("The category to stand before is not there any more."),
}

REFUSALS: Words = {
    Reason.DRAFT_CHANGED: _(
        "%(by)s changed the draft meanwhile. Nothing of yours was saved; look at what is new and send it again."
    ),
    Reason.DRAFT_EXISTS: _("Somebody started a draft meanwhile. Look at it and send yours again."),
    Reason.DRAFT_OUTDATED: _(
        "Release %(number)s was published after this draft began. Export the draft, discard it, and import it again."
    ),
    Reason.NO_DRAFT: _("The draft was published or discarded meanwhile."),
    Reason.NOT_PUBLISHABLE: _("Some things must be mended before this can be published."),
    Reason.NOTE_MISSING: _("Say what changes, for those who look at it later."),
    Reason.NOTHING_CHANGED: _("The draft is the same as what is in force."),
}


def problem_text(problem: ContentProblem | SheetProblem) -> str:
    data = dict(problem.data)
    if problem.code == "target_missing":
        data["step"] = case_wording.STEPS.get(str(data["step"]), data["step"])
        data["level"] = case_wording.CHOICES["level"].get(str(data["level"]), data["level"])
    return _filled(PROBLEMS.get(problem.code, problem.code), data)


def answer_problem_text(problem: Problem) -> str:
    return _filled(ANSWERS[problem.code], problem.data)


def refusal_text(refused: Refused) -> str:
    return _filled(REFUSALS[refused.code], refused.data)


def edit_refused_text(refused: EditRefused) -> str:
    return str(EDITS_REFUSED.get(refused.code, refused.code))


def yes_no(value: bool) -> str:
    return _now("Yes") if value else _now("No")


def _filled(words: "StrOrPromise", data: Mapping[str, object]) -> str:
    # A fault may come without the data that its sentence could use.
    return str(words) % _Filling(data)


class _Filling(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"
