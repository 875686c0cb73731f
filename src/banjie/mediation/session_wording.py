"""The words for the codes of sessions and minutes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import CameHow, MinutesSignedHow, SessionKind, SessionState, TellsOf

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "came_how": dict(CameHow.choices),
        "session_kind": dict(SessionKind.choices),
        "session_state": dict(SessionState.choices),
        "minutes_signed_how": dict(MinutesSignedHow.choices),
        "tells": dict(TellsOf.choices),
    }
)

# Why the process of a session does not grant a command.
REFUSALS: Words = MappingProxyType(
    {
        "before_mediators": _("The dispute does not lie before its mediators just now."),
        "mediating": _("Mediation has not begun: every party has to agree to it first."),
        "not_yours": _("This is the mediators' to do."),
        "somebody_came": _("Note who came first. If nobody did, adjourn the session."),
        "time_settled": _("At this time a mediator is engaged or away, it is past, or nobody of one side can come."),
        "unknown_command": _("There is no such command."),
        "unknown_outcome": _("Choose one of the outcomes offered."),
        "wrong_state": _("The session has moved on, and this can no longer be done. Look at it again."),
    }
)

PROBLEMS: Words = MappingProxyType(
    {
        "came_how_unknown": _("Choose how they came."),
        "heading_unknown": _("There is no such heading."),
        "joint_has_no_side": _("A session with everybody has no side."),
        "kind_unknown": _("Choose the kind of session."),
        "length_unknown": _("A session lasts between 15 minutes and 12 hours."),
        "line_too_long": _("A line can have 4,000 characters. Begin another."),
        "line_unknown": _("This line is not there any more."),
        "minutes_locked": _("These minutes are signed and locked. They do not change any more."),
        "no_minutes": _("Nothing has been written yet."),
        "no_video_service": _("No video service is set up here. Choose a room."),
        "nobody_here": _("This person does not belong to the session."),
        "not_begun": _("The session has not begun."),
        "not_read_back": _("Read the minutes back first."),
        "one_time_needed": _("Give the one time that was agreed."),
        "paper_unknown": _("Add the scan of the signed paper first."),
        "read_back_already": _("The minutes were read back. Add what is to be corrected below the line it is about."),
        "represented_by_nobody": _("Choose who represents the party."),
        "session_goes_on": _("The session is still under way. End it first."),
        "side_needed": _("Choose with which side."),
        "signatures_missing": _("Not everybody who came has signed. Note it where somebody would not."),
        "signed_already": _("This person has signed already."),
        "strokes_too_few": _("This is too little for a signature. Sign again."),
        "strokes_too_long": _("The drawing is too long. Clear it and sign again."),
        "strokes_unreadable": _("The drawing could not be read. Clear it and sign again."),
        "text_changed": _("The text has changed since it was read. Read it again, then sign."),
        "time_is_past": _("This time is past."),
        "time_unknown": _("This time is not on offer any more."),
        "times_needed": _("Give at least one time."),
        "too_many_lines": _("These minutes have as many lines as they can hold."),
        "too_many_times": _("Up to twelve times can be on offer."),
        "video_not_agreed": _("Not every party has agreed to sessions by video. Record their consent first."),
        "was_not_there": _("Only who came signs. Note the attendance first."),
        "wish_unknown": _("This wish has been answered already."),
        "wish_waits": _("A wish for another time is waiting already."),
    }
)
