"""A new key reaches everything that a dispute keeps sealed; what was signed stays as it is."""

from collections.abc import Iterable

import pytest
from django.db import IntegrityError, connection, transaction

from banjie.cases.contacts import binding as contact_binding
from banjie.cases.models import Contact, Follower, OwnSearch
from banjie.cases.own import binding as search_binding
from banjie.cases.publishing.joining import binding as follower_binding
from banjie.mediation import actions, queries
from banjie.mediation.actions import confirming, following_up, keeping, sessions
from banjie.mediation.actions.evidence import Item
from banjie.mediation.actions.keeping import Told
from banjie.mediation.details import Details
from banjie.mediation.models import Agreement, Minutes, Obligation
from banjie.mediation.queries.minutes import minutes_of
from banjie.mediation.sessions import reading
from banjie.platform import crypto, files, sealing
from banjie.platform.database.guards import RESEALING
from banjie.platform.sealing import Column
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import make_binding, scan
from tests.integration.mediation.sitting import arrange, begin_session, party, sign_and_lock, write
from tests.integration.mediation.world import add_parties, consent, make_begun, make_claimed, seat_alone

WHO = "township"


def whole_dispute(world) -> tuple[int, int, int]:
    """A dispute with something in every sealed column. Returns it, its locked session and its agreement."""
    case_id, (first, second) = make_begun(world)
    consent(world, case_id, first, second, to="video")
    by = world.acting(WHO)
    actions.add_companion(case_id, first, role="representative", details=Details(name="王律师"), by=by, at=AT)
    item = actions.hand_in(case_id, side="A", item=Item("收条", "付过三千元"), by=by, at=AT)
    actions.hand_in(case_id, side="B", item=Item("录音", "只给调解员听"), confided=True, by=by, at=AT)
    actions.answer_evidence(
        case_id, item, side="B", says="disputed", doubts=["genuine"], reason="签名不是本人", by=by, at=AT
    )
    actions.raise_point(case_id, text="漏水的原因", says={"A": "防水层失效"}, by=by, at=AT)
    actions.make_offer(case_id, side="A", proposal=actions.Proposal("三千元了结"), by=by, at=AT)
    session_id = sat_and_signed(world, case_id, first)
    actions.make_document(case_id, "application", typed={"requests": "赔偿三千元"}, by=by, at=AT)
    actions.ask_for_file(case_id, explanation="齐全", by=by, at=AT)
    actions.comment_figures(world.mediators[WHO], year=2026, text="多为旧案", by=by, at=AT)
    agreement_id = make_binding(world, case_id, first, second)
    kept_and_confirmed(world, case_id, (first, second))
    return case_id, session_id, agreement_id


def sat_and_signed(world, case_id: int, first: int) -> int:
    by = world.acting(WHO)
    session_id = begin_session(world, case_id, came=[first], side="A", place="溪村村委会", by_video=True)
    write(world, case_id, session_id, "最多能让到两千五百元。", speaker=str(party(first)))
    sessions.add_paper(case_id, session_id, scan=files.prepare(_picture(), name="签字页.png"), by=by, at=AT)
    sign_and_lock(world, case_id, session_id)
    other = arrange(world, case_id)
    sessions.ask_other_time(case_id, other, who=party(first), reason="当天手术", by=by, at=AT)
    sessions.cancel(case_id, other, reason="张三住院", by=by, at=AT)
    return session_id


def kept_and_confirmed(world, case_id: int, parties: tuple[int, int]) -> None:
    at = AT.replace(hour=AT.hour + 2)
    step = {"by": world.acting(WHO, at), "at": at}
    agreement = Agreement.objects.get(dispute_id=case_id)
    owed = Obligation.objects.filter(agreement=agreement).order_by("number").values_list("id", flat=True)[0]
    keeping.settle(case_id, owed, "report_breach", told=Told(said_by=parties[1], note="分文未付"), **step)
    following_up.record_visit(
        case_id, occasion="after_15_days", how="telephone", finding="partly", note="说已付一半", **step
    )
    confirming.begin_confirmation(case_id, court="青城县人民法院", ground="organisation", **step)
    row = agreement.confirmations.get()
    row.sealed = crypto.encrypt("内容不明确", bound_to=f"court-confirmation:{row.id}")
    row.save(update_fields=["sealed"])


def objected_and_stepped_aside(world) -> None:
    case_id = make_claimed(world)
    first, _ = add_parties(world, case_id)
    seat = seat_alone(world, case_id, WHO)
    actions.object_to(case_id, seat, party_id=first, reason="与对方同村", by=world.acting(WHO), at=AT)
    actions.recuse(case_id, reason="是李四的表兄", tie="relative", by=world.acting(WHO), at=AT)


def _picture() -> bytes:
    with files.open(scan().digest) as file:
        return bytes(file.read())


def opened(columns: Iterable[Column]) -> dict[tuple[str, str, int], str]:
    """Everything sealed, in plain."""
    return {
        (each.model.__name__, each.name, row.pk): crypto.decrypt(getattr(row, each.name), bound_to=each.bound_to(row))
        for each in columns
        for row in each.model._base_manager.exclude(**{each.name: None})
    }


