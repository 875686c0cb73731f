"""What was paid of a sum. Pure: decimals to the cent, no floats, nothing over and nothing below nought."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

CENT: Final = Decimal("0.01")
NOUGHT: Final = Decimal("0.00")


class BadSum(ValueError):
    """A payment that does not hold; `code` is worded in `wording.PROBLEMS`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def paid_after(owed: Decimal, paid: Decimal, amount: Decimal) -> Decimal:
    """The sum paid once `amount` has come; a negative one takes back what was entered by mistake.

    Raises BadSum: `sum_nothing`, `sum_not_cents`, `sum_over` (more than is owed), `sum_below` (more taken back than
    was entered).
    """
    if not amount.is_finite() or amount == 0:
        raise BadSum("sum_nothing")
    if amount != amount.quantize(CENT):
        raise BadSum("sum_not_cents")
    total = paid + amount
    if total > owed:
        raise BadSum("sum_over")
    if total < 0:
        raise BadSum("sum_below")
    return total.quantize(CENT)


def rest(owed: Decimal, paid: Decimal) -> Decimal:
    return max(owed - paid, NOUGHT).quantize(CENT)


def summed(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), NOUGHT)
