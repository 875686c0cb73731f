"""What is wrong with single obligations: missing, in the past, owed by nobody. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from banjie.core.clocks import ClockError, WorkingCalendar

from .findings import Finding, error, note, warning
from .model import Draft, Setting, Term

MOST_TERMS: Final = 200
MOST_SIGNS: Final = 4_000
# 99 999 999 999.99, beyond which nothing here is kept.
LARGEST: Final = Decimal(10) ** 12
_CENT: Final = Decimal("0.01")
_FAR_YEARS: Final = 5
_LONGEST_BREAK: Final = 30
_KINDS: Final = frozenset({"pay", "deliver", "do", "refrain", "apologise", "waive"})
_DUES: Final = frozenset({"on_date", "at_signing", "on_condition", "lasting"})


def about_rows(draft: Draft, setting: Setting) -> Iterator[Finding]:
    if not draft.terms:
        yield error("no_terms", field="terms")
    if len(draft.terms) > MOST_TERMS:
        yield error("too_many_terms", field="terms", most=MOST_TERMS)
    seen: dict[str, int] = {}
    for row, term in enumerate(draft.terms[:MOST_TERMS]):
        yield from _who(row, term, setting)
        yield from _what(row, term)
        yield from _money(row, term)
        yield from _when(row, term, setting)
        first = seen.setdefault(str(term), row)
        if first != row:
            yield error("said_twice", row, "what", first=first + 1)


def _who(row: int, term: Term, setting: Setting) -> Iterator[Finding]:
    owes, gets = setting.person(term.owed_by), setting.person(term.owed_to)
    if term.owed_by is None:
        yield error("owed_by_missing", row, "owed_by")
    elif owes is None:
        yield error("not_a_party", row, "owed_by")
    if term.owed_to is not None and gets is None:
        yield error("not_a_party", row, "owed_to")
    if term.owed_by is not None and term.owed_by == term.owed_to:
        yield error("owed_to_itself", row, "owed_to")
    elif owes is not None and gets is not None and owes.side == gets.side:
        yield warning("owed_within_side", term, row, "owed_to", side=owes.side)


def _what(row: int, term: Term) -> Iterator[Finding]:
    if term.kind not in _KINDS:
        yield error("kind_unknown", row, "kind")
    elif term.kind != "pay" and not term.what.strip():
        yield error("what_missing", row, "what")
    if any(len(text) > MOST_SIGNS for text in (term.what, term.condition, term.how)):
        yield error("too_long", row, "what", most=MOST_SIGNS)


def _money(row: int, term: Term) -> Iterator[Finding]:
    if term.amount is None:
        if term.kind == "pay":
            yield error("amount_missing", row, "amount")
        return
    if not term.amount.is_finite() or term.amount <= 0:
        yield error("amount_not_positive", row, "amount")
    elif term.amount >= LARGEST:
        yield error("amount_too_large", row, "amount")
    elif term.amount != term.amount.quantize(_CENT):
        yield error("amount_too_fine", row, "amount")
    if len(term.currency) != 3 or not term.currency.isascii() or not term.currency.isupper():
        yield error("currency_unknown", row, "currency")
    if term.kind in {"refrain", "apologise"}:
        yield warning("amount_beside_the_point", term, row, "amount")


def _when(row: int, term: Term, setting: Setting) -> Iterator[Finding]:
    if term.due not in _DUES:
        yield error("due_unknown", row, "due")
    if term.due == "on_condition" and not term.condition.strip():
        yield error("condition_missing", row, "condition")
    if term.due == "lasting" and term.kind in {"pay", "deliver"}:
        yield error("lasting_needs_dates", row, "due")
    if term.due != "on_date":
        return
    if term.due_on is None:
        yield error("due_missing", row, "due_on")
    elif term.due_on < setting.today:
        yield error("due_in_past", row, "due_on")
    else:
        yield from _day(row, term, setting)


def _day(row: int, term: Term, setting: Setting) -> Iterator[Finding]:
    day = term.due_on
    assert day is not None
    if day.year - setting.today.year > _FAR_YEARS:
        yield warning("due_far", term, row, "due_on", years=_FAR_YEARS)
    following = next_working_day(day, setting.calendar)
    if following is not None and following != day:
        yield note("due_on_holiday", row, "due_on", day=day, next=following)


def next_working_day(day: date, calendar: WorkingCalendar) -> date | None:
    """The day itself or the first after it on which offices work: then what is due on a day off is still in time
    (Civil Code, article 203). None beyond the years that a calendar knows.
    """
    try:
        ahead = (day + timedelta(days=number) for number in range(_LONGEST_BREAK))
        return next((each for each in ahead if calendar.is_worked(each)), None)
    except (ClockError, OverflowError):
        return None
