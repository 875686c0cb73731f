"""What the overview of a dispute shows, put into words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banjie.cases import wording as case_words
from banjie.cases.queries import CaseLine
from banjie.mediation.ladders import Ladder
from banjie.mediation.queries import DisputeFile, DisputeLine, StayLine
from banjie.mediation.sight import Sight

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Those with a page of this part; the others stand where their papers are.
_WITH_FORM = ("prolong", "go_up", "come_back", "move", "end_without")
# Where a dispute lies can be changed by whoever dispatches it, without seeing into it.
_WITHOUT_NAMES = ("move",)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list with the rung on which it stands; none until somebody has written to the dispute."""

    line: CaseLine
    rung: str


@dataclass(frozen=True, slots=True)
class RungShown:
    name: str
    days: int
    state: str
    stay: StayLine | None


@dataclass(frozen=True, slots=True)
class StepShown:
    """Something that must hold before mediation begins, and where it is seen to."""

    label: "StrOrPromise"
    done: bool
    url: str  # empty for whoever may not open the page


def rows(
    lines: Sequence[CaseLine], known: Mapping[int, DisputeLine], ladders: Mapping[str, Ladder], language: str
) -> list[Row]:
    """The lines of a page of the list."""
    shown = []
    for line in lines:
        dispute = known.get(line.id)
        ladder = ladders.get(dispute.ladder) if dispute is not None else None
        shown.append(Row(line, ladder.at(dispute.rung).named(language) if dispute and ladder else ""))
    return shown


def columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Dispute"), "kind": "wide"},
        {"label": _("Rung")},
        {"label": _("State")},
        {"label": pgettext("mediation", "Committee")},
        {"label": _("Time left for this step")},
        {"label": _("Time left in all")},
    ]


def rungs(file: DisputeFile, language: str) -> Sequence[RungShown]:
    """The ladder with where the dispute has been, is, and may still go."""
    last = {stay.key: stay for stay in file.stays}
    shown = []
    for position, rung in enumerate(file.ladder.rungs):
        if position == file.rung:
            state = "current" if not file.ended_at else "done"
        else:
            state = "done" if rung.key in last else "upcoming"
        shown.append(RungShown(rung.named(language), rung.time.amount, state, last.get(rung.key)))
    return shown


def steps(file: DisputeFile) -> Sequence[StepShown]:
    """What is still to do before mediation can begin; empty once it has."""
    if file.case.state != "consulting":
        return []
    parties = reverse("mediation:parties", args=[file.case.id]) if file.sight >= Sight.FILE else ""
    wanted = (
        ("all_sides_named", _("Two sides are named, and everybody can be heard"), parties),
        ("all_consent", _("Every party knows its rights and agrees to mediation"), parties),
        ("mediator_seated", _("A mediator without ties sits, and nobody objects"), seats_url(file.case.id)),
    )
    return [StepShown(label, key in file.holds, url) for key, label, url in wanted]


def seats_url(case_id: int) -> str:
    return reverse("mediation:seats", args=[case_id])


def offered(file: DisputeFile) -> Sequence[str]:
    """What may be done here now: whoever sees no names has no page for most of it."""
    return [key for key in file.offer.allowed if file.sees_names or key in _WITHOUT_NAMES]


def acts(file: DisputeFile) -> bool:
    """Whether there is a button at all: an empty row of them would leave a gap."""
    describes = file.sees_names and not file.ended_at
    buttons = {"begin", "file", "file_unsettled", "try_again", *_WITH_FORM}
    return describes or bool(buttons.intersection(offered(file)))


def commands(file: DisputeFile) -> list[dict[str, Any]]:
    """The buttons: what may be done now, in the order of the process."""
    found = []
    for key in offered(file):
        if key in _WITH_FORM:
            url = reverse("mediation:course", args=[file.case.id, key])
            found.append({"key": key, "label": case_words.COMMANDS[key], "url": url})
    return found


def withheld(file: DisputeFile) -> Sequence[tuple["StrOrPromise", "StrOrPromise"]]:
    """What is this person's to do but not possible just now, and why; what must come before is told in steps."""
    return [
        (case_words.COMMANDS[each.command], case_words.REFUSALS[each.code])
        for each in file.offer.withheld
        if each.command != "begin" and (file.sees_names or each.command in _WITHOUT_NAMES)
    ]
