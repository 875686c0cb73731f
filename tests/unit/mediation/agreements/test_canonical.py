"""The text that is signed: the same for the same agreement, another for any other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from banjie.mediation.terms import canonical, digest_of
from banjie.mediation.terms.model import Text
from tests.unit.mediation.agreements.drafts import LI, ZHANG, a_draft, do, pay, people, wholes

DRAFT = a_draft(pay(), do())


def digest(draft=DRAFT, parties=(ZHANG, LI)):
    return digest_of(canonical(draft, parties))


def test_it_is_the_same_today_and_next_year():
    """This digest stands under agreements that have been signed: if it changes, they no longer prove anything."""
    assert digest() == "14d6e557d0515ef293739ce1f18e420fb883d95e498aead463694ff690df68ac"


def test_what_cannot_be_seen_changes_nothing():
    spaced = replace(DRAFT, text=Text(facts="卫生间漏水，楼下吊顶损坏。  \r\n"))
    assert digest(spaced) == digest()
    assert digest(parties=(LI, ZHANG)) == digest()
    assert digest(replace(DRAFT, terms=(pay("1000"), do()))) == digest()


CHANGES = {
    "facts": replace(DRAFT, text=Text(facts="卫生间漏水。")),
    "performance": replace(DRAFT, text=replace(DRAFT.text, performance="银行转账")),
    "others": replace(DRAFT, text=replace(DRAFT.text, others="无其他争议")),
    "translation": replace(DRAFT, text=replace(DRAFT.text, translations={"bo": "བོད"})),
    "form": replace(DRAFT, form="oral"),
    "language": replace(DRAFT, language="bo"),
    "total": replace(DRAFT, total=Decimal("1000")),
    "order": replace(DRAFT, terms=DRAFT.terms[::-1]),
    "one less": replace(DRAFT, terms=DRAFT.terms[:1]),
    "amount": replace(DRAFT, terms=(pay("1000.01"), do())),
    "currency": replace(DRAFT, terms=(pay(currency="USD"), do())),
    "day": replace(DRAFT, terms=(pay(due_on=date(2027, 1, 1)), do())),
    "when": replace(DRAFT, terms=(pay(due="at_signing"), do())),
    "who owes": replace(DRAFT, terms=(pay(owed_by=ZHANG.id, owed_to=LI.id), do())),
    "to whom": replace(DRAFT, terms=(pay(owed_to=None), do())),
    "condition": replace(DRAFT, terms=(pay(condition="验收合格后"), do())),
    "how": replace(DRAFT, terms=(pay(how="现金"), do())),
    "instalment": replace(DRAFT, terms=(pay(group=1, instalment=1), do())),
    "what": replace(DRAFT, terms=(pay(), do("修好卫生间"))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_party_could_read_differently_changes_it(change):
    assert digest(CHANGES[change]) != digest()


def test_another_name_or_another_party_is_another_agreement():
    assert digest(parties=(replace(ZHANG, name="张珊"), LI)) != digest()
    assert digest(parties=(ZHANG, LI, replace(LI, id=13, number=3, name="王五"))) != digest()


@given(wholes, people)
def test_any_agreement_has_one_text(draft, parties):
    text = canonical(draft, parties)
    assert canonical(draft, parties[::-1]) == text or len({each.number for each in parties}) < len(parties)
    assert len(digest_of(text)) == 64
