"""What a language model wrote, its doubts and its failures, in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.cases.machine_texts.rules import MOST_AN_HOUR, Refused
from banjie.intelligence.drafting.checking import DoubtCode

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

DOUBTS: Mapping[DoubtCode, "StrOrPromise"] = MappingProxyType(
    {
        DoubtCode.CUT_OFF: _("It breaks off before its end."),
        DoubtCode.DATE: _("A day that stands nowhere in the case"),
        DoubtCode.ELSEWHERE: _("Hardly a word of the case is taken up. It may be about something else."),
        DoubtCode.LAW: _("A rule that stands nowhere in the case"),
        DoubtCode.LINK: _("A link that stands nowhere in the case"),
        DoubtCode.MATERIAL_CUT: _("The case is so long that parts of it were not read."),
        DoubtCode.NUMBER: _("A number that stands nowhere in the case"),
        DoubtCode.OTHER_MODEL: _("Another model than the one that is set has answered"),
        DoubtCode.PERSONAL: _("Personal data that was not in the case was taken out."),
        DoubtCode.SPAN: _("A time limit that stands nowhere in the case"),
        DoubtCode.SUM: _("An amount that stands nowhere in the case"),
    }
)
REFUSALS: Mapping[Refused, "StrOrPromise"] = MappingProxyType(
    {
        Refused.DISPUTE: _("Disputes are confidential: no language model is told of them."),
        Refused.NO_ACCOUNT: _("Write the account of the handling first: the draft is made of it."),
        Refused.NOT_YOURS: _("Only who may answer this case can have its reply drafted."),
        Refused.OFF: _("No language model is set up."),
        Refused.SENSITIVE: _("This matter is sensitive: no language model is told of it here."),
        Refused.TOO_MANY: _("That was %(most)s in an hour. Try again later."),
        Refused.TOO_SHORT: _("The case is quickly read: no summary is needed."),
    }
)
_UNUSABLE = _("What the language model wrote could not be used. Nothing was lost; try again, or write it yourself.")
_AWAY = _("The language model does not answer. Nothing was lost; try again later, or write it yourself.")
_FAULTS: Words = MappingProxyType(
    {
        "busy": _("The language model has too much to do. Nothing was lost; try again later, or write it yourself."),
        "timed_out": _("The language model took too long. Nothing was lost; try again, or write it yourself."),
        "too_late": _("The language model took too long. Nothing was lost; try again, or write it yourself."),
        "filtered": _("The language model does not write about this. Write it yourself."),
        **dict.fromkeys(("echo", "empty", "overlong", "no_choice", "not_json", "wrong_shape", "too_long"), _UNUSABLE),
    }
)


def refusal(why: Refused) -> str:
    return str(REFUSALS[why]) % {"most": MOST_AN_HOUR} if why is Refused.TOO_MANY else str(REFUSALS[why])


def fault(code: str) -> "StrOrPromise":
    """What went wrong, for whoever asked; the server's keeper reads more in the log."""
    return _FAULTS.get(code, _AWAY)
