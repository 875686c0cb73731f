"""Showing a case and no longer showing it: each step on its timeline, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from banjie.cases import recording, words
from banjie.cases.acting import Acting
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.models import Case
from banjie.cases.models.publishing import Publication
from banjie.cases.publishing import concerns, picking, rules
from banjie.cases.publishing.news import AnswerShown
from banjie.cases.publishing.payloads import PublicWords
from banjie.cases.publishing.rules import Act, Standing
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.core.workflow import Capacity, Refusal
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.events import publish

_NEEDS: Mapping[Act, Permission] = {
    Act.PROPOSE: Permission.CASES_PROPOSE_PUBLIC,
    Act.RELEASE: Permission.CASES_PUBLISH,
    Act.REFUSE: Permission.CASES_PUBLISH,
    Act.TAKE_BACK: Permission.CASES_PUBLISH,
}
_NOT_YOURS = "not_yours"


@transaction.atomic
def propose(case_id: int, *, words: PublicWords, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Puts words forward for somebody else to release. Raises CaseNotFound, CommandRefused, StaleCase, BadData."""
    case, row = _held(case_id, Act.PROPOSE, by, expected)
    _write(case, row, words, Standing.PROPOSED, by, at)
    _record(case, Act.PROPOSE, by, at, {"title": words.title, "text": words.text})


@transaction.atomic
def release(case_id: int, *, words: PublicWords, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Shows the case with these words; of one that is shown, changes them. What raises, as `propose`.

    Words that hold a number, an account or an e-mail address of somebody are refused: `private_number`.
    What strangers said against it is settled by that: it was read again.
    """
    case, row = _held(case_id, Act.RELEASE, by, expected)
    for name in ("title", "text", "reply"):
        if any(each.kind in rules.NEVER_RELEASED for each in rules.findings(getattr(words, name))):
            raise BadData("private_number", name)
    before = _shown(row)
    row = _write(case, row, words, Standing.RELEASED, by, at)
    upheld = concerns.settle(case.id, at=at)
    if upheld or _shown(row) != before:
        row.upheld_at = at if upheld else None
        row.save(update_fields=["upheld_at"])
    if row.answer_id is not None:
        publish(AnswerShown(case.id))
    said: dict[str, Any] = {"title": words.title, "text": words.text, "photos": len(row.photos)}
    _record(case, Act.RELEASE, by, at, said | ({"reply": row.reply} if row.reply else {}), told=True)


@transaction.atomic
def refuse(case_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The case is not shown; its reporter reads why. Raises CaseNotFound, CommandRefused, StaleCase."""
    case, row = _held(case_id, Act.REFUSE, by, expected)
    _settle(case, row, Standing.REFUSED, reason, by, at)
    _record(case, Act.REFUSE, by, at, {"reason": reason}, told=True)


@transaction.atomic
def take_back(case_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """A case that was shown is shown no longer. Raises CaseNotFound, CommandRefused, StaleCase."""
    case, row = _held(case_id, Act.TAKE_BACK, by, expected)
    _settle(case, row, Standing.TAKEN_BACK, reason, by, at)
    concerns.settle(case.id, at=at)
    _record(case, Act.TAKE_BACK, by, at, {"reason": reason}, told=True)


@transaction.atomic
def consent(case_id: int, *, public: bool, by: Acting, at: datetime) -> None:
    """The reporter's own word, at any time: taken back, the case is gone from the public at once.

    To say it anew is no release: somebody reads the words again. Raises CaseNotFound, CommandRefused.
    """
    if Capacity.REPORTER not in by.fixed:
        raise CaseNotFound(case_id)
    case = Case.objects.select_for_update(of=("self",)).filter(id=case_id).first()
    if case is None:
        raise CaseNotFound(case_id)
    act = Act.AGREE if public else Act.KEEP_PRIVATE
    if case.public == public:
        return
    case.public = public
    if public and (why := rules.why_hidden(case, reference().category_at(case.category_path))):
        raise CommandRefused(Refusal(act, why, case.state))
    shown = (Standing.RELEASED, Standing.WITHHELD)
    row = Publication.objects.filter(case_id=case.id, standing__in=shown).first()
    if row is not None:
        _settle(case, row, Standing.TAKEN_BACK, "", by, at)
        concerns.settle(case.id, at=at)
    case.save(update_fields=["public"])
    _record(case, act, by, at, {}, told=True)


def allows(viewer: Viewer | None, act: Act, area_path: str) -> bool:
    """Whether somebody's roles let them do this to a case of that area."""
    return viewer is not None and viewer.may(_NEEDS[act], area_path=area_path or None)


def _held(case_id: int, act: Act, by: Acting, expected: int | None) -> tuple[Case, Publication | None]:
    cases = visible_to(by.viewer, Case.objects.filter(id=case_id)) if by.viewer else Case.objects.none()
    case = cases.select_for_update(of=("self",)).first()
    if case is None:
        raise CaseNotFound(case_id)
    if not allows(by.viewer, act, case.area_path):
        raise CommandRefused(Refusal(act, _NOT_YOURS, case.state))
    if expected is not None and expected != case.entries:
        raise StaleCase(case.id, expected, case.entries)
    row = Publication.objects.filter(case_id=case.id).first()
    if not rules.fits(act, row.standing if row is not None else None):
        raise CommandRefused(Refusal(act, "wrong_state", case.state))
    showing = act in {Act.PROPOSE, Act.RELEASE}
    why = rules.why_hidden(case, reference().category_at(case.category_path)) if showing else ""
    if why:
        raise CommandRefused(Refusal(act, why, case.state))
    return case, row


def _write(
    case: Case, row: Publication | None, said: PublicWords, standing: Standing, by: Acting, at: datetime
) -> Publication:
    row = row or Publication(case=case)
    row.standing, row.reason = standing, ""
    row.title, row.text = said.title, said.text
    row.photos = picking.own_photos(case, said.photos)
    answer = picking.told_answer(case)
    row.reply, row.answer = (said.reply, answer) if answer is not None else ("", None)
    row.search = words.tsvector(said.title, said.text)
    row.changed_at, row.changed_by = at, by.actor.id
    if standing is Standing.RELEASED:
        row.released_at = row.released_at or at
    row.save()
    return row


def _shown(row: Publication | None) -> tuple[object, ...]:
    return (row.title, row.text, row.reply, list(row.photos)) if row is not None else ()


def _settle(case: Case, row: Publication | None, standing: Standing, reason: str, by: Acting, at: datetime) -> None:
    row = row or Publication(case=case, search="")
    row.standing, row.reason, row.changed_at, row.changed_by = standing, reason, at, by.actor.id
    row.save()


def _record(case: Case, act: Act, by: Acting, at: datetime, data: Mapping[str, Any], *, told: bool = False) -> None:
    recording.append(case, act, by=by.actor, at=at, resident_sees=told, data=data)
    case.save(update_fields=["entries", "head"])
