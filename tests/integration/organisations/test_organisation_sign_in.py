from datetime import datetime, timedelta

import pyotp
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from banjie.organisations import actions, rules, sign_in
from banjie.organisations.models import RecoveryCode, SignInEvent, Staff
from banjie.organisations.refusals import Reason, Refused
from banjie.organisations.sign_in import NotOpened, Opened, SecondFactorAsked, Visit
from banjie.platform import crypto, sealing
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.factories import AT, PASSWORD, make_staff

pytestmark = pytest.mark.django_db

HERE = Visit("10.1.2.3", "Chrome · Windows")
MINUTE = timedelta(minutes=1)
STEP = timedelta(seconds=30)


@pytest.fixture
def lin() -> Staff:
    return make_staff("lin", password=PASSWORD)


def come(
    password: str = PASSWORD, *, username: str = "lin", at: datetime = AT, visit: Visit = HERE
) -> Opened | SecondFactorAsked | NotOpened:
    return sign_in.with_password(username=username, password=password, visit=visit, at=at)


def kinds() -> list[str]:
    return list(SignInEvent.objects.order_by("id").values_list("kind", flat=True))


def fail(times: int, *, at: datetime = AT, visit: Visit = HERE) -> None:
    for _ in range(times):
        assert come("wrong", at=at, visit=visit) == NotOpened()


def test_the_right_password_opens(lin: Staff) -> None:
    assert come() == Opened(lin)
    event = SignInEvent.objects.get()
    assert (event.staff, event.kind, event.address, event.device, event.at) == (
        lin,
        "signed_in",
        "10.1.2.3",
        "Chrome · Windows",
        AT,
    )


@pytest.mark.parametrize("username", ["LIN", " lin ", "ｌｉｎ"])
def test_the_username_is_read_kindly(lin: Staff, username: str) -> None:
    assert come(username=username) == Opened(lin)


@pytest.mark.parametrize("username", ["nobody", "", "x" * 5000, "林"])
def test_a_name_nobody_has_is_refused_like_a_wrong_password(lin: Staff, username: str) -> None:
    assert come(username=username) == come("wrong") == NotOpened()
    assert list(SignInEvent.objects.order_by("id").values_list("staff", "kind")) == [
        (None, "failed"),
        (lin.pk, "failed"),
    ]


