"""How a case is told on its page: whose turn it is, what each entry says, how each clock stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.models import Case
from banjie.cases.queries import CaseFile, ClockLine, EntryLine
from banjie.catalogue import queries as catalogue
from banjie.core.clocks import State
from banjie.core.questions import Question
from banjie.core.workflow import shipped
from banjie.onward.wording import NOTES as TROUBLES
from banjie.web import clock_words
from banjie.web.texts.suggestions import category_name

TONES = {
    "closed": "good",
    "finished": "good",
    "declined": "neutral",
    "withdrawn": "neutral",
    "merged": "neutral",
    "returned": "warn",
    "waiting": "neutral",
    "suspended": "neutral",
}
_ICONS = {
    "submit": "inbox",
    "accept": "check",
    "assign": "send",
    "recall": "undo-2",
    "claim": "user-check",
    "answer": "message-square-text",
    "approve": "check-check",
    "close": "circle-check",
    "return": "corner-up-left",
    "send_back": "undo-2",
    "remind": "bell",
    "oversee": "eye",
    "alarm": "alarm-clock",
    "note": "pencil",
    "attach": "paperclip",
    "unmask_contact": "eye",
    "publish": "globe",
    "take_back": "eye-off",
    "tell_code": "eye",
    "withhold_public": "eye-off",
    "rate": "star",
    "reopen": "rotate-ccw",
    "merge": "git-merge",
    "merged_here": "git-merge",
    "topic_alert": "layers",
    "sent_on": "send",
    "sent_on_ended": "undo-2",
    "sent_on_trouble": "triangle-alert",
}
# What of an entry is prose and stands in quotes, the most telling first.
_PROSE = ("public_reply", "question", "instruction", "reply", "result", "text", "reason", "note", "comment", "purpose")
_LABELS = {
    "lead_name": gettext_lazy("Lead unit"),
    "lawful_channel": gettext_lazy("Where to turn instead"),
    "centre_name": gettext_lazy("Centre"),
    "amount": gettext_lazy("Amount"),
    "internal_account": gettext_lazy("Internal account"),
    "drafted_with": gettext_lazy("Drafted with a language model"),
    "category_name": gettext_lazy("Category"),
    "level": gettext_lazy("Level"),
    "kind": gettext_lazy("Kind"),
    "channel": gettext_lazy("Channel"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "name": gettext_lazy("File"),
    "ruling": gettext_lazy("Ruling"),
    "rule": gettext_lazy("Routing rule"),
    "number": gettext_lazy("Number"),
    "server": gettext_lazy("Other system"),
    "remote_id": gettext_lazy("Number there"),
    "trouble": gettext_lazy("What is wrong"),
    "submissions": gettext_lazy("Distinct submissions"),
    "days": gettext_lazy("Within days"),
}
# Of where a matter came from: a part of a service hall, or a file whose row named a place.
_ORIGIN = {
    "placed_by": gettext_lazy("Area of the place named"),
    "level_by": gettext_lazy("Level by its words"),
    "kind_by": gettext_lazy("Kind by its words"),
    "kiosk": gettext_lazy("Kiosk"),
    "hall": gettext_lazy("Service hall"),
}


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """An entry of the timeline ready to be drawn."""

    line: EntryLine
    title: str
    icon: str
    tone: str
    who: str
    quote: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ToldClock:
    """A clock ready to be drawn."""

    name: str
    label: str
    state: str
    tone: str
    left: str
    due_at: Any
    reasons: Sequence[str]
    kept: bool


def tone(case: Case) -> str:
    return TONES.get(case.state, "accent")


def turn(file: CaseFile) -> str:
    """In whose hands the case lies, in one line."""
    case = file.case
    state = shipped()[case.process].states[case.state]
    if state.responsible is None:
        return ""
    hands = str(wording.CAPACITIES[state.responsible])
    if state.responsible.startswith("lead") and file.unit_name:
        hands = f"{file.unit_name} {file.handler_name}".strip()
    elif state.responsible in {"dispatcher", "intake_clerk", "reviewer", "follow_up_caller"} and file.centre_name:
        hands = f"{file.centre_name} · {hands}"
    return hands


def entry(line: EntryLine) -> ToldEntry:
    data = line.data
    prose = next((str(data[key]) for key in _PROSE if data.get(key)), "")
    facts = [(str(label), _value(key, data)) for key, label in _LABELS.items() if data.get(key) not in (None, "")]
    if isinstance(origin := data.get("imported"), Mapping):
        facts += [(str(label), _listed(origin[key])) for key, label in _ORIGIN.items() if origin.get(key)]
        facts += _filled_in(origin)
    if isinstance(grounds := data.get("grounds"), Mapping):
        facts.append((_("By rule"), _grounds(grounds)))
    if line.command == "alarm":
        facts = [(str(wording.STEPS.get(str(data.get("clock")), "")), _audience(data))]
    return ToldEntry(
        line=line,
        title=str(wording.word(wording.HAPPENED, line.command)),
        icon=_ICONS.get(line.command, "circle-dot"),
        tone="warn" if line.command in {"alarm", "return", "send_back", "oversee"} else "neutral",
        who=_who(line),
        quote=prose,
        facts=facts,
    )


def _value(key: str, data: Mapping[str, Any]) -> str:
    value = data[key]
    if key in {"kind", "level", "channel"}:
        return str(wording.CHOICES[key].get(value, value))
    if key == "trouble":
        return str(wording.word(TROUBLES, str(value)))
    if key == "ruling":
        return str(wording.CHOICES["outcome"].get(value, value))
    if key == "satisfaction":
        return str(wording.SATISFACTION.get(str(value), value))
    return wording.span(value) if key == "amount" else str(value)


def _listed(value: Any) -> str:
    return " · ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _filled_in(origin: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The category that an import filled in, and how sure that was."""
    said = origin.get("suggested")
    if not isinstance(said, Mapping) or not said.get("category"):
        return []
    name = category_name(str(said["category"]))
    return [(str(_("Category by its words")), f"{name} {round(100 * float(said.get('share', 0)))} %")]


