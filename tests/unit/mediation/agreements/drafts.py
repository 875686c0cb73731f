"""Agreements to try the rules on, plain ones and random ones."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from banjie.core.clocks import WorkingCalendar
from banjie.mediation.terms import Beside, Draft, Person, Setting, Term, Text

TODAY = date(2026, 11, 30)
CALENDAR = WorkingCalendar("Asia/Shanghai")
ZHANG = Person(11, 1, "A", "A1", "张三")
LI = Person(12, 2, "B", "B1", "李四")


def a_setting(*people: Person, **more) -> Setting:
    return Setting(people or (ZHANG, LI), TODAY, CALENDAR, **more)


def pay(amount="1000.00", **more) -> Term:
    values = {"owed_by": LI.id, "owed_to": ZHANG.id, "due_on": date(2026, 12, 31)} | more
    return Term("pay", amount=None if amount is None else Decimal(amount), **values)


def do(what="修好自家卫生间的防水层", **more) -> Term:
    values = {"owed_by": ZHANG.id, "owed_to": LI.id, "due_on": date(2026, 12, 31)} | more
    return Term("do", what=what, **values)


def a_draft(*terms: Term, **more) -> Draft:
    values = {"text": Text(facts="卫生间漏水，楼下吊顶损坏。")} | more
    return Draft(terms=terms or (pay(), do()), **values)


texts = st.text(max_size=60)
amounts = st.none() | st.decimals(allow_nan=True, allow_infinity=True) | st.decimals(0, 10**6, places=2)
days = st.none() | st.dates()
ids = st.none() | st.sampled_from([ZHANG.id, LI.id, 99])
numbers = st.none() | st.integers(0, 5)

terms = st.builds(
    Term,
    kind=st.sampled_from(["pay", "deliver", "do", "refrain", "apologise", "waive", "dance"]),
    owed_by=ids,
    owed_to=ids,
    what=texts,
    amount=amounts,
    currency=st.sampled_from(["CNY", "USD", "cny", "人民币", ""]),
    due=st.sampled_from(["on_date", "at_signing", "on_condition", "lasting", "never"]),
    due_on=days,
    condition=texts,
    how=texts,
    group=numbers,
    instalment=numbers,
    of_total=amounts,
)
wholes = st.builds(
    Draft,
    form=st.sampled_from(["written", "oral"]),
    language=st.sampled_from(["zh-hans", "bo", "en", ""]),
    text=st.builds(Text, texts, texts, texts, st.dictionaries(st.sampled_from(["bo", "ug", "en"]), texts)),
    terms=st.lists(terms, max_size=6),
    total=amounts,
    currency=st.sampled_from(["CNY", "USD"]),
)
companions = st.builds(
    Beside,
    id=st.integers(1, 9),
    role=st.sampled_from(["guardian", "elected", "interpreter", "lawyer", "helper", "representative"]),
    authority=st.sampled_from(["", "general", "special", "by_law"]),
    valid_until=days,
)
people = st.lists(
    st.builds(
        Person,
        id=st.sampled_from([ZHANG.id, LI.id]),
        number=st.integers(1, 3),
        side=st.sampled_from(["A", "B"]),
        label=st.just("A1"),
        name=texts,
        minor=st.booleans(),
        reads=st.sampled_from(["zh-hans", "zh-hant", "bo", "en", ""]),
        stands_for=st.integers(1, 40),
        beside=st.lists(companions, max_size=3).map(tuple),
    ),
    max_size=3,
    unique_by=lambda person: person.id,
)
settings = st.builds(
    Setting,
    people=people,
    today=st.dates(),
    calendar=st.just(CALENDAR),
    kind=st.sampled_from(["", "labour", "family"]),
    claimed=st.none() | st.decimals(0, 10**6, places=2),
)
