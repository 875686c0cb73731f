"""What parties say to being asked."""

from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.course import end_held
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import held
from banjie.mediation.models import Consent, ConsentAnswer, ConsentTo, Ending, Party

# A party that does not want mediation, or no longer, ends it by saying so.
_ENDS = {ConsentAnswer.REFUSED: Ending.REFUSED, ConsentAnswer.WITHDRAWN: Ending.CONSENT_WITHDRAWN}
_CAN_BE_ENDED = frozenset({"consulting", "mediating", "suspended"})


def record_consent(
    case_id: int,
    party_id: int,
    *,
    to: str,
    answer: str,
    how: str,
    by: Acting,
    at: datetime,
    said_at: datetime | None = None,
    about: str = "",
    told_rights: bool = False,
    expected: int | None = None,
) -> bool:
    """Puts a party's answer on record. Returns whether mediation ended by it, as it does when a party no longer
    wishes it, at any time (article 23). Raises BadEntry.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        party = Party.objects.filter(dispute=found.dispute, id=party_id, left_at=None).first()
        if party is None:
            raise BadEntry("party_unknown", "party")
        if said_at is not None and said_at > at:
            raise BadEntry("in_future", "said_at")
        if to == ConsentTo.MEDIATION and answer == ConsentAnswer.GIVEN and not told_rights:
            raise BadEntry("rights_not_told", "told_rights")
        Consent.objects.create(
            party=party,
            to=to,
            about=about,
            answer=answer,
            how=how,
            told_rights=told_rights,
            said_at=said_at or at,
            recorded_by=by.actor.id if by.viewer is not None else None,
            recorded_at=at,
        )
        ends = to == ConsentTo.MEDIATION and answer in _ENDS and found.case.state in _CAN_BE_ENDED
        if ends:
            end_held(found, ending=_ENDS[ConsentAnswer(answer)], by=by, at=at)
        return ends
