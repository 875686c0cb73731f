"""Tells the reporter of a merged case that the joint one is over, by the channel they came by or by letter."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from banjie.cases.follow_up import joint
from banjie.channels import replying, words
from banjie.platform import mail, texting


def tell(case_id: int, *, lead_id: int, round_: int, at: datetime) -> bool:
    """Whether it went. Safe to repeat: it is noted on the timeline. Raises OSError, SMTPException."""
    if not joint.is_due(case_id, lead_id=lead_id, round_=round_):
        return False
    how = replying.tell_joint(case_id, lead_id=lead_id, round_=round_) or _written(case_id)
    if how:
        joint.note_told(case_id, lead_id=lead_id, round_=round_, how=how, at=at)
    return bool(how)


def _written(case_id: int) -> str:
    found = joint.to_tell(case_id)
    if found is None:
        return ""
    with override(settings.LANGUAGE_CODE):
        said = words.of_joint(found.number, found.tracking_code)
        if found.email and mail.can_send():
            mail.send(to=found.email, subject=said.subject, text=said.letter)
            return "email"
        if found.phone and texting.can_send():
            texting.send(to=found.phone, text=said.message)
            return "message"
    return ""
