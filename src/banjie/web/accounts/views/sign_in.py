"""In and out."""

from django.conf import settings
from django.contrib import auth
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banjie.organisations import actions, rules, sign_in
from banjie.organisations.models import Staff
from banjie.platform import clock

from ..forms.own_account import CodeForm, SignInForm
from ..middleware import SEEN
from ..viewers import staff_of, visit_of

HALFWAY = "sign_in_halfway"
KNOWN_DEVICE = "banjie_known_device"
KNOWN_FOR = 180 * 24 * 60 * 60
_KNOWN_ACCOUNTS = 5


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Username and password."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"]
        outcome = sign_in.with_password(
            username=username,
            password=form.cleaned_data["password"],
            visit=visit_of(request, known=_mark(username) in _known(request)),
            at=clock.now(),
        )
        match outcome:
            case sign_in.Opened(staff):
                return _let_in(request, staff, _next(request))
            case sign_in.SecondFactorAsked(staff_id):
                return _ask_for_code(request, staff_id)
            case sign_in.NotOpened(address_busy):
                form.add_error(None, _busy() if address_busy else _not_opened())
    return _shown(request, "sign_in", form)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """The second factor, for who has just given the password."""
    halfway = request.session.get(HALFWAY)
    now = clock.now()
    if not halfway or now.timestamp() > halfway["until"]:
        request.session.pop(HALFWAY, None)
        return HttpResponseRedirect(reverse("sign-in"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = sign_in.with_second_factor(
            staff_id=halfway["staff"],
            code=form.cleaned_data["code"],
            visit=visit_of(request, known=halfway["known"]),
            at=now,
        )
        match outcome:
            case sign_in.Opened(staff):
                return _let_in(request, staff, halfway["next"])
            case sign_in.NotOpened(address_busy):
                form.add_error("code", _busy() if address_busy else _code_wrong())
    return _shown(request, "sign_in_code", form)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        sign_in.signed_out(staff_of(request), visit=visit_of(request), at=clock.now())
        auth.logout(request)
    return HttpResponseRedirect(reverse("sign-in"))


def _shown(request: HttpRequest, template: str, form: SignInForm | CodeForm) -> HttpResponse:
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, f"accounts/{template}.html", context, status=422 if form.errors else 200)


def _ask_for_code(request: HttpRequest, staff_id: int) -> HttpResponse:
    username = request.POST["username"]
    request.session[HALFWAY] = {
        "staff": staff_id,
        "until": (clock.now() + rules.SECOND_FACTOR_WITHIN).timestamp(),
        "next": _next(request),
        "known": _mark(username) in _known(request),
    }
    return HttpResponseRedirect(reverse("accounts:sign-in-code"))


def _let_in(request: HttpRequest, staff: Staff, to: str) -> HttpResponse:
    now = clock.now()
    auth.login(request, staff, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(HALFWAY, None)
    request.session[SEEN] = int(now.timestamp())
    request.session.save()
    key = request.session.session_key or ""
    actions.note_session(staff_id=staff.pk, session_key=key, visit=visit_of(request), at=now)
    response = HttpResponseRedirect(to)
    _remember_device(request, response, staff.username)
    return response


def _next(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


# A device that signed in to an account before is not held up by what others at its address do. The cookie
# holds keyed marks of the last accounts, no names: who finds it learns nothing.


def _known(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(request.COOKIES.get(KNOWN_DEVICE, ""), salt=KNOWN_DEVICE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in marks]


def _mark(username: str) -> str:
    plain = rules.plain_username(username) or ""
    return salted_hmac(KNOWN_DEVICE, plain, algorithm="sha256").hexdigest()[:16]


def _remember_device(request: HttpRequest, response: HttpResponse, username: str) -> None:
    own = _mark(username)
    marks = [own, *(mark for mark in _known(request) if mark != own)][:_KNOWN_ACCOUNTS]
    response.set_cookie(
        KNOWN_DEVICE,
        signing.dumps(marks, salt=KNOWN_DEVICE),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _not_opened() -> str:
    return gettext(
        "That did not work. Check the username and the password. "
        "After several failures an account waits some minutes before it can be tried again."
    )


def _busy() -> str:
    return gettext(
        "Too many sign-ins have failed from this network. Try again in ten minutes, "
        "or on a device you have signed in on before."
    )


def _code_wrong() -> str:
    return gettext(
        "The code is not right. Wait for the next one and type it in, or use a recovery code. "
        "After several failures an account waits some minutes before it can be tried again."
    )
