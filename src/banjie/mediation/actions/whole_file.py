"""Putting the whole file of a dispute together: asked for here, done by a job, told page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any, Final

from django.utils import translation

from banjie.cases.acting import Acting
from banjie.mediation.actions.evidence import words_of
from banjie.mediation.actions.numbers import give_number
from banjie.mediation.documents import file as papers
from banjie.mediation.documents import standing_in
from banjie.mediation.documents.days import day
from banjie.mediation.documents.forms import Form, form, registry
from banjie.mediation.documents.phrases import place, titled
from banjie.mediation.documents.standing_in import Stored
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import DisputeDocument, DisputePaper, Evidence, FileBinding, Side
from banjie.mediation.queries.documents import brought, in_force
from banjie.mediation.queries.filling import values_of_file, zone
from banjie.mediation.queries.templates import template_in_force
from banjie.mediation.sight import Sight
from banjie.mediation.table import at_table
from banjie.platform import crypto, files, jobs
from banjie.platform.documents.assembling import CannotAssemble, Instead, Leaf, LeafFault, Progress
from banjie.platform.documents.filling import TemplateBroken

_SHEETS: Final = ("file_cover", "file_contents", "file_explanation", "file_back_cover")
# The file is in the language of the forms in it, whoever asks for it.
_CHINESE: Final = "zh-hans"
# How often the row is told how far the work is, in seconds.
_TOLD_EVERY: Final = 0.4


def ask_for_file(case_id: int, *, by: Acting, at: datetime, side: str = "", explanation: str = "") -> int:
    """Has a worker put the file together for the mediators, or as the copy of a side. Returns the binding's id.

    Only who sits may: what either side said is in it. Raises BadEntry.
    """
    with at_table(case_id, by=by, at=at) as found:
        if found.own is not None:
            raise DisputeNotFound(case_id)
        owner = Side.objects.filter(dispute=found.dispute, letter=side).first()
        if side and owner is None:
            raise BadEntry("side_unknown", "side")
        if not (in_force(case_id, Sight.PANEL).exists() or brought(case_id, Sight.PANEL).exists()):
            raise BadEntry("file_empty", "file")
        known = FileBinding.objects.filter(dispute=found.dispute).exclude(number="").first()
        number = known.number if known is not None else ""
        if not number and found.case.lead_unit_id is not None:
            number = give_number("file", unit_id=found.case.lead_unit_id, year=at.astimezone(zone()).year).text
        row = FileBinding.objects.create(
            dispute=found.dispute, side=owner, number=number, asked_at=at, asked_by=by.actor.id
        )
        values = _values(case_id, by, at) | {"file_number": number}
        if explanation:
            values["explanation"] = explanation
        row.sealed = crypto.encrypt_json(_written(values), bound_to=file_binding(row.id))
        row.save(update_fields=["sealed"])
        jobs.later(_job(), binding_id=row.id)
        return row.id


def bind_file(binding_id: int, *, at: datetime) -> None:
    """Does it, once: a binding that is finished stays as it is."""
    row = FileBinding.objects.select_related("side").filter(id=binding_id, finished_at=None).first()
    if row is None:
        return
    try:
        with translation.override(_CHINESE):
            made = _bound(row)
        kept = files.store(made.content, name="file.pdf")
    except CannotAssemble as fault:
        _finish(binding_id, at, fault=fault.code)
    except TemplateBroken as broken:
        _finish(binding_id, at, fault="template_broken", about=broken.faults[0].what)
    else:
        _finish(binding_id, at, pdf=kept.digest, pages=made.pages, done=made.pages)


def _bound(row: FileBinding) -> papers.BoundFile:
    listed = _papers(row.dispute_id, row.number)
    return papers.bind(
        [each.paper for each in listed],
        reader=row.side.letter if row.side else papers.MEDIATORS,
        values=crypto.decrypt_json(bytes(row.sealed or b""), bound_to=file_binding(row.id)),
        zone=zone(),
        templates={key: template_in_force(form(key)).content for key in _SHEETS},
        progress=_telling(row.id),
        instead=_instead(listed),
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """A paper of the file, and what is known of it where it cannot be bound."""

    paper: papers.Paper
    stored: Stored


def _papers(case_id: int, number: str) -> list[_Listed]:
    """Documents in force and papers brought in; a signed copy in the place of its document."""
    brought_in = list(brought(case_id, Sight.PANEL))
    signed = {each.copy_of_id for each in brought_in}
    made = [_made_paper(each) for each in in_force(case_id, Sight.PANEL) if each.id not in signed]
    shown = Evidence.objects.filter(dispute_id=case_id, withdrawn_at=None).exclude(digest="").select_related("side")
    return [*made, *(_brought_paper(each) for each in brought_in), *(_evidence_paper(each, number) for each in shown)]


def _made_paper(row: DisputeDocument) -> _Listed:
    declared = registry().forms[row.form]
    title = f"{declared.zh}{row.number}{_told_apart(row, declared)}"
    stored = Stored(title, row.pdf, f"{declared.zh}.pdf", standing_in.kept_with_committee())
    return _listed(f"d{row.id:09}", declared.slot, row.dated, stored, _letter(row.side))


def _told_apart(row: DisputeDocument, declared: Form) -> str:
    """What tells it from others of its form: whose notice it is, of which day what was said."""
    if declared.words:
        return f"（{day(row.dated)}）"
    side = row.party.side if row.party is not None else None
    return f"（{place(side.letter)[0]}）" if side is not None and not row.number else ""


def _brought_paper(row: DisputePaper) -> _Listed:
    stored = Stored(row.title, row.digest, row.name, standing_in.kept_with_committee())
    return _listed(f"p{row.id:09}", row.slot, row.dated, stored, _letter(row.side))


def _evidence_paper(row: Evidence, number: str) -> _Listed:
    """What was handed in, or the page that stands for it. What was confided belongs to the side that did."""
    words, letter = words_of(row), _letter(row.side)
    returned_on = row.returned_at.astimezone(zone()).date() if row.returned_at else None
    stored = Stored(
        f"证据{letter or 'M'}-{row.number} {words.get('name', '')}",
        row.digest,
        words.get("file_name", ""),
        standing_in.kept_evidence(row.form, returned_on, number),
    )
    handed_in = row.handed_in_at.astimezone(zone()).date()
    return _listed(f"e{row.id:09}", "evidence", handed_in, stored, letter if row.confided else "")


def _listed(key: str, slot: str, dated: date, stored: Stored, whose: str) -> _Listed:
    return _Listed(papers.Paper(key, slot, stored.title, dated, standing_in.content_of(stored), whose), stored)


def _letter(side: Side | None) -> str:
    return side.letter if side is not None else ""


def _instead(listed: Sequence[_Listed]) -> Instead:
    """The page for a paper that turns out to be broken when it is opened."""
    stored = {each.paper.key: each.stored for each in listed}

    def named(leaf: Leaf, fault: LeafFault) -> bytes:
        if leaf.key not in stored:
            raise CannotAssemble(fault, leaf.key)
        return standing_in.sheet(stored[leaf.key], fault)

    return named


def _telling(binding_id: int) -> Progress:
    told = [0.0]

    def progress(done: int, pages: int) -> None:
        if done == pages or monotonic() - told[0] >= _TOLD_EVERY:
            told[0] = monotonic()
            FileBinding.objects.filter(id=binding_id).update(done=done, pages=pages)

    return progress


def _finish(binding_id: int, at: datetime, **values: Any) -> None:
    FileBinding.objects.filter(id=binding_id).update(finished_at=at, sealed=None, **values)


def _values(case_id: int, by: Acting, at: datetime) -> dict[str, Any]:
    """What cover, explanation and back cover say."""
    if by.viewer is None:
        return {}
    found = values_of_file(case_id, by.viewer, at=at)
    names = [[each["name"] for each in found[side]] for side in ("applicants", "respondents")]
    wanted = {field.key for key in _SHEETS for field in form(key).fields}
    kept = {key: value for key, value in found.items() if key in wanted and value}
    return kept | {"file_title": titled(names[0], names[1], found["kind"])}


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    """Days as documents write them, so that they outlast being sealed."""
    from banjie.mediation.documents.making import worded

    return {key: worded(value, zone()) for key, value in values.items() if not isinstance(value, list | tuple)}


def file_binding(binding_id: int) -> str:
    return f"dispute-file-binding:{binding_id}"


def _job() -> "jobs.Job[...]":
    return jobs.registered()["mediation.bind_file"]
