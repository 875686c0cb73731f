"""The page of the six digits, for whatever an address is proved for; and the letter that brings them."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from banjie.platform import clock, mail, proving, texting
from banjie.platform.origin import address_of
from banjie.platform.proving.addresses import Channel
from banjie.web.number_letters import hand_over

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_COOKIE: Final = "proving"
_SENTENCE: "Final[StrOrPromise]" = gettext_lazy(
    "%(number)s is your number at %(site)s. It is good for a quarter of an hour."
)


def remembered(to: str, purpose: str, token: str) -> HttpResponse:
    """On to the page of the digits, with what tells this browser from others."""
    response = HttpResponseRedirect(to)
    response.set_cookie(
        _name(purpose), token, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict", path="/"
    )
    return response


def forgotten[R: HttpResponse](response: R, purpose: str) -> R:
    response.delete_cookie(_name(purpose), path="/", samesite="Strict")
    return response


def proved(request: HttpRequest, purpose: str, *, back: str) -> proving.Proved | HttpResponseBase:
    """What was proved, or the page to show: the digits are asked for, or they did not fit."""
    token, at = request.COOKIES.get(_name(purpose), ""), clock.now()
    if request.method != "POST":
        return _page(request, back) if proving.waits(token, purpose=purpose, at=at) else HttpResponseRedirect(back)
    origin = address_of(request)
    answer = proving.prove(token, request.POST.get("number", ""), purpose=purpose, origin=origin, at=at)
    if isinstance(answer, proving.Busy):
        return _page(request, back, problem=too_many(), status=429)
    if isinstance(answer, proving.NotProved):
        return _refused(request, back, answer.tries)
    return answer


def no_address() -> str:
    return _("Write an e-mail address or a mobile number.")


def unusable(channel: Channel) -> str:
    """Why nothing can be sent that way; empty where it can."""
    if channel is Channel.EMAIL and not mail.can_send():
        return _("No e-mail can be sent from here just now. Give a mobile number.")
    if channel is Channel.TEXT and not texting.can_send():
        return _("No text message can be sent from here just now. Give an e-mail address.")
    return ""


def can_prove() -> bool:
    return mail.can_send() or texting.can_send()


def too_many() -> str:
    return _("There were too many tries from here. Wait a quarter of an hour and try again.")


def send_number(proof_id: int, *, at: datetime) -> bool:
    """Returns whether a number was handed over. Raises OSError and SMTPException, so that the job is tried again."""
    letter = proving.letter(proof_id, at=at)
    if letter is None:
        return False
    by_mail = letter.channel is Channel.EMAIL
    hand_over(letter.digits, to=letter.address, by_mail=by_mail, language=letter.language, sentence=_SENTENCE)
    proving.sent(proof_id, at=at)
    return True


def _refused(request: HttpRequest, back: str, tries: int) -> HttpResponseBase:
    if tries <= 0:
        problem = _("That did not fit, and too often. Give the address again; then you get a new number.")
        return render(request, "resident/prove.html", {"problem": problem, "back": back, "over": True}, status=422)
    left = ngettext("You can try once more.", "You can try %(count)s times more.", tries) % {"count": tries}
    problem = _("The number does not fit, or it has run out.") + " " + left
    return _page(request, back, problem=problem, status=422)


def _page(request: HttpRequest, back: str, *, problem: str = "", status: int = 200) -> HttpResponseBase:
    return render(request, "resident/prove.html", {"problem": problem, "back": back, "over": False}, status=status)


def _name(purpose: str) -> str:
    return f"{_COOKIE}_{purpose}"