@pytest.fixture
def sealed_dispute(mediation, settings):
    settings.BANJIE_VIDEO_SERVICE = "https://meet.example.cn"
    found = whole_dispute(mediation)
    objected_and_stepped_aside(mediation)
    Contact.objects.create(
        case_id=found[0], sealed=crypto.encrypt("{}", bound_to=contact_binding(found[0])), erase_on=AT.date()
    )
    followed(found[0])
    searched()
    return found


def searched() -> None:
    """A search for somebody's own matters that is under way; it finds no dispute either."""
    row = OwnSearch.objects.create(token_digest=bytes(32), asked_at=AT)
    row.sealed = crypto.encrypt_json({"address": "a@example.cn"}, bound_to=search_binding(row.pk))
    row.save(update_fields=["sealed"])


def followed(case_id: int) -> None:
    """A row as of a public case: disputes have no followers, but their table is sealed with the rest of `cases`."""
    row = Follower.objects.create(
        case_id=case_id,
        digest=bytes(32),
        code_digest=bytes(32),
        channel="email",
        language="zh-hans",
        since=AT,
        erase_on=AT.date(),
    )
    row.sealed = crypto.encrypt_json({"address": "a@example.cn"}, bound_to=follower_binding(row.pk))
    row.save(update_fields=["sealed"])


def test_a_new_key_reaches_every_sealed_value_and_the_old_one_may_go(mediation, sealed_dispute, settings):
    case_id, session_id, agreement_id = sealed_dispute
    of_mediation = [each for each in sealing.columns() if each.model._meta.app_label in {"mediation", "cases"}]
    before = opened(of_mediation)
    assert {(each.model.__name__, each.name) for each in of_mediation} == {key[:2] for key in before}
    new = crypto.new_key()
    settings.BANJIE_CONTACT_KEYS = [new, *settings.BANJIE_CONTACT_KEYS]
    assert sum(count for _, count in sealing.reseal()) == len(before)
    settings.BANJIE_CONTACT_KEYS = [new]
    assert opened(of_mediation) == before
    assert list(sealing.reseal()) == []

    assert minutes_of(reading.panel(case_id), session_id).lines[-1].text == "最多能让到两千五百元。"
    seen = queries.agreement(case_id, agreement_id, mediation.acting(WHO).viewer, at=AT)
    assert seen.same_text
    assert seen.draft.text.facts == "楼上卫生间漏水，致楼下吊顶损坏。"


def test_a_rotation_that_was_broken_off_goes_on_where_it_stopped(sealed_dispute, settings, monkeypatch):
    monkeypatch.setattr(sealing, "_BATCH", 2)
    settings.BANJIE_CONTACT_KEYS = [crypto.new_key(), *settings.BANJIE_CONTACT_KEYS]
    total = sum(sealing.under_older_keys(each) for each in sealing.columns())
    running = sealing.reseal()
    first = [next(running)[1] for _ in range(3)]
    running.close()
    assert sum(sealing.under_older_keys(each) for each in sealing.columns()) == total - sum(first)
    assert sum(count for _, count in sealing.reseal()) == total - sum(first)


class TestWhatWasSignedStays:
    def changes(self, token: bytes, *, resealing: bool, **more: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if resealing:
                cursor.execute("SELECT set_config(%s, 'on', true)", [RESEALING])
            Agreement.objects.exclude(binding_at=None).update(sealed_text=token, **more)

    def of_minutes(self, token: bytes, *, resealing: bool) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if resealing:
                cursor.execute("SELECT set_config(%s, 'on', true)", [RESEALING])
            Minutes._base_manager.exclude(locked_at=None).update(head=token)

    @pytest.mark.parametrize("resealing", [False, True])
    def test_a_token_of_the_same_key_is_refused_as_ever(self, sealed_dispute, resealing):
        token = crypto.encrypt("{}", bound_to="x")
        with pytest.raises(IntegrityError):
            self.changes(token, resealing=resealing)
        with pytest.raises(IntegrityError):
            self.of_minutes(token, resealing=resealing)

    def test_so_is_one_of_another_key_outside_a_rotation(self, sealed_dispute, settings):
        settings.BANJIE_CONTACT_KEYS = [crypto.new_key(), *settings.BANJIE_CONTACT_KEYS]
        token = crypto.encrypt("{}", bound_to="x")
        with pytest.raises(IntegrityError):
            self.changes(token, resealing=False)
        with pytest.raises(IntegrityError):
            self.of_minutes(token, resealing=False)

    def test_and_whatever_else_changes_with_it(self, sealed_dispute, settings):
        settings.BANJIE_CONTACT_KEYS = [crypto.new_key(), *settings.BANJIE_CONTACT_KEYS]
        with pytest.raises(IntegrityError):
            self.changes(crypto.encrypt("{}", bound_to="x"), resealing=True, digest="0" * 64)