def test_a_name_nobody_has_costs_the_same_work(lin: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(sign_in, "make_password", hashed.append)
    come(username="nobody")
    assert hashed == [PASSWORD]


def test_a_name_nobody_has_costs_the_same_statements(lin: Staff) -> None:
    with CaptureQueriesContext(connection) as of_somebody:
        come("wrong")
    with CaptureQueriesContext(connection) as of_nobody:
        come(username="nobody")
    statements = [[query["sql"].split()[0] for query in seen] for seen in (of_somebody, of_nobody)]
    assert statements[0] == statements[1]


def test_an_account_out_of_use_does_not_open(lin: Staff) -> None:
    actions.deactivate_staff(staff_id=lin.pk, by=SYSTEM, at=AT)
    assert come() == NotOpened()


def test_an_account_without_a_password_does_not_open() -> None:
    make_staff("lin")
    assert come("") == come("!") == NotOpened()


def test_after_some_failures_even_the_right_password_waits(lin: Staff) -> None:
    fail(rules.FREE_FAILURES)
    assert "locked" not in kinds()
    fail(1)
    assert kinds()[-2:] == ["locked", "failed"]
    assert come() == NotOpened()
    assert come(at=AT + MINUTE) == Opened(lin)


def test_success_starts_the_count_anew(lin: Staff) -> None:
    fail(rules.FREE_FAILURES)
    come()
    fail(rules.FREE_FAILURES)
    assert isinstance(come(), Opened)


def test_each_further_failure_waits_longer(lin: Staff) -> None:
    fail(5)
    fail(1, at=AT + MINUTE)
    assert come(at=AT + 2 * MINUTE) == NotOpened()
    assert come(at=AT + 3 * MINUTE) == Opened(lin)


def test_failing_while_it_waits_does_not_make_it_wait_longer(lin: Staff) -> None:
    fail(5)
    fail(20, at=AT + MINUTE / 2)
    assert come(at=AT + MINUTE) == Opened(lin)


def test_an_administrator_can_end_the_wait(lin: Staff) -> None:
    fail(5)
    actions.unlock_staff(staff_id=lin.pk, by=SYSTEM, at=AT)
    assert come() == Opened(lin)
    assert kinds()[-2:] == ["unlocked", "signed_in"]


def test_a_guess_that_is_right_too_late_does_not_open(lin: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow_check(staff: Staff, password: str) -> bool:
        Staff.objects.update(locked_until=AT + MINUTE)
        return True

    monkeypatch.setattr(Staff, "check_password", slow_check)
    assert come() == NotOpened()


def test_an_address_that_fails_too_often_is_not_even_tried(lin: Staff) -> None:
    for number in range(rules.ADDRESS_FAILURES):
        come(username=f"nobody{number}")
    assert come() == NotOpened(address_busy=True)
    assert len(kinds()) == rules.ADDRESS_FAILURES
    assert come(visit=Visit("10.9.9.9", "")) == Opened(lin)
    assert come(at=AT + rules.ADDRESS_WINDOW) == Opened(lin)


def test_a_device_known_to_the_account_is_let_through_a_busy_address(lin: Staff) -> None:
    for number in range(rules.ADDRESS_FAILURES):
        come(username=f"nobody{number}")
    assert come(visit=Visit("10.1.2.3", "", known=True)) == Opened(lin)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE organisations_signinevent SET kind = 'failed'", "DELETE FROM organisations_signinevent"],
)
def test_what_happened_at_the_door_can_not_be_altered_while_it_is_young(statement: str) -> None:
    execute("INSERT INTO organisations_signinevent (at, kind, device) VALUES (now(), 'signed_in', '')")
    with pytest.raises(DatabaseError, match="only ever added"):
        execute(statement)
    assert kinds() == ["signed_in"]


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_old_sign_ins_are_erased(lin: Staff) -> None:
    # The database goes by its own clock, so these are old by any.
    long_ago = AT - timedelta(days=3000)
    come(at=long_ago)
    come(at=long_ago + timedelta(days=300))
    assert actions.erase_old_sign_ins(at=long_ago + timedelta(days=401)) == 1


# The second factor


def enrol(staff: Staff, at: datetime = AT) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    totp = pyotp.TOTP(actions.begin_second_factor(staff_id=staff.pk))
    codes = actions.confirm_second_factor(staff_id=staff.pk, code=totp.at(at), visit=HERE, at=at)
    return totp, codes


def answer(staff: Staff, code: str, at: datetime) -> Opened | NotOpened:
    return sign_in.with_second_factor(staff_id=staff.pk, code=code, visit=HERE, at=at)


def test_the_secret_is_kept_encrypted_and_bound_to_its_account(lin: Staff) -> None:
    secret = actions.begin_second_factor(staff_id=lin.pk)
    lin.refresh_from_db()
    token = bytes(lin.totp_secret or b"")
    assert secret.encode() not in token
    with pytest.raises(crypto.CannotDecrypt):
        crypto.decrypt(token, bound_to=f"staff:{lin.pk + 1}:second-factor")


def test_an_unconfirmed_secret_asks_for_nothing_and_stays_the_same(lin: Staff) -> None:
    assert actions.begin_second_factor(staff_id=lin.pk) == actions.begin_second_factor(staff_id=lin.pk)
    assert isinstance(come(), Opened)


def test_a_wrong_code_confirms_nothing(lin: Staff) -> None:
    actions.begin_second_factor(staff_id=lin.pk)
    with pytest.raises(Refused) as refused:
        actions.confirm_second_factor(staff_id=lin.pk, code="000000", visit=HERE, at=AT)
    assert refused.value.code is Reason.CODE_WRONG
    lin.refresh_from_db()
    assert lin.totp_confirmed_at is None


def test_a_confirmed_second_factor_is_asked_for(lin: Staff) -> None:
    totp, codes = enrol(lin)
    later = AT + 10 * MINUTE
    assert come(at=later) == SecondFactorAsked(lin.pk)
    assert "signed_in" not in kinds()
    assert answer(lin, totp.at(later), later) == Opened(lin)
    assert len(set(codes)) == 10
    with pytest.raises(Refused):
        actions.begin_second_factor(staff_id=lin.pk)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_that_is_a_little_off_is_forgiven(lin: Staff, steps: int, opens: bool) -> None:
    totp, _ = enrol(lin)
    later = AT + 10 * MINUTE
    assert isinstance(answer(lin, totp.at(later + steps * STEP), later), Opened) is opens


def test_a_code_works_once(lin: Staff) -> None:
    totp, _ = enrol(lin)
    later = AT + 10 * MINUTE
    assert isinstance(answer(lin, totp.at(later), later), Opened)
    assert answer(lin, totp.at(later), later) == NotOpened()
    assert answer(lin, totp.at(later - STEP), later) == NotOpened()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "①②③④⑤⑥", "1" * 5000, "\x00"])
