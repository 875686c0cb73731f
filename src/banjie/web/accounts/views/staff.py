"""Accounts of staff, for those who keep or audit them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations import actions, queries
from banjie.organisations.models import SignInEventKind, Staff
from banjie.organisations.permissions import Permission
from banjie.organisations.queries import Account, AccountState
from banjie.organisations.refusals import Reason
from banjie.platform import clock

from .. import columns
from ..forms.organisation import NewStaffForm, StaffForm
from ..pages import attempt, done, form_page, page, typed
from ..rows import change_rows, held_rows, name_of_unit
from ..viewers import actor_of, allowed, or_404, viewer_of
from ..wording import SIGN_INS, STATES

_EDIT = Permission.ORGANISATIONS_EDIT
_SIGN_INS = Permission.ORGANISATIONS_SEE_SIGN_INS


@allowed(_EDIT, _SIGN_INS)
@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    text = typed(request)
    state = _state(request.GET.get("state", ""))
    number = _number(request.GET.get("page", ""))
    accounts, more = queries.accounts_seen_by(viewer, at=now, text=text, state=state, page=number)
    context = {
        "title": gettext("Accounts"),
        "text": text,
        "state": state,
        "states": [(one.value, words, one is state) for one, words in STATES.items()],
        "rows": [_row(account) for account in accounts],
        "columns": columns.ACCOUNTS,
        "previous_url": _page_url(request, number - 1) if number > 1 else "",
        "next_url": _page_url(request, number + 1) if more else "",
        "may_create": viewer.may(_EDIT),
    }
    return page(request, "staff_list", context, section="staff")


@allowed(_EDIT, _SIGN_INS)
@require_safe
def staff_detail(request: HttpRequest, staff_id: int) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    account = or_404(queries.account_seen_by(viewer, staff_id, at=now))
    sign_ins = queries.sign_ins_of(staff_id) if viewer.may(_SIGN_INS) else ()
    locked_until = account.locked_until
    context = {
        "title": account.name,
        "account": account,
        "posts": held_rows(account),
        "post_columns": columns.HELD,
        "locked_until": locked_until if locked_until is not None and locked_until > now else None,
        "may_edit": queries.may_edit_account(viewer, staff_id, at=now),
        "sign_ins": [(row, SIGN_INS[SignInEventKind(row.kind)]) for row in sign_ins],
        "changes": change_rows(queries.changes_of_staff(staff_id), own="staff"),
    }
    return page(request, "staff", context, section="staff")


@never_cache
@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def new_staff(request: HttpRequest) -> HttpResponse:
    form = NewStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = actions.temporary_password()
        staff = attempt(
            form,
            lambda: actions.register_staff(
                password=password, by=actor_of(request), at=clock.now(), **form.cleaned_data
            ),
            {
                Reason.USERNAME_TAKEN: "username",
                Reason.USERNAME_NOT_PLAIN: "username",
                Reason.NAME_MISSING: "name",
            },
        )
        if staff is not None:
            return _password_shown(request, staff, password)
    return form_page(
        request,
        form,
        title=gettext("New account"),
        button=gettext("Register the account"),
        back_url=reverse("accounts:staff"),
        section="staff",
    )


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def change_staff(request: HttpRequest, staff_id: int) -> HttpResponse:
    account = _to_edit(request, staff_id)
    initial = {
        "name": account.name,
        "phone": account.phone,
        "email": account.email,
        "language": account.language,
    }
    form = StaffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_staff(
                staff_id=staff_id, changes=form.changes(), by=actor_of(request), at=clock.now()
            ),
            {Reason.NAME_MISSING: "name"},
        )
        if changed is not None:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("accounts:staff-member", args=[staff_id]))
    return form_page(
        request,
        form,
        title=gettext("Change %(name)s") % {"name": account.name},
        button=gettext("Save"),
        back_url=reverse("accounts:staff-member", args=[staff_id]),
        section="staff",
    )


@allowed(_EDIT)
@require_POST
def deactivate_staff(request: HttpRequest, staff_id: int) -> HttpResponse:
    _to_edit(request, staff_id)
    return done(
        request,
        lambda: actions.deactivate_staff(staff_id=staff_id, by=actor_of(request), at=clock.now()),
        gettext("Out of use from now on, and signed out everywhere."),
        "accounts:staff-member",
        staff_id,
    )


@allowed(_EDIT)
@require_POST
def reactivate_staff(request: HttpRequest, staff_id: int) -> HttpResponse:
    _to_edit(request, staff_id)
    return done(
        request,
        lambda: actions.reactivate_staff(staff_id=staff_id, by=actor_of(request), at=clock.now()),
        gettext("In use again."),
        "accounts:staff-member",
        staff_id,
    )


@allowed(_EDIT)
@require_POST
def unlock_staff(request: HttpRequest, staff_id: int) -> HttpResponse:
    _to_edit(request, staff_id)
    return done(
        request,
        lambda: actions.unlock_staff(staff_id=staff_id, by=actor_of(request), at=clock.now()),
        gettext("Unlocked."),
        "accounts:staff-member",
        staff_id,
    )


@allowed(_EDIT)
@require_POST
def remove_second_factor(request: HttpRequest, staff_id: int) -> HttpResponse:
    _to_edit(request, staff_id)
    return done(
        request,
        lambda: actions.remove_second_factor(staff_id=staff_id, by=actor_of(request), at=clock.now()),
        gettext("Second factor removed, and signed out everywhere."),
        "accounts:staff-member",
        staff_id,
    )


@never_cache
@allowed(_EDIT)
@require_POST
def temporary_password(request: HttpRequest, staff_id: int) -> HttpResponse:
    _to_edit(request, staff_id)
    password = actions.temporary_password()
    staff = actions.set_temporary_password(staff_id=staff_id, password=password, by=actor_of(request), at=clock.now())
    return _password_shown(request, staff, password)


def _password_shown(request: HttpRequest, staff: Staff, password: str) -> HttpResponse:
    """Shown this once, and kept nowhere."""
    context = {
        "title": gettext("Temporary password"),
        "name": staff.name,
        "username": staff.username,
        "password": password,
        "next_url": reverse("accounts:staff-member", args=[staff.pk]),
    }
    return page(request, "temporary_password", context, section="staff")


def _to_edit(request: HttpRequest, staff_id: int) -> Account:
    viewer, now = viewer_of(request), clock.now()
    account = or_404(queries.account_seen_by(viewer, staff_id, at=now))
    if not queries.may_edit_account(viewer, staff_id, at=now):
        raise Http404
    return account


def _row(account: Account) -> dict[str, Any]:
    return {
        "url": reverse("accounts:staff-member", args=[account.id]),
        "account": account,
        "posts": [f"{post.post_name} · {name_of_unit(post.unit_id)}" for post in account.posts],
    }


def _state(value: str) -> AccountState:
    return AccountState(value) if value in set(AccountState) else AccountState.IN_USE


def _number(value: str) -> int:
    return max(int(value), 1) if value.isascii() and value.isdecimal() and len(value) < 6 else 1


def _page_url(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
