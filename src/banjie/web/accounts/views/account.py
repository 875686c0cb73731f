"""One's own account: details, password, second factor, where it is signed in."""

import segno
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banjie.organisations import actions, queries, second_factor
from banjie.organisations.models import SignInEventKind
from banjie.organisations.refusals import Reason
from banjie.platform import clock

from .. import columns
from ..forms.own_account import CodeForm, ConfirmPasswordForm, OwnDetailsForm, PasswordForm
from ..pages import attempt, done, page
from ..rows import held_rows
from ..viewers import actor_of, signed_in, staff_of, visit_of
from ..wording import SIGN_INS


@signed_in
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    initial = {"phone": staff.phone, "email": staff.email, "language": staff.language}
    form = OwnDetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes: actions.StaffChanges = {
            "phone": form.cleaned_data["phone"],
            "email": form.cleaned_data["email"],
            "language": form.cleaned_data["language"],
        }
        changed = attempt(
            form,
            lambda: actions.change_staff(staff_id=staff.pk, changes=changes, by=actor_of(request), at=clock.now()),
        )
        if changed is not None:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("accounts:account"))
    account = queries.own_account(staff.pk, at=clock.now())
    sign_ins = queries.sign_ins_of(staff.pk)
    context = {
        "title": gettext("Your account"),
        "form": form,
        "account": account,
        "posts": held_rows(account),
        "sign_ins": [(row, SIGN_INS[SignInEventKind(row.kind)]) for row in sign_ins],
        "sessions": len(queries.sessions_of(staff.pk)),
    }
    return page(request, "account", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    forced = staff.must_change_password
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_own_password(
                staff_id=staff.pk,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
                visit=visit_of(request),
                at=clock.now(),
                keep_session=request.session.session_key,
            ),
            {
                Reason.PASSWORD_WRONG: "current",
                Reason.PASSWORD_UNCHANGED: "new",
                Reason.PASSWORD_WEAK: "new",
            },
        )
        if changed is not None:
            _stay_signed_in(request)
            messages.success(request, gettext("Password changed. You are signed out everywhere else."))
            return HttpResponseRedirect(_home() if forced else reverse("accounts:account"))
    context = {"title": gettext("Change password"), "form": form, "forced": forced}
    return page(request, "password", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Adding a second factor, or what is known of the one there is."""
    staff = staff_of(request)
    title = gettext("Second factor")
    if staff.totp_confirmed_at is not None:
        context = {"title": title, "since": staff.totp_confirmed_at, "form": ConfirmPasswordForm()}
        return page(request, "second_factor", context)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = attempt(
            form,
            lambda: actions.confirm_second_factor(
                staff_id=staff.pk, code=form.cleaned_data["code"], visit=visit_of(request), at=clock.now()
            ),
            {Reason.CODE_WRONG: "code"},
        )
        if codes is not None:
            return page(request, "recovery_codes", {"title": gettext("Recovery codes"), "codes": codes})
    secret = actions.begin_second_factor(staff_id=staff.pk)
    context = {
        "title": title,
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": _picture(secret, staff.username),
    }
    return page(request, "second_factor_new", context, status=422 if form.errors else 200)


@signed_in
@sensitive_post_parameters()
@require_POST
def remove_second_factor(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    form = ConfirmPasswordForm(request.POST)
    if form.is_valid():
        removed = attempt(
            form,
            lambda: actions.remove_own_second_factor(
                staff_id=staff.pk,
                password=form.cleaned_data["password"],
                visit=visit_of(request),
                at=clock.now(),
            ),
            {Reason.PASSWORD_WRONG: "password"},
        )
        if removed is not None:
            messages.success(request, gettext("Second factor removed."))
            return HttpResponseRedirect(reverse("accounts:account"))
    context = {"title": gettext("Second factor"), "since": staff.totp_confirmed_at, "form": form}
    return page(request, "second_factor", context, status=422)


@signed_in
@require_http_methods(["GET"])
def sessions(request: HttpRequest) -> HttpResponse:
    rows = queries.sessions_of(staff_of(request).pk, here=request.session.session_key)
    context = {"title": gettext("Where you are signed in"), "rows": rows, "columns": columns.SESSIONS}
    return page(request, "sessions", context)


@signed_in
@require_POST
def revoke_session(request: HttpRequest, session_id: int) -> HttpResponse:
    return done(
        request,
        lambda: actions.revoke_session(
            staff_id=staff_of(request).pk, session_id=session_id, visit=visit_of(request), at=clock.now()
        ),
        gettext("Signed out there."),
        "accounts:account-sessions",
    )


@signed_in
@require_POST
def revoke_other_sessions(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: actions.revoke_other_sessions(
            staff=staff_of(request),
            keep=request.session.session_key or "",
            visit=visit_of(request),
            at=clock.now(),
        ),
        gettext("Signed out everywhere else."),
        "accounts:account-sessions",
    )


def _stay_signed_in(request: HttpRequest) -> None:
    """The session goes on under a new key, and its record with it."""
    staff = staff_of(request)
    staff.refresh_from_db()
    auth.update_session_auth_hash(request, staff)
    request.session.save()
    key = request.session.session_key or ""
    actions.note_session(staff_id=staff.pk, session_key=key, visit=visit_of(request), at=clock.now())


def _picture(secret: str, username: str) -> str:
    address = second_factor.address(secret, username=username, issuer=str(settings.SITE_NAME))
    return segno.make(address, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")


def _home() -> str:
    return resolve_url(settings.LOGIN_REDIRECT_URL)
