"""Values for the page of judicial confirmation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from banjie.mediation.confirmation.eligibility import Outcome
from banjie.mediation.documents.forms import form
from banjie.mediation.place_words import side_letter
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.confirming import ConfirmationView, HandoverLine, StepLine
from banjie.mediation.queries.on_file import OnFile, on_file
from banjie.mediation.wording_keeping import CHOICES, FINDINGS, SOURCES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What the buttons about the court say, and the titles of their forms.
STEPS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "receive": gettext_lazy("The court has received it"),
        "ask_correction": gettext_lazy("The court asks for a correction"),
        "correct": gettext_lazy("The correction was handed in"),
        "confirm": gettext_lazy("The court has confirmed it"),
        "refuse": gettext_lazy("The court has refused"),
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold before the set goes to the court."""

    label: str
    holds: bool
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    words: str
    source: str
    tone: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    label: str
    kind: str
    party_id: int | None
    id: int | None
    name: str
    document: int | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HandoverRow:
    line: HandoverLine
    words: str
    problem: str


def conditions(found: ConfirmationView, file: DisputeFile) -> Sequence[Condition]:
    case_id = file.case.id
    missing = sum(not each.there for each in found.papers)
    open_questions = sum(each.outcome is Outcome.OPEN for each in found.findings)
    asked = [party for party in file.parties if _wishes(party.consents)]
    return [
        Condition(
            _("Every party asks, together"),
            "asked_by_all" in found.holds,
            _("%(n)s of %(of)s have said so") % {"n": len(asked), "of": len(file.parties)},
            reverse("mediation:parties", args=[case_id]),
        ),
        Condition(_("Within thirty days"), "in_time" in found.holds, days_left(found), ""),
        Condition(
            _("A court can confirm it"),
            "eligible" in found.holds,
            _eligible(found, open_questions),
            reverse("mediation:confirmation-review", args=[case_id]) if "review" in found.commands else "",
        ),
        Condition(
            _("The set is whole"),
            "set_whole" in found.holds,
            _("%(n)s papers missing") % {"n": missing} if missing else "",
            "#papers",
        ),
        Condition(
            _("The application is signed by both sides"),
            "application_signed" in found.holds and not _without_application(found),
            str(CHOICES["signs_at_court"][found.signs_at_court]) if found.signs_at_court else "",
            "#papers",
        ),
    ]


def _without_application(found: ConfirmationView) -> bool:
    return any(each.kind == "application" and not each.there for each in found.papers)


def _eligible(found: ConfirmationView, open_questions: int) -> str:
    if open_questions:
        return _("%(n)s questions to answer") % {"n": open_questions}
    return "" if "eligible" in found.holds else _("something speaks against it")


def paper_choices(found: ConfirmationView) -> Sequence[tuple[str, str]]:
    """What can be added, what is missing first; a value names the paper and whose it is."""
    rows = sorted(papers(found), key=lambda row: row.id is not None)
    return [(f"{row.kind}:{row.party_id or ''}", row.label) for row in rows]


def kept_choices(file: DisputeFile) -> Sequence[tuple[str, str]]:
    """What the file holds that may go to a court, each by what it is, whose, and the name of the file."""
    language = get_language() or ""
    return [(each.key, _kept(each, language)) for each in on_file(file.case.id)]


def _kept(each: OnFile, language: str) -> str:
    title = each.title or (form(each.form).name(language) if each.form else "")
    side = _("Side %(letter)s") % {"letter": side_letter(each.side)} if each.side else ""
    return " · ".join(part for part in (title, side, each.name) if part)


def days_left(found: ConfirmationView) -> str:
    left, last = found.window.days_left(found.today), _day(found.window.last)
    if left < 0:
        return _("over since %(day)s") % {"day": last}
    if left == 0:
        return _("today is the last day")
    return ngettext("%(n)s day left, until %(day)s", "%(n)s days left, until %(day)s", left) % {"n": left, "day": last}


def findings(found: ConfirmationView) -> Sequence[FindingRow]:
    tones = {Outcome.BARRED: "danger", Outcome.NOTE: "neutral"}
    return [
        FindingRow(
            str(FINDINGS[each.code]),
            str(SOURCES.get(each.source, "")),
            tones[each.outcome],
        )
        for each in found.findings
        if each.outcome is not Outcome.OPEN
    ]


def papers(found: ConfirmationView) -> Sequence[PaperRow]:
    rows = []
    for each in found.papers:
        label = str(CHOICES["paper_kind"][each.kind])
        if each.party is not None:
            label = _("%(paper)s of %(party)s") % {"paper": label, "party": each.party.name}
        rows.append(PaperRow(label, each.kind, each.party_id, each.id, each.name, each.document))
    return rows


def steps(found: ConfirmationView) -> Sequence[StepRow]:
    return [StepRow(_done(each), each.at) for each in found.steps]


def _done(step: StepLine) -> str:
    done = str(CHOICES["confirmation_done"].get(step.command, step.command))
    why = CHOICES["signs_at_court"].get(step.data.get("reason", ""), "") if step.command == "sign_at_court" else ""
    return f"{done}{_(': ')}{why}" if why else done


def court_steps(found: ConfirmationView, case_id: int) -> Sequence[tuple[str, str]]:
    return [
        (str(label), reverse("mediation:court-step", args=[case_id, key]))
        for key, label in STEPS.items()
        if key in found.commands
    ]


def handovers(found: ConfirmationView) -> Sequence[HandoverRow]:
    problems = CHOICES["handover_problem"]
    return [
        HandoverRow(
            each,
            f"{CHOICES['handover_way'][each.way]} · {CHOICES['handover_state'][each.state]}",
            str(problems.get(each.problem, "")) if each.problem else "",
        )
        for each in found.handovers
    ]


def _wishes(consents: Mapping[str, object]) -> bool:
    said = consents.get("confirmation")
    return getattr(said, "answer", "") == "given"


def _day(day: date) -> str:
    return day.isoformat()