def _grounds(grounds: Mapping[str, Any]) -> str:
    """By which rule it was dispatched without a person, and what told the unit."""
    code = str(grounds.get("automation", ""))
    node = catalogue.current().nodes.get(code)
    english = (get_language() or "").startswith("en")
    rule = (node.names_en if english else node.names)[-1] if node is not None else _("Every category")
    if grounds.get("by") == "routing":
        return _("%(rule)s, to the unit of the catalogue's rule") % {"rule": rule}
    told = {"rule": rule, "number": grounds.get("model"), "share": round(100 * float(grounds.get("share", 0)))}
    return _("%(rule)s, to the unit of model %(number)s (%(share)s %%)") % told


def _audience(data: Mapping[str, Any]) -> str:
    audiences = {
        "handler": _("for the handler"),
        "unit_leader": _("for the head of the unit"),
        "centre_supervisor": _("for the centre's supervisor"),
        "county_leader": _("for the leader"),
    }
    return audiences.get(str(data.get("audience")), str(data.get("audience", "")))


def _who(line: EntryLine) -> str:
    if line.actor_kind == "reporter":
        return _("Reporter")
    if line.actor_kind == "system":
        return _("Banjie itself")
    return " · ".join(part for part in (line.unit_name, line.actor_name) if part)


def clock(line: ClockLine) -> ToldClock:
    standing = line.standing
    tones = {
        State.WARNED: "warn",
        State.OVERDUE: "danger",
        State.STOPPED_LATE: "danger",
        State.STOPPED_IN_TIME: "good",
        State.RUNNING: "good",
    }
    stopped = standing.state in {State.STOPPED_IN_TIME, State.STOPPED_LATE}
    return ToldClock(
        name=line.name,
        label=str(wording.word(wording.STEPS, line.name)),
        state=clock_words.state(standing),
        tone=tones.get(standing.state, "neutral"),
        left="" if stopped else clock_words.left(standing),
        due_at=standing.due_at,
        reasons=[clock_words.explained(each) for each in line.explanation],
        kept=standing.state is State.STOPPED_IN_TIME,
    )


def answers(file: CaseFile) -> list[tuple[str, str]]:
    """The category's questions with what was answered, in the words of the options."""
    english = (get_language() or "").startswith("en")
    questions = {question.key: question for question in file.questions}
    told = []
    for key, value in file.answers.items():
        question = questions.get(key)
        label = key if question is None else (english and question.label_en) or question.label
        told.append((label, _answer(question, value, english)))
    return told


def _answer(question: Question | None, value: Any, english: bool) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    options = (
        {option.key: (english and option.label_en) or option.label for option in question.options} if question else {}
    )
    values = value if isinstance(value, list) else [value]
    return _(", ").join(str(options.get(str(each), each)) for each in values)
