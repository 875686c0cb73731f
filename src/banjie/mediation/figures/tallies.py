"""What was counted over a period, added up by type, track and way. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from banjie.mediation import kinds

from . import rates
from .rates import Mean, Rate


@dataclass(slots=True)
class Tally:
    """Counts of disputes: `received` of those taken in, all else of those that ended in the period.

    `amount` is the sum of agreements in yuan; those in other currencies are only counted (`foreign`).
    """

    received: int = 0
    ended: int = 0
    agreed: int = 0
    not_mediable: int = 0
    amount: Decimal = Decimal(0)
    with_amount: int = 0
    foreign: int = 0
    written: int = 0
    oral: int = 0
    application: int = 0
    offer: int = 0
    entrusted: int = 0
    kept: int = 0
    partly: int = 0
    broken: int = 0
    confirmed: int = 0
    relapsed: int = 0
    days: int = 0
    within_a_month: int = 0

    def add(self, other: "Tally") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def without(self) -> int:
        """Ended without an agreement, for whatever reason."""
        return self.ended - self.agreed

    @property
    def success_rate(self) -> Rate:
        return rates.success(self.agreed, self.ended, self.not_mediable)

    @property
    def kept_rate(self) -> Rate:
        return rates.kept(self.kept, self.partly, self.broken)

    @property
    def confirmed_rate(self) -> Rate:
        return rates.confirmed(self.confirmed, self.agreed)

    @property
    def relapse_rate(self) -> Rate:
        return rates.relapsed(self.relapsed, self.agreed)

    @property
    def in_time_rate(self) -> Rate:
        return rates.in_time(self.within_a_month, self.ended)

    @property
    def mean_days(self) -> Mean:
        return rates.days(self.days, self.ended)


@dataclass(frozen=True, slots=True)
class Group:
    """Disputes of one type, track and ending, counted."""

    kind: str
    track: str
    ending: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class RungCounts:
    """How disputes left a rung of a track in the period; `days` is the time they were on it, all together."""

    track: str
    key: str
    stays: int
    agreed: int
    up: int
    days: float

    @property
    def mean_days(self) -> Mean:
        return rates.on_rung(self.days, self.stays)


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that was counted over one period."""

    groups: Sequence[Group] = ()
    rungs: Sequence[RungCounts] = field(default_factory=tuple)

    def total(self) -> Tally:
        return _sum(each.tally for each in self.groups)

    def by_column(self) -> Mapping[str, Tally]:
        """By column of the form, in its order; every column is there."""
        found = self._by(lambda group: kinds.kind(group.kind).column)
        return {column.code: found.get(column.code, Tally()) for column in kinds.columns()}

    def by_kind(self) -> Mapping[str, Tally]:
        """By type, those that were met."""
        return self._by(lambda group: kinds.kind(group.kind).code)

    def by_track(self) -> Mapping[str, Tally]:
        return self._by(lambda group: group.track)

    def by_ending(self) -> Mapping[str, Tally]:
        """Of those that ended."""
        return {key: tally for key, tally in self._by(lambda group: group.ending).items() if key}

    def _by(self, key_of: Callable[[Group], str]) -> dict[str, Tally]:
        found: dict[str, Tally] = {}
        for group in self.groups:
            found.setdefault(key_of(group), Tally()).add(group.tally)
        return found


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for each in tallies:
        total.add(each)
    return total
