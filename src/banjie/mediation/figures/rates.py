"""Every rate of the figures, with its formula. Pure; nothing else divides."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with what it is made of; `value` is None where there is nothing to divide by."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with what it is made of, in the unit of `total`."""

    total: float
    count: int

    @property
    def value(self) -> float | None:
        return self.total / self.count if self.count else None


def success(agreed: int, ended: int, not_mediable: int) -> Rate:
    """调解成功率: those that ended with an agreement, of those that ended and could be mediated."""
    return Rate(agreed, ended - not_mediable)


def kept(kept: int, partly: int, broken: int) -> Rate:
    """履行率: agreements that were kept whole, of those of which it is known."""
    return Rate(kept, kept + partly + broken)


def confirmed(confirmed: int, agreed: int) -> Rate:
    """司法确认率: agreements that a court confirmed, of all agreements."""
    return Rate(confirmed, agreed)


def relapsed(relapsed: int, agreed: int) -> Rate:
    """复发率: agreements after which the same matter came up again, of all agreements."""
    return Rate(relapsed, agreed)


def in_time(within_a_month: int, ended: int) -> Rate:
    """Ended within thirty days, the term as a rule, of all that ended."""
    return Rate(within_a_month, ended)


def share(part: int, whole: int) -> Rate:
    """What a type, a track or a way makes of all."""
    return Rate(part, whole)


def days(total: int, ended: int) -> Mean:
    """平均用时: from being taken in to the end, in days; the first day counts as none."""
    return Mean(total, ended)


def on_rung(days: float, stays: int) -> Mean:
    """How long disputes stayed on a rung, in days."""
    return Mean(days, stays)


def ten_thousands(amount: Decimal) -> Decimal:
    """A sum as forms ask for it: 万元, to two places."""
    return (amount / 10_000).quantize(Decimal("0.01"))
