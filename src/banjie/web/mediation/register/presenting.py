"""What the pages of registers show: rows, facts and words, made from the records of runs."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from banjie.mediation import kinds
from banjie.mediation import wording as mediation_words
from banjie.mediation.models import RegisterRun, RegisterState
from banjie.mediation.register import wording
from banjie.mediation.register.fields import TITLES, VALUES, Field
from banjie.mediation.register.known import Known
from banjie.mediation.register.outcomes import OPEN
from banjie.mediation.register.records import FaultCode
from banjie.web.imports.words import LEAVES

from .forms import ColumnsForm

type Row = dict[str, Any]

AT_WORK: Final = frozenset({RegisterState.EXAMINING, RegisterState.IMPORTING})
_WORDS_SHOWN: Final = 40
_TONES: Final = {
    RegisterState.UPLOADED: "neutral",
    RegisterState.EXAMINING: "neutral",
    RegisterState.EXAMINED: "warn",
    RegisterState.IMPORTING: "neutral",
    RegisterState.IMPORTED: "good",
    RegisterState.FAILED: "danger",
}


def run_columns() -> list[Row]:
    return [
        {"label": _("File"), "kind": "wide"},
        {"label": _("State")},
        {"label": _("Rows"), "kind": "number"},
        {"label": _("New disputes"), "kind": "number"},
        {"label": _("At fault"), "kind": "number"},
        {"label": _("Uploaded"), "kind": "narrow"},
    ]


def run_row(run: RegisterRun) -> Row:
    state = RegisterState(run.state)
    return {
        "run": run,
        "url": reverse("mediation:register", args=[run.token]),
        "state": state.label,
        "tone": _TONES[state],
        "rows": run.done or run.expected,
        "at": run.created_at,
    }


def steps(here: str, run: RegisterRun) -> list[Row]:
    """File, columns, check, disputes: how far this one is."""
    order = [("file", _("File")), ("columns", _("Columns")), ("check", _("Check")), ("disputes", _("Disputes"))]
    at = [key for key, _label in order].index(here)
    urls = {"columns": reverse("mediation:register-columns", args=[run.token])} if run.file and here == "check" else {}
    return [
        {
            "label": label,
            "state": "done" if place < at else "current" if place == at else "upcoming",
            "url": urls.get(key, ""),
        }
        for place, (key, label) in enumerate(order)
    ]


def column_rows(form: ColumnsForm, samples: Sequence[Sequence[str]]) -> Iterator[Row]:
    for place, (header, use) in enumerate(form.rows()):
        yield {"header": header, "samples": samples[place] if place < len(samples) else (), "use": use}


def progress(run: RegisterRun) -> Row:
    """How far a run under way is; the total is an estimate until the file is read to its end."""
    doing = _("Checking the rows") if run.state == RegisterState.EXAMINING else _("Bringing disputes in")
    return {"doing": doing, "done": run.done, "total": max(run.expected, run.done, 1), "at_work": run.state in AT_WORK}


def run_page(run: RegisterRun, known: Known) -> Row:
    """Everything that the page of a run shows, by what it is at."""
    state = RegisterState(run.state)
    here = "disputes" if state in {RegisterState.IMPORTED, RegisterState.IMPORTING} else "check"
    page: Row = {"run": run, "state": state, "steps": steps(here, run), **progress(run)}
    if state in AT_WORK:
        return page
    groups = word_groups(run, known) if state is RegisterState.EXAMINED and run.file else []
    return page | {
        "failure": wording.failure_words(run.failure) if run.failure else "",
        "can_go_on": bool(run.file) and state is not RegisterState.IMPORTED,
        "ready": run.found.get("ready", 0),
        "cautions": [
            {"count": count, "field": wording.field_words(field), "text": wording.CAUTIONS.get(code, code)}
            for field, code, count in run.found.get("cautions", [])
        ],
        "word_groups": groups,
        "faults": _fault_rows(run, hidden={str(group["field"]) for group in groups}),
        "fault_columns": _fault_columns(),
        "preview": [_preview_row(one, known) for one in run.found.get("first", [])],
        "preview_columns": _preview_columns(),
    }


def word_groups(run: RegisterRun, known: Known) -> list[Row]:
    """The words of the register that nobody has given a meaning, field by field, the most frequent first."""
    return [
        {
            "field": Field(name),
            "title": TITLES[Field(name)],
            "words": [
                {"word": word, "rows": rows, "name": f"meaning-{name}-{place}"}
                for place, (word, rows) in enumerate(words[:_WORDS_SHOWN])
            ],
            "more": max(len(words) - _WORDS_SHOWN, 0),
            "options": _options(Field(name), known),
        }
        for name, words in run.found.get("unknown", {}).items()
        if words
    ]


def choice_words(field: Field, code: str, name: str) -> str:
    """What a person reads for one of ours."""
    if field is Field.OUTCOME:
        return _("Not over yet") if code == OPEN else str(mediation_words.CHOICES["ending"].get(code, code))
    if field is Field.TRACK:
        track, _dot, stage = code.partition(".")
        words = mediation_words.CHOICES["track"].get(track, track)
        return f"{words}（{mediation_words.CHOICES['court_stage'].get(stage, stage)}）" if stage else str(words)
    if field is Field.BROUGHT_BY:
        return str(mediation_words.CHOICES["brought_by"].get(code, code))
    if field in VALUES:
        return str(wording.VALUE_WORDS.get(code, code))
    return name


def _options(field: Field, known: Known) -> list[Row]:
    ours = [{"value": each.code, "label": choice_words(field, each.code, each.name)} for each in known.choices(field)]
    leaves = {"(empty)": LEAVES["empty"]} if field is not Field.OUTCOME else {"(leave_out)": LEAVES["leave_out"]}
    return [*ours, *({"value": value, "label": label} for value, label in leaves.items())]


def _fault_rows(run: RegisterRun, *, hidden: set[str]) -> list[Row]:
    """The same fault of many rows on one line; words without meaning have their own place above."""
    return [
        {"rows": count, "first": first, "field": wording.field_words(field), "text": wording.fault_words(code)}
        for field, code, count, first in run.found.get("faults", [])
        if not (code == FaultCode.VALUE_UNKNOWN and field in hidden)
    ]


def _fault_columns() -> list[Row]:
    return [
        {"label": _("Rows"), "kind": "number"},
        {"label": _("First in row"), "kind": "number"},
        {"label": _("Field")},
        {"label": _("What is wrong"), "kind": "wide"},
    ]


def _preview_columns() -> list[Row]:
    return [
        {"label": _("What it was about"), "kind": "wide"},
        {"label": _("Type of dispute")},
        {"label": pgettext("mediation", "Committee")},
        {"label": _("Parties")},
        {"label": _("Taken in on")},
        {"label": _("Ended on")},
        {"label": _("Outcome")},
        {"label": _("Sum agreed"), "kind": "number"},
    ]


def _preview_row(one: Row, known: Known) -> Row:
    kind = kinds.kind(one["kind"]).named(get_language() or "")
    units = {each.code: each.name for each in known.choices(Field.COMMITTEE)}
    return {
        **one,
        "kind": kind,
        "unit": units.get(one["unit"], ""),
        "sides": " : ".join(map(str, one["sides"])),
        "received": date.fromisoformat(one["received"]),
        "ended": date.fromisoformat(one["ended"]),
        "ending": mediation_words.CHOICES["ending"].get(one["ending"], one["ending"]),
        "agreed": Decimal(one["agreed"]) if one["agreed"] else None,
    }
