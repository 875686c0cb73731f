"""Asking the model for a text. The question is hidden and kept here and now, by the rights of whoever asks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from banjie.cases import contacts
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.machine_texts import material, rules
from banjie.cases.machine_texts.endpoint import endpoint
from banjie.cases.machine_texts.material import Account
from banjie.cases.machine_texts.rules import About, Refused
from banjie.cases.models import Case, Identity, MachineText
from banjie.cases.queries.detail import CaseFile, case_file
from banjie.cases.reference import reference
from banjie.intelligence.drafting import prompts
from banjie.intelligence.drafting.prompts import Purpose
from banjie.intelligence.drafting.veiling import veiled
from banjie.intelligence.personal.marks import Kind

__all__ = ["Account", "TextRefused", "ask_for_text", "may_answer", "why_barred"]

ANSWERING: Final = frozenset({"answer", "settle_on_the_spot"})
_HOUR: Final = timedelta(hours=1)
_KINDS: Final = {"name": Kind.NAME, "phone": Kind.PHONE, "email": Kind.EMAIL, "address": Kind.DOOR}


class TextRefused(Exception):
    """No text is asked for; nothing was written and nothing sent."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def ask_for_text(
    case_id: int, *, purpose: Purpose, by: Acting, at: datetime, language: str, account: Account | None = None
) -> int:
    """Has the model write, and gives the id under which the text is read later. Whoever asks again before they were
    answered is given the same. Raises CaseNotFound, TextRefused.
    """
    file = case_file(case_id, by=by, at=at)
    asker = by.actor.id
    if asker is None:
        raise CaseNotFound(case_id)
    _check(file, purpose, account)
    # Two presses at once are one: the case's row is held while one of them is written.
    Case.objects.select_for_update(of=("self",)).get(id=file.case.id)
    mine = MachineText.objects.filter(asked_by_kind=by.actor.kind, asked_by=asker)
    if (waiting := _waiting(mine, file, purpose, at)) is not None:
        return waiting
    if mine.filter(asked_at__gt=at - _HOUR).count() >= rules.MOST_AN_HOUR:
        raise TextRefused(Refused.TOO_MANY)
    made = MachineText.objects.create(
        case_id=file.case.id,
        purpose=purpose,
        language=language,
        asked_by_kind=by.actor.kind,
        asked_by=asker,
        asked_at=at,
        entries=file.case.entries,
        question=_question(file, purpose, account or Account(), at, language),
        not_before=at,
    )
    return made.pk


def why_barred(file: CaseFile) -> Refused | None:
    """Why no model may be told of a case, whoever asks."""
    case, category = file.case, reference().category_at(file.case.category_path)
    about = About(
        kind=case.kind,
        process=case.process,
        about_unit=case.about_unit_id is not None,
        sensitive_category=category is not None and category.sensitive,
        confidential=case.identity == Identity.CONFIDENTIAL,
    )
    return rules.barred(about, sensitive_allowed=settings.BANJIE_MODEL_SENSITIVE)


def may_answer(file: CaseFile) -> bool:
    """Whether whoever opened the file may answer the case now."""
    return not ANSWERING.isdisjoint(file.offer.allowed)


def _check(file: CaseFile, purpose: Purpose, account: Account | None) -> None:
    why = None
    if endpoint() is None:
        why = Refused.OFF
    elif purpose is Purpose.REPLY and not may_answer(file):
        why = Refused.NOT_YOURS
    elif (barred := why_barred(file)) is not None:
        why = barred
    elif purpose is Purpose.REPLY and (account is None or not account.text.strip()):
        why = Refused.NO_ACCOUNT
    elif purpose is Purpose.SUMMARY and material.length(file) < rules.LONG:
        why = Refused.TOO_SHORT
    if why is not None:
        raise TextRefused(why)


def _waiting(mine: Any, file: CaseFile, purpose: Purpose, at: datetime) -> int | None:
    asked = mine.filter(case_id=file.case.id, purpose=purpose, done_at=None, asked_at__gt=at - rules.TOO_LATE)
    found: int | None = asked.order_by("-asked_at").values_list("id", flat=True).first()
    return found


def _question(file: CaseFile, purpose: Purpose, account: Account, at: datetime, language: str) -> dict[str, Any]:
    pieces = (
        material.for_reply(file, account, at=at, language=language)
        if purpose is Purpose.REPLY
        else material.for_summary(file, at=at, language=language)
    )
    hidden, veil = veiled(material.texts_of(pieces), known=_known(file), language=language)
    covered = [prompts.Piece(head, text) for head, text in zip(hidden[::2], hidden[1::2], strict=True)]
    asked = prompts.asked(purpose, covered, language=language)
    return {
        "rules": asked.rules,
        "material": asked.material,
        "task": asked.task,
        "cut": asked.cut,
        "words": dict(veil.words),
    }


def _known(file: CaseFile) -> Iterator[tuple[Kind, str]]:
    """The reporter's own particulars, which their text may hold without saying that they are theirs."""
    if file.has_contact:
        for key, value in contacts.to_hide(file.case.id).items():
            if key in _KINDS and isinstance(value, str):
                yield _KINDS[key], value
