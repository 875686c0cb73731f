"""What other parts of mediation know for a form: the agreement as it was written, minutes as they were kept, evidence
as it was handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.timezone import get_default_timezone

from banjie.mediation import sentences
from banjie.mediation.documents import phrases
from banjie.mediation.errors import DisputeNotFound, SessionNotFound
from banjie.mediation.models import CameHow, DisputeDocument, PaperKind, SignedAs
from banjie.mediation.queries import agreements, confirming, evidence, minutes, sessions
from banjie.mediation.queries.agreements import AgreementView
from banjie.mediation.queries.file_lines import DisputeFile
from banjie.mediation.sessions import strokes
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.wording_agreements import CHOICES
from banjie.mediation.wording_keeping import CHOICES as PAPERS
from banjie.organisations.permissions import Viewer
from banjie.platform.documents import picture
from banjie.platform.documents.filling import Picture

_CHINESE, _ENGLISH = "zh-hans", "en"
_SIGNATURE_HEIGHT: Final = 10.0
_AGREEMENTS: Final = ("agreement", "oral_agreement_register")
# The heading of minutes under which their result is told (`sessions/template.toml`).
_RESULT: Final = "result"
_HELD: Final = ("held", "adjourned", "broken_off", "under_way")


@dataclass(frozen=True, slots=True)
class About:
    """What a document is to be about, beyond the dispute: a party, a side alone, or a session by its id."""

    party_id: int | None = None
    side: str = ""
    other_id: int | None = None


type Source = Callable[[DisputeFile, About, Viewer, datetime], Mapping[str, Any]]


def zone() -> ZoneInfo:
    return ZoneInfo(str(get_default_timezone()))


def recorded_sessions(file: DisputeFile, viewer: Viewer) -> Sequence[sessions.SessionLine]:
    """The sessions that took place and that this person may read of, the latest first."""
    try:
        seen = sessions.sessions_of(sessions.reader_of(file.case.id, viewer))
    except (DisputeNotFound, SessionNotFound):
        return ()
    return [each for each in seen.lines if each.state in _HELD and each.began_at is not None]


def _agreement(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """The agreement that binds, else the one in the making."""
    view = _agreed(file, viewer, at)
    if view is None:
        return {}
    day = view.binding_at or view.read_at
    return {
        "facts": view.draft.text.facts or None,
        "performance": "\n".join(each for each in (view.draft.text.performance, view.draft.text.others) if each),
        "terms": terms_of(view),
        "signers": signers_of(view),
        "made_on": day.astimezone(zone()).date() if day else None,
        "agreed_on": day.astimezone(zone()).date() if day else None,
    }


def _agreed(file: DisputeFile, viewer: Viewer, at: datetime) -> AgreementView | None:
    lines = agreements.agreements_of(file.case.id, viewer, at=at) if file.begun_at is not None else ()
    live = [each for each in lines if each.ended_at is None]
    chosen = next((each for each in live if each.binding_at is not None), live[0] if live else None)
    return agreements.agreement(file.case.id, chosen.id, viewer, at=at) if chosen is not None else None


def terms_of(view: AgreementView) -> list[dict[str, str]]:
    names = {each.id: each.name or each.label for each in view.people}
    found = []
    for term in view.draft.terms:
        said = {}
        for key, language in (("text", _CHINESE), ("text_en", _ENGLISH)):
            with translation.override(language):
                said[key] = sentences.sentence(term, lambda party: names.get(party, "…"))
        found.append(said)
    return found


def signers_of(view: AgreementView) -> list[dict[str, Any]]:
    """The seal of the committee has no line: its place is at the end, over the day."""
    return [_signer(each) for each in view.slots if each.slot.signed_as != SignedAs.COMMITTEE]


def _signer(slot: agreements.SlotLine) -> dict[str, Any]:
    signed = slot.signature if slot.counts else None
    return {
        "role": _role(slot),
        "name": slot.name,
        "signature": _drawn(signed.drawing) if signed is not None and signed.drawing else None,
        "signed_on": signed.signed_at.astimezone(zone()).date() if signed is not None else None,
    }


def _role(slot: agreements.SlotLine) -> str:
    """甲方欧阳建国; 甲方代表人李秀英, where one signs for many; 人民调解员沈明."""
    if slot.person is None:
        return f"人民调解员{slot.name}"
    zh, _en = phrases.place(slot.person.side)
    return f"{zh}代表人{slot.name}" if slot.slot.companion_id is not None else f"{zh}{slot.name}"


def _drawn(path: str) -> Picture | None:
    """A signature from the screen, as it was drawn; None for what is no path of one."""
    if strokes.problem(path) is not None:
        return None
    size = f'viewBox="0 0 {strokes.WIDTH} {strokes.HEIGHT}" width="{strokes.WIDTH}" height="{strokes.HEIGHT}"'
    line = f'<path d="{path}" fill="none" stroke="#111" stroke-width="5" stroke-linecap="round"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{line}</svg>'
    return Picture(picture(svg), _SIGNATURE_HEIGHT)


def agreement_number(file: DisputeFile) -> str:
    """The number that the agreement in force got as a document; without one, that of the case."""
    made = DisputeDocument.objects.filter(dispute_id=file.case.id, form__in=_AGREEMENTS, superseded_by=None)
    number = made.exclude(number="").order_by("-id").values_list("number", flat=True).first()
    return number or file.case.number


def _to_court(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """What the court is asked for, and what goes with it: the whole list, also of what is still to be brought."""
    asked = confirming.confirmation_of(file, at=at)
    found = dict(_agreement(file, about, viewer, at))
    if asked is None:
        return found
    with translation.override(_CHINESE):
        enclosures = [
            {"name": _enclosed(each), "copies": "1"} for each in asked.papers if each.kind != PaperKind.APPLICATION
        ]
    return found | {"court": asked.court or None, "enclosures": enclosures}


def _enclosed(paper: confirming.PaperLine) -> str:
    kind = str(PAPERS["paper_kind"][paper.kind])
    return f"{paper.party.name}的{kind}" if paper.party is not None else kind


def _session(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """The minutes of a session; without one named, nothing: which is meant must not be guessed."""
    line = next((each for each in recorded_sessions(file, viewer) if each.id == about.other_id), None)
    if line is None:
        return {}
    reader = sessions.reader_of(file.case.id, viewer)
    kept = minutes.minutes_of(reader, line.id)
    page = sessions.session_page(reader, line.id, at=at)
    with translation.override(_CHINESE):
        manner = "视频" if line.by_video else "单独" if line.side else "当面"
    return {
        "committee": _committee_then(file, line.began_at),
        "mediators": _present(page, kept, Part.SEAT),
        "present": _present(page, kept, Part.COMPANION) or "无",
        "place": line.place or None,
        "manner": manner,
        "session_number": None if line.side else str(line.number),
        "side": line.side or None,
        "began_at": line.began_at,
        "closed_at": line.ended_at,
        "rights_told": True,
        "words": _minuted(kept, result=False),
        "result": _minuted(kept, result=True),
    }


def _committee_then(file: DisputeFile, at: datetime | None) -> str | None:
    """With which committee the dispute lay at a moment: since, it may have gone up."""
    stays = [each for each in file.stays if at is not None and each.began_at <= at]
    return (stays[-1].unit_name or None) if stays else None


def _present(page: sessions.SessionPage, kept: minutes.MinutesRead | None, part: Part) -> str | None:
    """Who of a kind came, by the names that the reading back fixed; before it by those on record."""
    if kept is not None and kept.head:
        came = [(Who.read(each["who"]), each["name"], each["how"]) for each in kept.head["people"]]
    else:
        came = [(each.who, page.names.get(each.who, ""), each.how) for each in page.came]
    names = [name for who, name, how in came if who is not None and who.part is part and how != CameHow.ABSENT]
    return "、".join(filter(None, names)) or None


def _minuted(kept: minutes.MinutesRead | None, *, result: bool) -> str | None:
    """What was written down; the result stands by itself in the form, as it does in the minutes."""
    lines = [] if kept is None else [each for each in kept.lines if (each.heading == _RESULT) is result]
    return "\n".join(each.text if result else _said(each) for each in lines) or None


def _said(line: minutes.MinutesLine) -> str:
    return f"{line.name}：{line.text}" if line.name else line.text


def _evidence(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """What was put before everybody. What a side confided stands in no list that another could get to see."""
    rows = evidence.evidence_of(file.case.id, viewer, at=at) if file.begun_at is not None else ()
    open_ones = [each for each in rows if not each.confided and each.withdrawn_at is None]
    with translation.override(_CHINESE):
        return {"exhibits": [_exhibit(each) for each in open_ones]}


def _exhibit(row: evidence.EvidenceLine) -> dict[str, str]:
    said = [f"{_side(each.side)}：{CHOICES['evidence_says'].get(each.says, each.says)}" for each in row.latest]
    return {
        "name": f"{row.label} {row.name}",
        "kind": str(CHOICES["evidence_kind"].get(row.kind, row.kind)),
        "from_whom": _side(row.side) if row.side else "调解组织调取",
        "purpose": row.shows,
        "answer": "；".join(said) or "未表示意见",
        "copies": "1",
        "pages": str(row.pages),
    }


def _side(letter: str) -> str:
    return phrases.place(letter)[0]


def _application(file: DisputeFile, about: About, viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """It is of the day on which the matter came in, whenever it is written out."""
    return {"applied_on": file.case.received_at.astimezone(zone()).date()}


SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        "application": _application,
        "agreement": _agreement,
        "oral_agreement_register": _agreement,
        "confirmation_application": _to_court,
        "session_record": _session,
        "evidence_list": _evidence,
    }
)
