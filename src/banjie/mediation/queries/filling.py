"""What the forms of a dispute can be filled with, out of what is on record; nobody types it again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.mediation.documents import phrases
from banjie.mediation.documents.forms import Form
from banjie.mediation.kinds import kinds
from banjie.mediation.queries.file import dispute_file as _dispute_file
from banjie.mediation.queries.file_lines import DisputeFile, PartyLine
from banjie.mediation.queries.sources import SOURCES, About, agreement_number, zone
from banjie.mediation.sight import Sight
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.platform.numbers import numbers

_OTHER_KIND: Final = ("民间纠纷", "civil dispute")
_COPIES: Final = "零壹贰叁肆伍陆柒捌玖拾"
_DAYS_MADE: Final = ("made_on", "told_on", "applied_on", "filed_on", "returned_on", "received_on")


def values_for(form: Form, case_id: int, viewer: Viewer, *, at: datetime, about: About | None = None) -> dict[str, Any]:
    """The fields of a form as far as they are on record, None for the others.

    Raises DisputeNotFound for whoever may not see the parties of the dispute.
    """
    file = _dispute_file(case_id, viewer, at=at)
    wanted = about or About()
    found = _gathered(file, wanted, viewer, at)
    if form.key in SOURCES:
        found |= {key: value for key, value in SOURCES[form.key](file, wanted, viewer, at).items() if value is not None}
    if found.get("side"):
        found |= _alone(found)
    return {each.key: found.get(each.key) for each in form.fields}


def values_of_file(case_id: int, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """What the sheets around a file can say, read once for all of them. Raises DisputeNotFound."""
    return _gathered(_dispute_file(case_id, viewer, at=at), About(), viewer, at)


def _gathered(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> dict[str, Any]:
    today = at.astimezone(zone()).date()
    known = organisations.staff_refs([viewer.staff_id]).get(viewer.staff_id)
    who = known.name if known is not None else ""
    return {
        **_committee(file),
        **_matter(file, viewer, at),
        **_parties(file, about),
        **_course(file),
        **_letters(file),
        **dict.fromkeys(_DAYS_MADE, today),
        "year": str(today.year),
        "recorder": who,
        "filed_by": who,
        "accepted_by": who,
        "visitors": who,
        "taken_by": who,
        "manner": "当面",
        "kept_for": "长期",
    }


def _committee(file: DisputeFile) -> dict[str, Any]:
    unit = organisations.units_index().get(file.case.lead_unit_id)
    mediators = "、".join(each.name for each in file.seats if each.left_at is None)
    return {
        "committee": unit.name if unit else "",
        "committee_en": unit.name_en if unit else "",
        "committee_phone": unit.phone if unit else "",
        "mediators": mediators,
        "investigators": mediators,
    }


def kind_words(code: str) -> tuple[str, str]:
    """The type of a dispute in both languages; plain words where none is chosen."""
    found = kinds().get(code)
    return (found.name, found.name_en) if found is not None else _OTHER_KIND


def _matter(file: DisputeFile, viewer: Viewer, at: datetime) -> dict[str, Any]:
    kind, kind_en = kind_words(file.kind)
    said = cases.case_file(file.case.id, by=Acting.staff(viewer), at=at).body if file.sight >= Sight.FILE else ""
    return {
        "case_number": file.case.number,
        "kind": kind,
        "kind_en": kind_en,
        "source": phrases.SOURCES.get(file.brought_by, ""),
        "facts": said or file.case.title,
    }


def copies_for(parties: int) -> str:
    """One for each party and one for the committee, in capitals."""
    return _COPIES[min(parties + 1, len(_COPIES) - 1)]


def _parties(file: DisputeFile, about: About) -> dict[str, Any]:
    records = {party.id: _record(party) for party in file.parties if party.details is not None}
    first = file.sides[0].letter if file.sides else "A"
    found: dict[str, Any] = {
        "parties": list(records.values()),
        "applicants": [records[each.id] for each in file.parties if each.id in records and each.side == first],
        "respondents": [records[each.id] for each in file.parties if each.id in records and each.side != first],
        "asked": [records[about.party_id]] if about.party_id in records else [],
        "signers": [_signer(each) for each in records.values()],
        "copies": copies_for(len(records)),
    }
    party = next((each for each in file.parties if each.id == about.party_id), None)
    if party is not None and party.details is not None:
        found |= {
            "addressee": party.details.name,
            "name": party.details.name,
            "recipient": party.details.name,
            "receiver": party.details.name,
            "visited": party.details.name,
            "paper": party.details.paper_number,
            "phone": party.details.phone,
            "email": party.details.email,
            "address": party.details.address,
            "signers": [_signer(records[party.id])],
        }
    return found


def _alone(found: Mapping[str, Any]) -> dict[str, Any]:
    """Who was there and signs where one side was heard alone: nobody of the others, and nothing of them."""
    place = phrases.place(found["side"])[0]
    own = [each for each in found["parties"] if each["place"] == place]
    return {"parties": own, "signers": [_signer(each) for each in own]}


def _record(party: PartyLine) -> dict[str, Any]:
    assert party.details is not None
    beside = "、".join(
        phrases.companion(each.details.name, each.role, each.authority)
        for each in party.companions
        if each.details is not None
    )
    return phrases.record(party.details, letter=party.side, organisation=party.kind == "organisation", beside=beside)


def _signer(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"role": f"{record['place']}{record['name']}", "name": record["name"], "signature": None, "signed_on": None}


def _course(file: DisputeFile) -> dict[str, Any]:
    ending, ending_en = phrases.ENDINGS.get(file.ending, ("", ""))
    return {
        "agreement_number": agreement_number(file),
        "accepted_on": _day(file.opened_at),
        "begun_on": _day(file.begun_at),
        "ended_on": _day(file.ended_at),
        "due_on": _day(file.case.step_due_at),
        "ending": ending,
        "ending_en": ending_en,
        "outcome": ending,
        "ways": [{"text": zh, "text_en": en} for zh, en in phrases.ways(numbers().call("legal_aid"))],
    }


def _letters(file: DisputeFile) -> dict[str, Any]:
    came = next((each for each in file.referrals if each.incoming), None)
    return {"body": came.body_name, "letter_number": came.letter_number, "letter_on": came.letter_on} if came else {}


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone(zone()).date()


__all__ = ["About", "kind_words", "values_for", "values_of_file", "zone"]
