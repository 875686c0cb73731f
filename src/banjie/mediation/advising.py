"""What a text says of a matter before anybody has mediated it: doors, type, and whether it is a quarrel at all. Pure.

Advice for a person at intake. Nothing here accepts, refuses or drops a matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.intelligence.doors import Grade, Seen, Sort, doors_for
from banjie.mediation.kinds import KindProposal, propose, quarrels


@dataclass(frozen=True, slots=True)
class Advice:
    """`seen` are doors that the words point to, dangers first; `quarrel` the words that tell of one."""

    seen: Sequence[Seen]
    proposal: KindProposal
    quarrel: Sequence[str]

    @property
    def danger(self) -> bool:
        """Whether somebody must be told now whom to call."""
        return any(each.door.sort is Sort.DANGER and each.grade is Grade.NOW for each in self.seen)

    @property
    def fits_mediation(self) -> bool:
        """A quarrel of a known type, with no sure sign that it is in danger or belongs elsewhere."""
        return bool(self.quarrel) and self.proposal.code is not None and not self.sure

    @property
    def sure(self) -> Sequence[Seen]:
        return [each for each in self.seen if each.grade is Grade.NOW]


def advise(text: str) -> Advice:
    return Advice(doors_for(text), propose(text), quarrels(text))
