"""Making documents of a dispute, and bringing papers in."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import orjson

from banjie.cases.acting import Acting
from banjie.mediation.actions.numbers import Given, give_number
from banjie.mediation.documents.forms import Belongs, Form, registry
from banjie.mediation.documents.making import Made, make, missing
from banjie.mediation.documents.typing_back import document_binding
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import DisputeDocument, DisputePaper, Party, Session, Side
from banjie.mediation.queries.filling import About, values_for, zone
from banjie.mediation.queries.templates import template_in_force
from banjie.mediation.sight import Sight
from banjie.mediation.table import AtTable, at_table
from banjie.platform import crypto, files
from banjie.platform.documents import DocumentFault
from banjie.platform.documents.filling import Picture, TemplateBroken
from banjie.platform.files import FileGroup, FileKind
from banjie.platform.tables.text import clean_text

_DATES: Final = ("made_on", "agreed_on", "told_on", "applied_on", "accepted_on", "ended_on", "filed_on", "received_on")
_CHINESE: Final = "zh"


def make_document(
    case_id: int,
    form_key: str,
    *,
    by: Acting,
    at: datetime,
    typed: Mapping[str, Any] | None = None,
    about: About | None = None,
    bilingual: bool | None = None,
    instead_of: int | None = None,
) -> int:
    """Fills a form from what is on record, `typed` in place of single fields, numbers it, and keeps it as .docx and
    PDF. Returns the document's id.

    `bilingual` is None for: where a party that it is for does not read Chinese. `instead_of` names the document that
    it takes the place of, whose number it keeps. Raises BadEntry; nothing is kept then, and no number is used up.
    """
    form = _form(form_key)
    needs = Sight.PANEL if form.words else Sight.FILE
    with at_table(case_id, by=by, at=at, needs=needs) as found:
        _of_staff(found)
        wanted = about or About()
        party, side = _whose(form, found, wanted)
        old = _old(found, form, instead_of)
        values = {**_gathered(form, case_id, by, at, wanted), **_known(form, typed or {})}
        two = form.bilingual and (bilingual if bilingual is not None else _needs_english(found, party))
        given = _numbered(form, found, old, at) if form.counter else None
        if given is not None:
            values["number" if "number" in form.required else "file_number"] = given.text
        if lacking := missing(form, values):
            raise BadEntry("field_missing", lacking[0])
        made, version = _made(form, values, bilingual=two)
        columns = {
            "form": form.key,
            "bilingual": two,
            "number": given.text if given else "",
            "dated": _dated(values, at),
            "side": side,
            "party": party,
            "template_version": version,
            "values_digest": hashlib.sha256(_plain(values)).hexdigest(),
            "made_at": at,
            "made_by": by.actor.id,
        }
        row = _kept(found, made, columns)
        _in_place_of(row, old, given)
        if typed:
            row.typed = crypto.encrypt(_plain(typed).decode(), bound_to=document_binding(row.id))
            row.save(update_fields=["typed"])
        return row.id


def add_paper(
    case_id: int,
    *,
    slot: str,
    title: str,
    content: bytes,
    name: str,
    by: Acting,
    at: datetime,
    dated: date | None = None,
    side: str = "",
    copy_of: int | None = None,
) -> int:
    """A paper on paper: a scan or PDF for a slot of the file, or the signed copy of a document. Returns its id.

    A signed copy belongs to whom its document belongs. Raises BadEntry, FileRefused.
    """
    prepared = files.prepare(content, name=name)
    if prepared.kind is not FileKind.PDF and prepared.kind.group is not FileGroup.IMAGE:
        raise BadEntry("paper_kind", "file")
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        _of_staff(found)
        document = _old(found, None, copy_of)
        if document is not None:
            slot, owner = registry().forms[document.form].slot, document.side
        else:
            owner = _side(found, side)
        if slot not in {each.key for each in registry().slots}:
            raise BadEntry("slot_unknown", "slot")
        if slot in {"session_record", "investigation"} and found.sight < Sight.PANEL:
            raise BadEntry("slot_unknown", "slot")
        stated = clean_text(title, limit=120).text.strip()
        if not stated:
            raise BadEntry("title_missing", "title")
        kept = files.keep(prepared)
        paper = DisputePaper.objects.create(
            dispute=found.dispute,
            slot=slot,
            title=stated,
            dated=dated or at.astimezone(zone()).date(),
            side=owner,
            copy_of=document,
            digest=kept.digest,
            name=kept.name,
            added_at=at,
            added_by=by.actor.id,
        )
        return paper.id


def remove_paper(case_id: int, paper_id: int, *, by: Acting, at: datetime) -> None:
    """Takes a paper that was brought in by mistake out of the file. Raises BadEntry."""
    with at_table(case_id, by=by, at=at, needs=Sight.FILE) as found:
        _of_staff(found)
        papers = DisputePaper.objects.filter(dispute=found.dispute, id=paper_id, removed_at=None)
        if found.sight < Sight.PANEL:
            papers = papers.exclude(slot__in=("session_record", "investigation"))
        if not papers.update(removed_at=at):
            raise BadEntry("paper_unknown", "paper")


def _form(key: str) -> Form:
    form = registry().forms.get(key)
    if form is None or not form.slot:
        raise BadEntry("form_unknown", "form")
    return form


def _whose(form: Form, found: AtTable, about: About) -> tuple[Party | None, Side | None]:
    """The party and the side that alone may have the document."""
    own = Party.objects.select_related("side").filter(dispute=found.dispute, left_at=None)
    party = own.filter(id=about.party_id).first() if about.party_id is not None else None
    if form.belongs is Belongs.PARTY:
        if party is None:
            raise BadEntry("party_needed", "party")
        return party, party.side
    if form.belongs is Belongs.SIDE:
        return party, _session_side(found, about) if about.other_id is not None else _side(found, about.side)
    return None, None


def _session_side(found: AtTable, about: About) -> Side | None:
    """A record of a session belongs to whom the session belonged, whatever else is asked for."""
    session = Session.objects.to_write(found.dispute).select_related("side").filter(id=about.other_id or 0).first()
    if session is None:
        raise BadEntry("session_unknown", "session")
    side: Side | None = session.side
    return side


def _of_staff(found: AtTable) -> None:
    """Parties have pages of their own; the papers are kept by those who mediate."""
    if found.own is not None:
        raise DisputeNotFound(found.case.id)


def _side(found: AtTable, letter: str) -> Side | None:
    if not letter:
        return None
    side = Side.objects.filter(dispute=found.dispute, letter=letter).first()
    if side is None:
        raise BadEntry("side_unknown", "side")
    return side


def _old(found: AtTable, form: Form | None, document_id: int | None) -> DisputeDocument | None:
    if document_id is None:
        return None
    known = DisputeDocument.objects.filter(dispute=found.dispute, id=document_id, superseded_by=None)
    old = known.filter(form=form.key).first() if form is not None else known.first()
    if old is None or (registry().forms[old.form].words and found.sight < Sight.PANEL):
        raise BadEntry("document_unknown", "document")
    return old


def _gathered(form: Form, case_id: int, by: Acting, at: datetime, about: About) -> dict[str, Any]:
    return values_for(form, case_id, by.viewer, at=at, about=about) if by.viewer is not None else {}


def _known(form: Form, typed: Mapping[str, Any]) -> dict[str, Any]:
    fields = {each.key for each in form.fields}
    return {key: value for key, value in typed.items() if key in fields and key != "number"}


def _needs_english(found: AtTable, party: Party | None) -> bool:
    """Whether somebody whom the document is for reads no Chinese."""
    readers = [party] if party is not None else list(found.dispute.parties.filter(left_at=None))
    return any(not each.reads.startswith(_CHINESE) for each in readers)


def _numbered(form: Form, found: AtTable, old: DisputeDocument | None, at: datetime) -> Given:
    if old is not None and old.count_of is not None and old.count is not None:
        return Given(old.number, old.count_of, old.count)
    if found.case.lead_unit_id is None:
        raise BadEntry("committee_missing", "number")
    return give_number(form.counter, unit_id=found.case.lead_unit_id, year=at.astimezone(zone()).year)


def _made(form: Form, values: Mapping[str, Any], *, bilingual: bool) -> tuple[Made, int]:
    template = template_in_force(form, bilingual=bilingual)
    try:
        return make(form, values, template.content, zone=zone()), template.version
    except TemplateBroken:
        raise BadEntry("template_broken", "form") from None
    except DocumentFault:
        raise BadEntry("document_unset", "form") from None


def _kept(found: AtTable, made: Made, columns: Mapping[str, Any]) -> DisputeDocument:
    docx = files.store(made.docx, name=f"{columns['form']}.docx")
    pdf = files.store(made.printed.content, name=f"{columns['form']}.pdf")
    return DisputeDocument.objects.create(dispute=found.dispute, docx=docx.digest, pdf=pdf.digest, **columns)


def _in_place_of(row: DisputeDocument, old: DisputeDocument | None, given: Given | None) -> None:
    """The old document gives its place in the count up before the new one takes it: no two in force may share it."""
    if old is not None:
        DisputeDocument.objects.filter(id=old.id).update(superseded_by=row)
    if given is not None:
        row.count_of, row.count = given.count_of, given.place
        row.save(update_fields=["count_of", "count"])


def _dated(values: Mapping[str, Any], at: datetime) -> date:
    """The day that stands on the document, by which the file is ordered."""
    began = values.get("began_at") or values.get("visited_at")
    if isinstance(began, datetime):
        return began.astimezone(zone()).date()
    return next((values[each] for each in _DATES if isinstance(values.get(each), date)), at.astimezone(zone()).date())


def _plain(values: Mapping[str, Any]) -> bytes:
    def other(value: Any) -> Any:
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, Picture):
            return [hashlib.sha256(value.content).hexdigest(), value.height]
        raise TypeError(type(value).__name__)

    return orjson.dumps(dict(values), default=other, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS)
