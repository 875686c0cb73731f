"""What is done about a topic: its cases become one, or those in charge are told how many raise it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from banjie.cases import events, recording
from banjie.cases.acting import Acting
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.perform import perform
from banjie.cases.queries.listing import CaseLine
from banjie.cases.topics.queries import TopicLine
from banjie.organisations.permissions import Permission

COMMAND: Final = "topic_alert"
LONGEST_NOTE: Final = 2_000
# Who was told yesterday knows.
AGAIN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; `why_not` is a code of a refusal or of a problem, empty where it was done."""

    line: CaseLine
    why_not: str = ""


class NotAllowed(Exception):
    """This is not theirs to do."""


def join(topic: TopicLine, *, lead: int, chosen: Collection[int], by: Acting, at: datetime) -> Sequence[Outcome]:
    """Merges the chosen open cases of a topic into one of them; everybody who raised one follows that one.

    Each case on its own: one that cannot be merged keeps no other from it. Raises CaseNotFound for a lead that is not
    an open case of the topic. What complains of a unit is merged with what complains of the same one alone.
    """
    known = {line.id: line for line in topic.lines if line.is_open}
    if lead not in known:
        raise CaseNotFound(lead)
    about = dict(Case.objects.filter(id__in=known).values_list("id", "about_unit_id"))
    return [
        Outcome(known[each], "about_another" if about[each] != about[lead] else _merged(each, lead, by, at))
        for each in known
        if each in chosen and each != lead
    ]


def _merged(case_id: int, lead: int, by: Acting, at: datetime) -> str:
    try:
        perform(case_id, "merge", by=by, at=at, data={"into": lead})
    except CommandRefused as error:
        return error.refusal.code
    except BadData as error:
        return error.code
    except CaseNotFound:
        return "case_unknown"
    return ""


def alert(topic: TopicLine, *, note: str, by: Acting, at: datetime) -> Sequence[Outcome]:
    """Tells each unit that has open cases of a topic, and the centre's supervisor, on the most central case of each.

    Raises NotAllowed for who does not oversee, and BadData for a note that is too long.
    """
    viewer = by.viewer
    if viewer is None or not viewer.scopes(Permission.CASES_OVERSEE):
        raise NotAllowed
    if len(note) > LONGEST_NOTE:
        raise BadData("too_long", "note")
    first: dict[int | None, CaseLine] = {}
    for line in topic.lines:
        if line.is_open:
            first.setdefault(line.lead_unit_id, line)
    data = {
        "submissions": topic.heat.distinct,
        "since": topic.heat.first.isoformat(),
        "days": topic.heat.days,
    } | ({"note": note} if note else {})
    return [Outcome(line, _told(line.id, data, by, at)) for line in first.values()]


@transaction.atomic
def _told(case_id: int, data: dict[str, Any], by: Acting, at: datetime) -> str:
    case = Case.objects.select_for_update(of=("self",)).filter(id=case_id, is_open=True).first()
    if case is None:
        return "case_settled"
    if TimelineEntry.objects.filter(case_id=case_id, command=COMMAND, at__gt=at - AGAIN_AFTER).exists():
        return "told_lately"
    recording.append(case, COMMAND, by=by.actor, at=at, data=data)
    case.save(update_fields=["entries", "head"])
    events.publish_to_tell(case, COMMAND, data, at=at)
    return ""
