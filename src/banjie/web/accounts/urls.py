"""Addresses of accounts and of the organisation. Included at the root of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from .views import access, account, duty, options, posts, sign_in, staff, units

_account: list[URLPattern | URLResolver] = [
    path("sign-in/code/", sign_in.enter_code, name="sign-in-code"),
    path("account/", account.details, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/second-factor/", account.second_factor_page, name="account-totp"),
    path("account/second-factor/removal/", account.remove_second_factor, name="account-totp-removal"),
    path("account/sessions/", account.sessions, name="account-sessions"),
    path("account/sessions/others/", account.revoke_other_sessions, name="account-sessions-others"),
    path("account/sessions/<int:session_id>/", account.revoke_session, name="account-session"),
]

_units: list[URLPattern | URLResolver] = [
    path("units/", units.unit_list, name="units"),
    path("units/new/", units.new_unit, name="unit-new"),
    path("units/<int:unit_id>/", units.unit_detail, name="unit"),
    path("units/<int:unit_id>/change/", units.change_unit, name="unit-change"),
    path("units/<int:unit_id>/move/", units.move_unit, name="unit-move"),
    path("units/<int:unit_id>/retirement/", units.retire_unit, name="unit-retirement"),
    path("units/<int:unit_id>/return/", units.restore_unit, name="unit-return"),
    path("units/<int:unit_id>/posts/", posts.new_post, name="post-new"),
    path("posts/<int:post_id>/", posts.post_detail, name="post"),
    path("posts/<int:post_id>/name/", posts.rename_post, name="post-name"),
    path("posts/<int:post_id>/retirement/", posts.retire_post, name="post-retirement"),
    path("posts/<int:post_id>/return/", posts.restore_post, name="post-return"),
    path("posts/<int:post_id>/roles/", posts.grant_role, name="post-roles"),
    path("posts/<int:post_id>/roles/<int:grant_id>/withdrawal/", posts.withdraw_role, name="post-role"),
    path("posts/<int:post_id>/appointments/", posts.appoint, name="post-appointments"),
    path(
        "posts/<int:post_id>/appointments/<int:appointment_id>/end/",
        posts.end_appointment,
        name="post-appointment-end",
    ),
]

_people: list[URLPattern | URLResolver] = [
    path("accounts/", staff.staff_list, name="staff"),
    path("accounts/new/", staff.new_staff, name="staff-new"),
    path("accounts/<int:staff_id>/", staff.staff_detail, name="staff-member"),
    path("accounts/<int:staff_id>/change/", staff.change_staff, name="staff-change"),
    path("accounts/<int:staff_id>/deactivation/", staff.deactivate_staff, name="staff-deactivation"),
    path("accounts/<int:staff_id>/reactivation/", staff.reactivate_staff, name="staff-reactivation"),
    path("accounts/<int:staff_id>/password/", staff.temporary_password, name="staff-password"),
    path("accounts/<int:staff_id>/unlocking/", staff.unlock_staff, name="staff-unlocking"),
    path("accounts/<int:staff_id>/second-factor/", staff.remove_second_factor, name="staff-totp-removal"),
    path("duty/", duty.roster, name="duty"),
    path("duty/units/<int:unit_id>/", duty.add_shifts, name="duty-shifts"),
    path("duty/shifts/<int:shift_id>/removal/", duty.remove_shift, name="duty-shift-removal"),
    path("access/", access.who_can_do_what, name="access"),
    path("options/areas/", options.areas, name="area-options"),
    path("options/units/", options.units, name="unit-options"),
    path("options/staff/", options.staff, name="staff-options"),
]

_organisation = [path("organisation/", include([*_units, *_people]))]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.enter, name="sign-in"),
    path("sign-out/", sign_in.leave, name="sign-out"),
    path("", include(([*_account, *_organisation], "accounts"))),
]