def test_what_is_no_code_does_not_open(lin: Staff, code: str) -> None:
    enrol(lin)
    assert answer(lin, code, AT + 10 * MINUTE) == NotOpened()


def test_a_code_may_be_typed_in_two_groups(lin: Staff) -> None:
    totp, _ = enrol(lin)
    later = AT + 10 * MINUTE
    digits = totp.at(later)
    assert isinstance(answer(lin, f" {digits[:3]} {digits[3:]} ", later), Opened)


def test_guessing_codes_makes_the_account_wait(lin: Staff) -> None:
    totp, _ = enrol(lin)
    later = AT + 10 * MINUTE
    for _ in range(5):
        # The password given right again in between does not start the count anew.
        come(at=later)
        assert answer(lin, "000000", later) == NotOpened()
    assert answer(lin, totp.at(later), later) == NotOpened()
    assert come(at=later) == NotOpened()


def test_a_recovery_code_opens_once_however_it_is_typed(lin: Staff) -> None:
    _, codes = enrol(lin)
    assert isinstance(answer(lin, codes[0].lower().replace("-", " "), AT), Opened)
    assert answer(lin, codes[0], AT) == NotOpened()
    assert isinstance(answer(lin, codes[1], AT), Opened)
    assert kinds().count("recovery_code_used") == 2


def test_recovery_codes_are_kept_as_digests_of_their_account(lin: Staff) -> None:
    _, codes = enrol(lin)
    wu = make_staff("wu", password=PASSWORD)
    enrol(wu)
    assert answer(wu, codes[0], AT) == NotOpened()
    stored = b"".join(bytes(code.digest) for code in RecoveryCode.objects.all())
    assert codes[0].encode() not in stored


def test_removing_ones_second_factor_takes_the_password(lin: Staff) -> None:
    enrol(lin)
    with pytest.raises(Refused) as refused:
        actions.remove_own_second_factor(staff_id=lin.pk, password="wrong", visit=HERE, at=AT)
    assert refused.value.code is Reason.PASSWORD_WRONG
    actions.remove_own_second_factor(staff_id=lin.pk, password=PASSWORD, visit=HERE, at=AT)
    assert come() == Opened(lin)
    assert not RecoveryCode.objects.exists()


def test_an_administrator_can_remove_a_lost_one(lin: Staff) -> None:
    enrol(lin)
    actions.remove_second_factor(staff_id=lin.pk, by=SYSTEM, at=AT)
    assert isinstance(come(), Opened)


def test_secrets_move_to_the_new_key(lin: Staff, settings: Settings) -> None:
    totp, _ = enrol(lin)
    new = crypto.new_key()
    settings.BANJIE_CONTACT_KEYS = [new, *settings.BANJIE_CONTACT_KEYS]
    assert [count for _, count in sealing.reseal()] == [1]
    assert list(sealing.reseal()) == []
    settings.BANJIE_CONTACT_KEYS = [new]
    later = AT + 10 * MINUTE
    assert isinstance(answer(lin, totp.at(later), later), Opened)


