"""Agreements read from their rows into the values that the rules of `terms` take, and back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from banjie.cases.reference import reference
from banjie.mediation import details as particulars
from banjie.mediation.around import Around
from banjie.mediation.models import Agreement, AgreementState, Companion, Dispute, Obligation, Party
from banjie.mediation.terms import Beside, Draft, Person, Setting, Term, Text
from banjie.platform import crypto

_NO_WORDS: Mapping[str, Any] = {}


def vouch(_dispute: Dispute, rows: Around, _at: datetime) -> frozenset[str]:
    """`agreement_binding`: one binds that has not ended mediation yet. An older one, broken since, ends none again."""
    binds = any(each.state == AgreementState.BINDING and each.concluded_at is None for each in rows.agreements)
    return frozenset({"agreement_binding"} if binds else ())


def people_of(dispute: Dispute) -> Sequence[Person]:
    """Those who take part just now, by side and number, with their names."""
    parties = (
        Party.objects.filter(dispute=dispute, left_at=None)
        .select_related("side")
        .prefetch_related("companions")
        .order_by("side__letter", "number")
    )
    places: dict[str, int] = {}
    found = []
    for party in parties:
        letter = party.side.letter
        places[letter] = places.get(letter, 0) + 1
        found.append(_person(party, f"{letter}{places[letter]}"))
    return found


def setting_of(dispute: Dispute, people: Sequence[Person], *, at: datetime) -> Setting:
    calendar = reference().calendar
    return Setting(people, calendar.date_of(at), calendar, dispute.kind, dispute.claimed, dispute.currency)


def draft_of(agreement: Agreement) -> Draft:
    """The agreement as a value; what has been erased is empty."""
    words = opened_words(agreement)
    text = Text(
        words.get("facts", ""), words.get("performance", ""), words.get("others", ""), words.get("translations", {})
    )
    total = words.get("total")
    return Draft(
        agreement.form,
        agreement.language,
        text,
        [term_of(each) for each in agreement.obligations.order_by("number")],
        Decimal(total) if total is not None else None,
        agreement.currency,
    )


def term_of(obligation: Obligation) -> Term:
    words = _opened(obligation.sealed, obligation_binding(obligation.agreement_id, obligation.number))
    of_total = words.get("of_total")
    return Term(
        kind=obligation.kind,
        owed_by=obligation.owed_by_id,
        owed_to=obligation.owed_to_id,
        what=words.get("what", ""),
        amount=obligation.amount,
        currency=obligation.currency,
        due=obligation.due,
        due_on=obligation.due_on,
        condition=words.get("condition", ""),
        how=words.get("how", ""),
        group=obligation.instalment_group,
        instalment=obligation.instalment,
        of_total=Decimal(of_total) if of_total is not None else None,
    )


def sealed_words(agreement: Agreement, draft: Draft, let_stand: Collection[str]) -> bytes:
    """What an agreement keeps sealed, the warnings that somebody let stand among it."""
    words = {
        "facts": draft.text.facts,
        "performance": draft.text.performance,
        "others": draft.text.others,
        "translations": dict(draft.text.translations),
        "total": str(draft.total) if draft.total is not None else None,
        "let_stand": sorted(let_stand),
    }
    return crypto.encrypt_json(words, bound_to=agreement_binding(agreement))


def opened_words(agreement: Agreement) -> Mapping[str, Any]:
    return _opened(agreement.sealed, agreement_binding(agreement))


def let_stand_of(agreement: Agreement) -> frozenset[str]:
    return frozenset(opened_words(agreement).get("let_stand", ()))


def obligation_row(agreement: Agreement, number: int, term: Term) -> Obligation:
    assert term.owed_by is not None  # nothing else is kept, see `actions.agreements`
    words = {"what": term.what, "condition": term.condition, "how": term.how}
    if term.of_total is not None:
        words["of_total"] = str(term.of_total)
    return Obligation(
        agreement=agreement,
        number=number,
        kind=term.kind,
        owed_by_id=term.owed_by,
        owed_to_id=term.owed_to,
        sealed=crypto.encrypt_json(words, bound_to=obligation_binding(agreement.id, number)),
        amount=term.amount,
        currency=term.currency,
        due=term.due,
        due_on=term.due_on if term.due == "on_date" else None,
        conditional=bool(term.condition.strip()),
        instalment_group=term.group,
        instalment=term.instalment,
    )


def agreement_binding(agreement: Agreement) -> str:
    return f"dispute-agreement:{agreement.dispute_id}:{agreement.number}"


def text_binding(agreement: Agreement) -> str:
    return f"dispute-agreement-text:{agreement.dispute_id}:{agreement.number}"


def obligation_binding(agreement_id: int, number: int) -> str:
    return f"dispute-obligation:{agreement_id}:{number}"


def _person(party: Party, label: str) -> Person:
    known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
    return Person(
        id=party.id,
        number=party.number,
        side=party.side.letter,
        label=label,
        name=known.name if known is not None else "",
        kind=party.kind,
        minor=party.minor,
        reads=party.reads,
        stands_for=party.stands_for or 1,
        beside=tuple(_beside(each) for each in party.companions.all() if each.ended_at is None),
    )


def _beside(companion: Companion) -> Beside:
    known = particulars.opened(companion.sealed, bound_to=particulars.companion_binding(companion.id))
    return Beside(
        companion.id,
        companion.role,
        companion.authority,
        companion.valid_until,
        known.name if known is not None else "",
    )


def _opened(sealed: bytes | memoryview | None, binding: str) -> Mapping[str, Any]:
    if sealed is None:
        return _NO_WORDS
    found: Mapping[str, Any] = crypto.decrypt_json(bytes(sealed), bound_to=binding)
    return found
