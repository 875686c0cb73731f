"""What the pages of imports show: rows, facts and words, made from the records of runs."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.cases import wording as case_wording
from banjie.cases.imports import mappings, queries, wording
from banjie.cases.imports.choices import Choice, Choices
from banjie.cases.imports.faults import FaultCode
from banjie.cases.imports.fields import CHOICES, TITLES, Field
from banjie.cases.imports.looking import choices
from banjie.cases.imports.mapping import PATH_MARK, OnFault
from banjie.cases.models import ImportRun, RunState
from banjie.platform.tables import header_key
from banjie.web.imports.forms import ColumnsForm
from banjie.web.imports.previewing import moment, pressing_columns, pressing_row, preview_columns, preview_row
from banjie.web.imports.words import LEAVES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Step = Callable[[], object]
type Row = dict[str, Any]

_AT_WORK: Final = {RunState.EXAMINING, RunState.IMPORTING}
# As many words as a person goes through at a time; the others show when these are done.
_WORDS_SHOWN: Final = 40
_LEAST_LETTERS: Final = 2
_TONES: Final = {
    RunState.UPLOADED: "neutral",
    RunState.EXAMINING: "neutral",
    RunState.EXAMINED: "warn",
    RunState.IMPORTING: "neutral",
    RunState.IMPORTED: "good",
    RunState.REFUSED: "danger",
    RunState.CANCELLED: "neutral",
    RunState.FAILED: "danger",
}
_STATUS_WORDS: Final[dict[str, "StrOrPromise"]] = {
    "open": gettext_lazy("Open"),
    "closed": gettext_lazy("Closed"),
    "leave_out": LEAVES["leave_out"],
}


def run_columns() -> list[Row]:
    return [
        {"label": _("File"), "kind": "wide"},
        {"label": _("State")},
        {"label": _("Rows"), "kind": "number"},
        {"label": _("New cases"), "kind": "number"},
        {"label": _("Refused"), "kind": "number"},
        {"label": _("Uploaded"), "kind": "narrow"},
    ]


def run_row(run: ImportRun) -> Row:
    return {
        "run": run,
        "url": reverse("imports:run", args=[run.token]),
        "state": RunState(run.state).label,
        "tone": _TONES[RunState(run.state)],
        "rows": run.done or run.expected,
        "at": run.created_at,
    }


def steps(here: str, run: ImportRun) -> list[Row]:
    """File, columns, check, cases: how far this one is."""
    order = [("file", _("File")), ("columns", _("Columns")), ("check", _("Check")), ("cases", _("Cases"))]
    at = [key for key, _label in order].index(here)
    urls = {"columns": reverse("imports:columns", args=[run.token])} if run.file and here == "check" else {}
    return [
        {
            "label": label,
            "state": "done" if place < at else "current" if place == at else "upcoming",
            "url": urls.get(key, ""),
        }
        for place, (key, label) in enumerate(order)
    ]


def column_rows(form: ColumnsForm, run: ImportRun) -> Iterator[Row]:
    samples = run.found.get("samples", [])
    for place, (header, use, also) in enumerate(form.rows()):
        shown = [text for text in (samples[place] if place < len(samples) else []) if text]
        yield {"header": header, "samples": shown, "use": use, "also": also}


def choice_words(field: Field, choice: Choice) -> str:
    """What a person reads for one of ours."""
    if field is Field.STATUS:
        return str(_STATUS_WORDS.get(choice.code, choice.code))
    if str(field) in case_wording.CHOICES:
        return str(case_wording.CHOICES[str(field)].get(choice.code, choice.code))
    return choice.name


def progress(run: ImportRun) -> Row:
    """How far a run under way is; the total is an estimate until the file is read to its end."""
    total = max(run.expected, run.done, 1)
    doing = _("Checking the rows") if run.state == RunState.EXAMINING else _("Making cases")
    return {"doing": doing, "done": run.done, "total": total, "at_work": run.state in _AT_WORK}


def run_page(run: ImportRun, *, may_set_up: bool) -> Row:
    """Everything that the page of a run shows, by what it is at."""
    state = RunState(run.state)
    here = "cases" if state in {RunState.IMPORTED, RunState.IMPORTING} else "check"
    page: Row = {"run": run, "state": state, "state_words": state.label, "steps": steps(here, run), **progress(run)}
    mapping = queries.mapping_of(run)
    if state in _AT_WORK:
        return page | {"whole": mapping.on_fault is OnFault.REFUSE_FILE}
    known = choices()
    groups = word_groups(run, known) if state in {RunState.EXAMINED, RunState.REFUSED} and run.file else []
    lacking = {group["field"] for group in groups} & {Field.CATEGORY, Field.LEAD_UNIT}
    return page | {
        "mapping": mapping,
        "failure": _failure(run),
        "can_go_on": bool(run.file) and state not in {RunState.IMPORTED},
        "ready": run.found.get("ready", 0),
        "open": run.found.get("open", 0),
        "suggested": _suggested(run),
        "by_words": run.found.get("by_words") or {},
        "pressing": [pressing_row(each) for each in run.found.get("pressing", [])],
        "pressing_columns": pressing_columns(),
        "earliest": moment(run.found.get("earliest")),
        "latest": moment(run.found.get("latest")),
        "cautions": _cautions(run),
        "word_groups": groups,
        "faults": _fault_rows(run, hidden={str(group["field"]) for group in groups}),
        "fault_columns": _fault_columns(),
        "preview": [preview_row(one, known) for one in run.found.get("first", [])],
        "preview_columns": preview_columns(),
        "offers_set_up": may_set_up and mapping.missing is not None and bool(lacking),
    }


def _suggested(run: ImportRun) -> Row | None:
    counts = run.found.get("suggested") or {}
    every = sum(counts.values())
    sure = counts.get("sure", 0)
    return {"all": every, "sure": sure, "unsure": every - sure} if every else None


def word_groups(run: ImportRun, known: Choices) -> list[Row]:
    """The words of the file that nobody has given a meaning, field by field, the most frequent first."""
    groups: list[Row] = []
    for name, words in run.found.get("unknown", {}).items():
        field = Field(name)
        rows = [
            {"word": word, "rows": rows, "name": f"meaning-{field}-{place}", "likely": likely(field, word, known)}
            for place, (word, rows) in enumerate(words[:_WORDS_SHOWN])
        ]
        closed = field in set(CHOICES) - {Field.CATEGORY, Field.AREA, Field.LEAD_UNIT}
        groups.append(
            {
                "field": field,
                "title": TITLES[field],
                "words": rows,
                "more": max(len(words) - _WORDS_SHOWN, 0),
                "options": _options(field) if closed else [],
                "url": "" if closed else f"{reverse('imports:options', args=[str(field)])}",
            }
        )
    return groups


def likely(field: Field, word: str, known: Choices) -> Choice | None:
    """The one choice whose own name holds the word or is held by it; None where there are several or none.

    A proposal that stands in the field to be looked at, and means nothing until it is sent.
    """
    key = header_key(word.rpartition(PATH_MARK)[2])
    if len(key) < _LEAST_LETTERS:
        return None
    found = [
        choice
        for choice in known.all(field)
        if (own := header_key(choice.name.rpartition(PATH_MARK)[2])) and (key in own or own in key)
    ]
    return found[0] if len(found) == 1 else None


def _options(field: Field) -> list[Row]:
    ours = [{"value": choice.code, "label": choice_words(field, choice)} for choice in Choices().all(field)]
    leaves = [{"value": f"({key})", "label": words} for key, words in LEAVES.items()]
    return [*ours, *leaves]


def _failure(run: ImportRun) -> str:
    words = {**wording.TABLES, **wording.REFUSALS}
    return str(words.get(run.failure.removeprefix("table."), "")) if run.failure else ""


def _cautions(run: ImportRun) -> list[Row]:
    return [
        {"count": count, "text": wording.CAUTIONS.get(code, code), "field": wording.field_words(field)}
        for field, code, count in run.found.get("cautions", [])
    ]


def _fault_rows(run: ImportRun, *, hidden: set[str]) -> list[Row]:
    """The same fault of many rows on one line; words without meaning have their own place above."""
    return [
        {
            "rows": group.rows,
            "first": group.first_row,
            "field": wording.field_words(group.field) if group.field else "",
            "detail": group.detail,
            "text": wording.fault_words(group.code),
        }
        for group in queries.fault_groups(run.id)
        if not (group.code == FaultCode.VALUE_UNKNOWN and group.field in hidden)
    ]


def _fault_columns() -> list[Row]:
    return [
        {"label": _("Rows"), "kind": "number"},
        {"label": _("First in row"), "kind": "number"},
        {"label": _("Field")},
        {"label": _("In the cell")},
        {"label": _("What is wrong"), "kind": "wide"},
    ]


def mapping_columns() -> list[Row]:
    return [
        {"label": _("Mapping"), "kind": "wide"},
        {"label": _("Whose records")},
        {"label": _("Columns"), "kind": "number"},
        {"label": _("Where it is kept")},
        {"label": _("What can be done"), "hidden_label": True},
    ]


def mapping_rows() -> list[Row]:
    own = {content.name for content in mappings.saved()}
    return [
        {
            "name": content.name,
            "source": content.source,
            "columns": len(content.headers),
            "saved": content.name in own,
        }
        for content in mappings.remembered()
    ]
