"""Whether sums add up: instalments, the whole, what was claimed. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from .findings import Finding, error, warning
from .model import Draft, Setting, Term
from .rows import LARGEST

_NOTHING: Final = Decimal(0)


def totals(terms: Sequence[Term]) -> Mapping[str, Decimal]:
    """The money in obligations by currency. What is given up moves no money, and what cannot be a sum is left out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for term in terms:
        if term.amount is not None and term.kind != "waive" and _is_sum(term.amount):
            found[term.currency] += term.amount
    return dict(found)


def about_sums(draft: Draft, setting: Setting) -> Iterator[Finding]:
    found = totals(draft.terms)
    if draft.total is not None:
        come_to = found.get(draft.currency, _NOTHING)
        if not _is_sum(draft.total) or draft.total != come_to:
            yield error("sum_differs", field="total", stated=draft.total, sum=come_to, currency=draft.currency)
        if len(found) > 1:
            yield warning("several_currencies", sorted(found), field="total", currencies=", ".join(sorted(found)))
    agreed = found.get(setting.currency, _NOTHING)
    if setting.claimed is not None and agreed > setting.claimed:
        about = (agreed, setting.claimed)
        yield warning(
            "more_than_claimed", about, field="total", sum=agreed, claimed=setting.claimed, currency=setting.currency
        )
    for group, rows in _groups(draft.terms).items():
        yield from _instalments(group, rows)


def _groups(terms: Sequence[Term]) -> Mapping[int, Sequence[tuple[int, Term]]]:
    found: dict[int, list[tuple[int, Term]]] = defaultdict(list)
    for row, term in enumerate(terms):
        if term.group is not None:
            found[term.group].append((row, term))
    return found


def _instalments(group: int, rows: Sequence[tuple[int, Term]]) -> Iterator[Finding]:
    """One debt in parts: one debtor, one creditor, one currency, in the order of their days, up to what it is."""
    first = rows[0][1]
    for (row, term), place in zip(rows, range(1, len(rows) + 1), strict=True):
        if term.instalment != place:
            yield error("instalments_out_of_order", row, "instalment", group=group)
        if (term.owed_by, term.owed_to, term.kind) != (first.owed_by, first.owed_to, first.kind):
            yield error("instalments_of_others", row, "owed_by", group=group)
        if term.currency != first.currency:
            yield error("instalments_in_currencies", row, "currency", group=group)
    days = [term.due_on for _, term in rows if term.due == "on_date" and term.due_on is not None]
    if days != sorted(set(days)):
        yield error("instalments_days_out_of_order", rows[0][0], "due_on", group=group)
    wanted = next((term.of_total for _, term in rows if term.of_total is not None and _is_sum(term.of_total)), None)
    come_to = sum((term.amount for _, term in rows if term.amount is not None and _is_sum(term.amount)), _NOTHING)
    if wanted is not None and come_to != wanted:
        yield error("instalments_differ", rows[-1][0], "amount", sum=come_to, stated=wanted, currency=first.currency)


def _is_sum(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) < LARGEST
