"""Writing an agreement: drafted, changed, read out, opened for signing, left."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import Max

from banjie.cases.acting import Acting
from banjie.mediation import agreed
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    Obligation,
    Party,
    Signature,
)
from banjie.mediation.processes.deciding import decided
from banjie.mediation.sight import Sight, capacities_of
from banjie.mediation.terms import Draft, Finding, Term, canonical, check, digest_of, is_sound, standing, unanswered
from banjie.mediation.terms.rows import about_rows
from banjie.mediation.terms.sums import totals
from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

IN_THE_MAKING: Final = (AgreementState.DRAFT, AgreementState.READ, AgreementState.SIGNING)
# While mediation lasts, and while its agreement is kept, when a new one may take its place.
_WHEN: Final = frozenset({"mediating", "performing"})
# Faults with which an obligation cannot even be kept as a draft.
_UNKEEPABLE: Final = frozenset(
    {
        "amount_not_positive",
        "amount_too_fine",
        "amount_too_large",
        "currency_unknown",
        "due_unknown",
        "kind_unknown",
        "owed_by_missing",
        "too_long",
        "too_many_terms",
    }
)
_LONGEST: Final = 20_000


def draft_agreement(
    case_id: int,
    *,
    by: Acting,
    at: datetime,
    form: str = AgreementForm.WRITTEN,
    language: str = "zh-hans",
    expected: int | None = None,
) -> int:
    """Begins an agreement. Where one binds already, the new one begins with its words and is to take its place.

    Returns its id. Raises BadEntry: one is in the making, or this is not the time for any.
    """
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        _mediator(found, by)
        if found.case.state not in _WHEN:
            raise BadEntry("agreement_not_now", "agreement")
        if Agreement.objects.filter(dispute=found.dispute, state__in=IN_THE_MAKING).exists():
            raise BadEntry("agreement_in_the_making", "agreement")
        before = Agreement.objects.filter(dispute=found.dispute, state=AgreementState.BINDING).first()
        last = Agreement.objects.filter(dispute=found.dispute).aggregate(last=Max("number"))["last"] or 0
        agreement = Agreement(
            dispute=found.dispute,
            number=last + 1,
            form=form,
            language=language,
            currency=found.dispute.currency,
            supersedes=before,
            made_at=at,
            made_by=by.actor.id,
        )
        draft = agreed.draft_of(before) if before is not None else Draft(form, language)
        agreement.sealed = agreed.sealed_words(agreement, draft, ())
        agreement.save()
        _put(agreement, [each for each in draft.terms if _is_kept(found, each)])
        return agreement.id


def write_agreement(
    case_id: int,
    agreement_id: int,
    *,
    draft: Draft,
    by: Acting,
    at: datetime,
    let_stand: Collection[str] | None = None,
    expected: int | None = None,
) -> None:
    """Puts the whole agreement as it is to be. It is a draft again, and whoever signed signed another text.

    `let_stand` are keys of warnings that the mediator looked at; None keeps those from before. What answers no
    warning of this draft lapses. Raises BadEntry for what cannot be kept, with the row in its field
    ("terms-2-amount").
    """
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        draft = cleaned(draft)
        _keepable(found, draft, at)
        before = agreed.draft_of(agreement)
        ticked = agreed.let_stand_of(agreement) if let_stand is None else let_stand
        stands = standing(ticked, _found_in(found, draft, at), (), ())
        if draft == before and agreement.state != AgreementState.DRAFT:
            return
        move(found, agreement, "write", by)
        void_signatures(agreement, at=at)
        agreement.form, agreement.language, agreement.currency = draft.form, draft.language, draft.currency
        agreement.translated_into = sorted(tag for tag, text in draft.text.translations.items() if text.strip())
        agreement.sealed = agreed.sealed_words(agreement, draft, stands)
        agreement.sealed_text, agreement.digest = None, ""
        agreement.read_at = agreement.read_by = agreement.signing_from = None
        agreement.save()
        _put(agreement, draft.terms)


def keep_ticks(
    case_id: int,
    agreement_id: int,
    *,
    draft: Draft,
    ticked: Collection[str],
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> int:
    """Keeps what was ticked on a draft that is typed and not saved yet, so that it outlives the page.

    Returns the version of the dispute afterwards. The text of the agreement stays as it is.
    """
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        _mediator(found, by)
        saved = agreed.draft_of(agreement)
        shown = _found_in(found, cleaned(draft), at)
        stands = standing(ticked, shown, agreed.let_stand_of(agreement), _found_in(found, saved, at))
        agreement.sealed = agreed.sealed_words(agreement, saved, stands)
        agreement.save(update_fields=["sealed"])
        return found.dispute.version


def let_stand(
    case_id: int, agreement_id: int, *, keys: Iterable[str], by: Acting, at: datetime, expected: int | None = None
) -> None:
    """A mediator looked at warnings and lets them stand. They stand only as long as what they are about."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        _mediator(found, by)
        known = {each.key for each in findings_of(found, agreement, at=at)}
        stands = (agreed.let_stand_of(agreement) | frozenset(keys)) & known
        agreement.sealed = agreed.sealed_words(agreement, agreed.draft_of(agreement), stands)
        agreement.save(update_fields=["sealed"])