# Passwords


def change(staff: Staff, current: str, new: str) -> None:
    actions.change_own_password(staff_id=staff.pk, current=current, new=new, visit=HERE, at=AT)


def test_a_password_is_changed_by_who_knows_it(lin: Staff) -> None:
    change(lin, PASSWORD, "another horse 8 battery")
    assert come() == NotOpened()
    assert come("another horse 8 battery") == Opened(lin)


@pytest.mark.parametrize(
    ("current", "new", "reason"),
    [
        ("wrong", "another horse 8 battery", Reason.PASSWORD_WRONG),
        (PASSWORD, PASSWORD, Reason.PASSWORD_UNCHANGED),
        (PASSWORD, "short1", Reason.PASSWORD_WEAK),
        (PASSWORD, "1234567890", Reason.PASSWORD_WEAK),
        (PASSWORD, "password123", Reason.PASSWORD_WEAK),
    ],
)
def test_a_bad_change_of_password_changes_nothing(lin: Staff, current: str, new: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        change(lin, current, new)
    assert refused.value.code is reason
    assert come() == Opened(lin)


def test_guessing_the_current_password_makes_the_account_wait(lin: Staff) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            change(lin, "wrong", "another horse 8 battery")
    with pytest.raises(Refused) as refused:
        change(lin, PASSWORD, "another horse 8 battery")
    assert refused.value.code is Reason.PASSWORD_WRONG


def test_a_temporary_password_must_be_changed(lin: Staff) -> None:
    actions.set_temporary_password(staff_id=lin.pk, password="k7mh-93qd-xw2n", by=SYSTEM, at=AT)
    opened = come("k7mh-93qd-xw2n")
    assert isinstance(opened, Opened)
    assert opened.staff.must_change_password
    change(lin, "k7mh-93qd-xw2n", "another horse 8 battery")
    lin.refresh_from_db()
    assert not lin.must_change_password


def test_a_shared_password_opens_every_account_at_once_and_need_not_be_changed(lin: Staff) -> None:
    wang = make_staff("wang", password=None)
    actions.share_password(staff_ids=[lin.pk, wang.pk], password="another horse 8 battery", by=SYSTEM, at=AT)
    for who in ("lin", "wang"):
        opened = come("another horse 8 battery", username=who)
        assert isinstance(opened, Opened)
        assert not opened.staff.must_change_password


def test_a_weak_password_is_shared_with_nobody(lin: Staff) -> None:
    wang = make_staff("wang", password=None)
    with pytest.raises(Refused):
        actions.share_password(staff_ids=[wang.pk, lin.pk], password="lin", by=SYSTEM, at=AT)
    assert isinstance(come(PASSWORD), Opened)
    wang.refresh_from_db()
    assert not wang.has_usable_password()


def test_temporary_passwords_pass_the_rules_and_differ() -> None:
    made = {actions.temporary_password() for _ in range(50)}
    assert len(made) == 50
    make_staff("lin", password=made.pop())


@pytest.mark.parametrize(
    ("username", "reason"),
    [
        ("lin", Reason.USERNAME_TAKEN),
        ("LIN", Reason.USERNAME_TAKEN),
        ("l", Reason.USERNAME_NOT_PLAIN),
        ("li na", Reason.USERNAME_NOT_PLAIN),
        ("-lin", Reason.USERNAME_NOT_PLAIN),
        ("林", Reason.USERNAME_NOT_PLAIN),
        ("x" * 41, Reason.USERNAME_NOT_PLAIN),
        ("a\x00", Reason.USERNAME_NOT_PLAIN),
    ],
)
def test_usernames_are_plain_and_unique(lin: Staff, username: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        make_staff(username)
    assert refused.value.code is reason
    assert Staff.objects.count() == 1
