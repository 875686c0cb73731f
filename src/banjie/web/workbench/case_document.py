"""The whole file of a case as a PDF: what the printed page shows, for handing on and for keeping."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.queries import CaseFile
from banjie.platform import documents
from banjie.ui import elapsed
from banjie.web.workbench import case_words

TEMPLATE = "web/workbench/case.typ"
type Fact = tuple[str, str]
type Piece = dict[str, Any]


def case_pdf(file: CaseFile, *, by: str, at: datetime) -> bytes:
    """Without the contact: what is printed leaves the house. `by` and `at` stand at its foot."""
    return documents.pdf(TEMPLATE, _data(file, by=by, at=at), language=get_language() or "zh-hans")


def _data(file: CaseFile, *, by: str, at: datetime) -> dict[str, Any]:
    made = {"name": by, "at": date_format(localtime(at), "DATETIME_FORMAT")}
    return {
        "title": file.case.title,
        "number": _("No. %(number)s") % {"number": file.case.number},
        "facts": _facts(file),
        "parts": [part for part in _parts(file) if part["pieces"] or part["rows"]],
        "foot": _("Printed by %(name)s, %(at)s. Contacts are left out.") % made,
    }


def _facts(file: CaseFile) -> list[Fact]:
    case = file.case
    english = (get_language() or "").startswith("en")
    names = file.category_names_en if english else file.category_names
    rows = [
        (_("State"), str(wording.word(wording.STATES, case.state))),
        (_("In whose hands"), case_words.turn(file)),
        (_("Kind"), str(wording.CHOICES["kind"][case.kind])),
        (_("Level"), str(wording.CHOICES["level"][case.level])),
        (_("Channel"), str(wording.CHOICES["channel"][case.channel])),
        (_("Category"), " › ".join(names)),
        (_("Place"), " ".join(filter(None, (file.area_name, case.place_text)))),
        (_("Lead unit"), file.unit_name),
        (_("Complains of"), file.about_unit_name),
        (_("Received"), _moment(case.received_at)),
        (_("Deadline"), _moment(case.due_at)),
        (_("Closed at"), _moment(case.closed_at)),
    ]
    return [(label, value) for label, value in rows if value]


def _parts(file: CaseFile) -> Iterable[dict[str, Any]]:
    answered = [(str(label), str(value)) for label, value in case_words.answers(file)]
    yield _part(_("Matter"), [_piece(facts=answered, text=file.body)])
    yield _part(_("Answers given"), [_answer(each) for each in file.given_answers])
    yield _part(_("Assisting units"), [_assisting(each) for each in file.assisting])
    yield _part(_("Oversight orders"), [_order(each) for each in file.orders])
    yield _part(_("Returns"), [_return(each) for each in file.returns])
    yield _part(_("Verdict of the reporter"), [_rating(each) for each in file.ratings])
    yield _part(_("Files"), [_piece(facts=[(each.name, _moment(each.added_at))]) for each in file.attachments])
    yield _part(
        _("Timeline"),
        columns=[_("When"), _("What"), _("Who, and what was said")],
        rows=[_line(case_words.entry(each)) for each in file.timeline],
    )


def _part(
    heading: str, pieces: Sequence[Piece] = (), *, columns: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
) -> dict[str, Any]:
    return {"heading": heading, "pieces": pieces, "columns": columns, "rows": rows}


def _piece(head: str = "", *, facts: Sequence[Fact] = (), text: str = "") -> Piece:
    return {"head": head, "facts": [fact for fact in facts if fact[1]], "text": text}


def _answer(answer: Any) -> Piece:
    yes_no = {True: _("yes"), False: _("no"), None: ""}
    facts = [
        (_("As reported"), yes_no[answer.found_true]),
        (_("Within duty"), yes_no[answer.within_duty]),
        (_("Result"), str(wording.CHOICES["solved"].get(answer.solved, ""))),
        (_("Why not"), answer.unsolved_reason),
        (_("Internal account"), answer.internal_account),
        (_("Drafted with a language model"), answer.drafted_with),
        (_("Sent back"), answer.sent_back_reason),
    ]
    return _piece(f"{answer.unit_name} {_moment(answer.answered_at)}", facts=facts, text=answer.public_reply)


def _assisting(each: Any) -> Piece:
    return _piece(f"{each.unit_name} {_moment(each.contributed_at)}", facts=[(_("Task"), each.task)], text=each.result)


def _order(order: Any) -> Piece:
    facts = [(_("Reply due"), _moment(order.due_at)), (_("Reply"), order.reply), ("", _moment(order.replied_at))]
    return _piece(_moment(order.ordered_at), facts=facts, text=order.instruction)


def _return(each: Any) -> Piece:
    ruling = f"{wording.CHOICES['outcome'].get(each.ruling, each.ruling)} {each.ruling_reason}" if each.ruling else ""
    return _piece(f"{each.unit_name} {_moment(each.returned_at)}", facts=[(_("Ruling"), ruling)], text=each.reason)


def _rating(rating: Any) -> Piece:
    facts = [
        (_("Settled"), _("yes") if rating.solved else _("no")),
        (_("Satisfaction"), str(wording.SATISFACTION.get(str(rating.satisfaction), rating.satisfaction))),
    ]
    return _piece(_moment(rating.rated_at), facts=facts, text=rating.comment)


def _line(entry: case_words.ToldEntry) -> list[str]:
    said = [entry.who, entry.quote, *(f"{label} {value}".strip() for label, value in entry.facts)]
    return [elapsed.exact(entry.line.at), str(entry.title), "\n".join(str(each) for each in said if each)]


def _moment(at: datetime | None) -> str:
    return elapsed.exact(at) if at is not None else ""