def read_out(case_id: int, agreement_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> str:
    """The agreement was read out to everybody as it stands; from here on this is the text. Returns its digest."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        move(found, agreement, "read_out", by, holds=_checked(found, agreement, at))
        text = text_of(found, agreement)
        agreement.sealed_text = crypto.encrypt(text, bound_to=agreed.text_binding(agreement))
        agreement.digest = digest_of(text)
        agreement.total = totals(agreed.draft_of(agreement).terms).get(agreement.currency)
        agreement.read_at, agreement.read_by = at, by.actor.id
        agreement.save()
        return agreement.digest


def open_signing(case_id: int, agreement_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Everybody wants it so: it can be signed. Refused where a name or a day has made it another text since."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        holds = _checked(found, agreement, at) | unchanged(found, agreement, agreement.digest)
        move(found, agreement, "open_signing", by, holds=holds)
        agreement.signing_from = at
        agreement.save()


def abandon_agreement(
    case_id: int, agreement_id: int, *, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """The sides do not come together over this one. It stays on record, without any force."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = in_the_making(found, agreement_id)
        move(found, agreement, "abandon", by)
        void_signatures(agreement, at=at)
        agreement.ended_at = at
        agreement.save()


def in_the_making(found: Held, agreement_id: int) -> Agreement:
    """Raises BadEntry for one that binds, is over, or is no agreement of this dispute."""
    agreement = Agreement.objects.filter(dispute=found.dispute, id=agreement_id).first()
    if agreement is None or agreement.state not in IN_THE_MAKING:
        raise BadEntry("agreement_unknown", "agreement")
    if found.case.state not in _WHEN:
        raise BadEntry("agreement_not_now", "agreement")
    return agreement


def findings_of(found: Held, agreement: Agreement, *, at: datetime) -> list[Finding]:
    return _found_in(found, agreed.draft_of(agreement), at)


def _found_in(found: Held, draft: Draft, at: datetime) -> list[Finding]:
    people = agreed.people_of(found.dispute)
    return list(check(draft, agreed.setting_of(found.dispute, people, at=at)))


def text_of(found: Held, agreement: Agreement) -> str:
    return canonical(agreed.draft_of(agreement), agreed.people_of(found.dispute))


def unchanged(found: Held, agreement: Agreement, digest: str) -> frozenset[str]:
    """Whether what somebody has before them, what was read out and what stands here now are one text."""
    same = bool(digest) and digest == agreement.digest == digest_of(text_of(found, agreement))
    return frozenset({"text_unchanged"} if same else ())


def void_signatures(agreement: Agreement, *, at: datetime) -> None:
    Signature.objects.filter(agreement=agreement, voided_at=None).update(voided_at=at)


def move(found: Held, agreement: Agreement, command: str, by: Acting, *, holds: Iterable[str] = ()) -> None:
    """Decides by the declared process and sets the state. Raises BadEntry with the code of the refusal."""
    capacities = by.fixed | capacities_of(by.viewer, found.seated)
    decision = decided(agreement.process, agreement.state, command, capacities=capacities, holds=holds)
    agreement.state = decision.target


def _mediator(found: Held, by: Acting) -> None:
    if not capacities_of(by.viewer, found.seated):
        raise BadEntry("not_yours", "agreement")


def _checked(found: Held, agreement: Agreement, at: datetime) -> frozenset[str]:
    findings = findings_of(found, agreement, at=at)
    answered = not unanswered(findings, agreed.let_stand_of(agreement))
    held_true = {"sound": is_sound(findings), "warnings_answered": answered}
    return frozenset(name for name, holds in held_true.items() if holds)


def cleaned(draft: Draft) -> Draft:
    """The draft as it will be kept: what is warned of in it is the same before it is saved and after."""

    def plain(text: str) -> str:
        return clean_text(text, limit=_LONGEST).text.strip()

    text = draft.text
    return replace(
        draft,
        text=replace(
            text,
            facts=plain(text.facts),
            performance=plain(text.performance),
            others=plain(text.others),
            translations={tag: plain(each) for tag, each in text.translations.items() if each.strip()},
        ),
        terms=[
            replace(each, what=plain(each.what), condition=plain(each.condition), how=plain(each.how))
            for each in draft.terms
        ],
    )


def _keepable(found: Held, draft: Draft, at: datetime) -> None:
    people = agreed.people_of(found.dispute)
    for finding in about_rows(draft, agreed.setting_of(found.dispute, people, at=at)):
        if finding.code in _UNKEEPABLE:
            raise BadEntry(finding.code, f"terms-{finding.row}-{finding.field}")
    for row, term in enumerate(draft.terms):
        if not _is_kept(found, term):
            raise BadEntry("not_a_party", f"terms-{row}-owed_by")
    if draft.total is not None and not 0 < draft.total < 10**12:
        raise BadEntry("amount_not_positive", "total")
    if draft.form not in AgreementForm.values:
        raise BadEntry("form_unknown", "form")


def _is_kept(found: Held, term: Term) -> bool:
    """Whether its parties are, or were, of this dispute: anybody else is no row to point at."""
    wanted = {each for each in (term.owed_by, term.owed_to) if each is not None}
    return Party.objects.filter(dispute=found.dispute, id__in=wanted).count() == len(wanted)


def _put(agreement: Agreement, terms: Iterable[Term]) -> None:
    Obligation.objects.filter(agreement=agreement).delete()
    Obligation.objects.bulk_create(
        agreed.obligation_row(agreement, number, each) for number, each in enumerate(terms, 1)
    )
