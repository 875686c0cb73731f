"""What a side confides to the mediators, and whoever would like to know of it: by every way there is."""

import json
from decimal import Decimal

import pytest
from django.core import serializers
from django.db import connection

from banjie.cases import queries as case_queries
from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation import actions, queries
from banjie.mediation.actions import Item, Proposal
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Dispute, Evidence, EvidenceAnswer, Offer, Point
from banjie.platform import files
from banjie.platform.actors import Actor, ActorKind
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import scan
from tests.integration.mediation.attacking import Attack
from tests.integration.mediation.world import make_begun

SECRETS = ("两万八千也能接受", "28000", "手机录音", "证明我方先动手", "录音原件.png")


@pytest.fixture
def begun(mediation):
    case_id, parties = make_begun(mediation)
    return case_id, *parties


@pytest.fixture
def confided(mediation, begun):
    """Side A confided an offer and an item of evidence; and each side has shown one of each."""
    case_id, first, _ = begun
    by = mediation.acting("township")
    open_item = Item("收据", "已付三千元", form="original")
    shown = actions.hand_in(case_id, side="A", item=open_item, party_id=first, by=by, at=AT)
    secret_file = files.store(scan_bytes(), name="录音原件.png")
    secret = actions.hand_in(
        case_id,
        side="A",
        item=Item("手机录音", "证明我方先动手", kind="recording"),
        confided=True,
        file=secret_file,
        by=by,
        at=AT,
    )
    later = actions.hand_in(case_id, side="A", item=Item("照片", "漏水痕迹"), by=by, at=AT)
    offer = actions.make_offer(case_id, side="A", proposal=Proposal("三万六千元一次付清", Decimal(36000)), by=by, at=AT)
    secret_offer = actions.make_offer(
        case_id,
        side="A",
        proposal=Proposal("两万八千也能接受", Decimal(28000)),
        confided=True,
        counter_to=None,
        by=by,
        at=AT,
    )
    counter = actions.make_offer(
        case_id, side="B", proposal=Proposal(amount=Decimal(20000)), counter_to=offer, by=by, at=AT
    )
    return {
        "case": case_id,
        "shown": shown,
        "secret": secret,
        "later": later,
        "offer": offer,
        "secret_offer": secret_offer,
        "counter": counter,
    }


def scan_bytes():
    with files.open(scan().digest) as content:
        return content.read()


def party(party_id):
    actor = Actor(ActorKind.PARTY, party_id, "", None)
    return Acting(actor, fixed=frozenset({Capacity.PARTY}))


def refused(act, code):
    with pytest.raises(BadEntry) as found:
        act()
    assert found.value.code == code


def test_the_other_side_is_shown_everything_but_that(confided):
    case_id = confided["case"]
    everything = repr(queries.evidence_shown(case_id, "B")) + repr(queries.bargaining_shown(case_id, "B"))
    for word in SECRETS:
        assert word not in everything
    assert "收据" in everything
    assert "三万六千元一次付清" in everything
    own = repr(queries.evidence_shown(case_id, "A")) + repr(queries.bargaining_shown(case_id, "A"))
    assert "手机录音" in own
    assert "28000" in own


def test_no_gap_and_no_number_tells_that_something_is_there(confided):
    case_id = confided["case"]
    assert [each.label for each in queries.evidence_shown(case_id, "B")] == ["A-1", "A-2"]
    offers = queries.bargaining_shown(case_id, "B").offers
    assert [(each.side, each.number, each.standing) for each in offers] == [("A", 1, "open"), ("B", 2, "open")]


def test_nothing_that_everybody_sees_of_the_dispute_moves_when_something_is_confided(mediation, begun):
    case_id, _, _ = begun
    by = mediation.acting("township")

    def seen():
        told = case_queries.case_file(case_id, by=by, at=AT)
        version = Dispute.objects.get(case_id=case_id).version
        return version, len(told.timeline), told.case.entries, repr(queries.bargaining_shown(case_id, "B"))

    before = seen()
    actions.make_offer(case_id, side="A", proposal=Proposal(amount=Decimal(1)), confided=True, by=by, at=AT)
    actions.hand_in(case_id, side="A", item=Item("录音", "x"), confided=True, by=by, at=AT)
    assert seen() == before


def test_whoever_only_leads_or_looks_learns_nothing(mediation, confided):
    case_id = confided["case"]
    head = mediation.acting("township_head").viewer
    seen = repr(queries.evidence_of(case_id, head, at=AT))
    assert "收据" in seen
    assert not [word for word in SECRETS if word in seen]
    with pytest.raises(DisputeNotFound):
        queries.bargaining_of(case_id, head, at=AT)
    with pytest.raises(DisputeNotFound):
        queries.evidence_file(case_id, confided["secret"], head)
    for who in ("second", "dispatcher", "auditor", "supervisor", "administrator", "handler"):
        viewer = mediation.acting(who).viewer
        for look in (queries.evidence_of, queries.bargaining_of):
            with pytest.raises(DisputeNotFound):
                look(case_id, viewer, at=AT)


def test_its_file_opens_for_no_other_side(mediation, confided):
    case_id = confided["case"]
    with pytest.raises(DisputeNotFound):
        queries.evidence_file_shown(case_id, confided["secret"], "B")
    assert queries.evidence_file_shown(case_id, confided["secret"], "A").name == "录音原件.png"
    panel = mediation.acting("township").viewer
    assert queries.evidence_file(case_id, confided["secret"], panel).digest


def test_the_other_party_cannot_touch_it_and_is_answered_as_if_it_were_not_there(begun, confided):
    case_id, _, second = begun
    other = party(second)
    missing = 10**9
    attempts = {
        "evidence_unknown": [
            lambda target: actions.answer_evidence(case_id, target, side="B", says="acknowledged", by=other, at=AT),
            lambda target: actions.show_evidence(case_id, target, leave=True, by=other, at=AT),
            lambda target: actions.withdraw_evidence(case_id, target, by=other, at=AT),
            lambda target: actions.mend_evidence(case_id, target, item=Item("x", "y"), by=other, at=AT),
        ],
        "offer_unknown": [
            lambda target: actions.reply_to_offer(case_id, target, side="B", accepts=True, by=other, at=AT),
            lambda target: actions.show_offer(case_id, target, leave=True, by=other, at=AT),
            lambda target: actions.withdraw_offer(case_id, target, by=other, at=AT),
            lambda target: actions.make_offer(
                case_id, side="B", proposal=Proposal("好"), counter_to=target, by=other, at=AT
            ),
        ],
    }
    for code, acts in attempts.items():
        real = confided["secret" if code == "evidence_unknown" else "secret_offer"]
        for act in acts:
            for target in (real, missing):
                refused(lambda act=act, target=target: act(target), code)


def test_a_party_speaks_for_its_own_side_alone(begun, confided):
    case_id, first, second = begun
    refused(
        lambda: actions.make_offer(case_id, side="A", proposal=Proposal("一元"), by=party(second), at=AT),
        "side_unknown",
    )
    refused(lambda: actions.hand_in(case_id, side="", item=Item("x", "y"), by=party(second), at=AT), "side_unknown")
    refused(
        lambda: actions.hand_in(case_id, side="B", item=Item("x", "y"), party_id=first, by=party(second), at=AT),
        "party_unknown",
    )
    with pytest.raises(DisputeNotFound):
        actions.raise_point(case_id, text="谁先动手", by=party(second), at=AT)
    with pytest.raises(DisputeNotFound):
        actions.hand_in(case_id, side="A", item=Item("x", "y"), by=party(10**9), at=AT)
    assert actions.reply_to_offer(case_id, confided["offer"], side="B", accepts=True, by=party(second), at=AT)


def test_a_party_of_another_dispute_is_nobody_here(mediation, confided):
    _, (stranger, _) = make_begun(mediation)
    with pytest.raises(DisputeNotFound):
        actions.reply_to_offer(confided["case"], confided["offer"], side="A", accepts=True, by=party(stranger), at=AT)


def test_shown_with_its_sides_leave_it_is_as_if_made_now(mediation, begun, confided):
    case_id, _, second = begun
    by = mediation.acting("township")
    later = AT.replace(hour=8)
    refused(
        lambda: actions.show_offer(case_id, confided["secret_offer"], leave=False, by=by, at=later), "leave_missing"
    )
    actions.show_offer(case_id, confided["secret_offer"], leave=True, by=by, at=later)
    actions.show_evidence(case_id, confided["secret"], leave=True, by=by, at=later)
    offers = queries.bargaining_shown(case_id, "B").offers
    assert [(each.number, each.standing, each.shown_at) for each in offers][-1] == (3, "open", later)
    assert offers[0].standing == "replaced"
    item = queries.evidence_shown(case_id, "B")[-1]
    assert (item.label, item.shown_at) == ("A-3", later)
    assert (
        actions.reply_to_offer(case_id, offers[-1].id, side="B", accepts=True, by=party(second), at=later) == "accepted"
    )


def test_no_word_or_sum_stands_in_the_clear_in_the_database(confided):
    plain = serializers.serialize("json", [*Offer.objects.all(), *Evidence.objects.all(), *Point.objects.all()])
    with connection.cursor() as cursor:
        for table in ("dispute_offer", "dispute_evidence", "case", "case_timeline"):
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            plain += cursor.fetchone()[0] or ""
    for word in SECRETS:
        assert word not in plain
        assert word.encode().hex() not in plain


def test_it_is_in_no_search_and_no_file_of_the_case(mediation, confided):
    case_id = confided["case"]
    for who in ("township", "dispatcher", "supervisor"):
        told = case_queries.case_file(case_id, by=mediation.acting(who), at=AT)
        assert not [word for word in SECRETS if word in repr(told)]
        assert not told.attachments


@pytest.mark.parametrize("who", ["township_head", "supervisor"])
def test_nothing_the_product_gives_out_holds_a_word_of_it(client, mediation, confided, who):
    """Whoever may see papers, or only how a dispute stands, tries every address there is."""
    case_id = confided["case"]
    attack = Attack(SECRETS, (case_id, confided["secret"], confided["secret_offer"]), ("A", "file"))
    client.force_login(mediation.people.get(who) or mediation.base.staff[who])
    with attack.logs():
        opened = attack.crawl(client, [f"/work/mediation/{case_id}/", f"/work/cases/{case_id}/"])
        tried = sum(attack.guess(client, only=part) for part in ("/evidence/", "/offers/", "/agreement/<int:agreement"))
    attack.database()
    attack.letters()
    assert len(opened) > 3
    assert tried > 30
    attack.holds()


def test_disputing_says_what_and_why_and_the_last_word_counts(mediation, begun, confided):
    case_id = confided["case"]
    by = mediation.acting("township")
    item = confided["shown"]
    answer = {"side": "B", "by": by, "at": AT}
    refused(lambda: actions.answer_evidence(case_id, item, says="disputed", **answer), "doubt_missing")
    refused(
        lambda: actions.answer_evidence(case_id, item, says="acknowledged", **answer | {"side": "A"}),
        "evidence_not_theirs",
    )
    actions.answer_evidence(case_id, item, says="disputed", doubts=["genuine"], reason="签名不是本人", **answer)
    refused(lambda: actions.mend_evidence(case_id, item, item=Item("x", "y"), by=by, at=AT), "evidence_answered")
    actions.answer_evidence(case_id, item, says="acknowledged", **answer | {"at": AT.replace(hour=9)})
    line = queries.evidence_of(case_id, by.viewer, at=AT)[0]
    assert [each.says for each in line.answers] == ["disputed", "acknowledged"]
    assert [each.says for each in line.latest] == ["acknowledged"]
    assert "签名不是本人" not in json.dumps(list(EvidenceAnswer.objects.values("says", "doubts")))


def test_an_original_goes_back_once_against_a_receipt(mediation, confided):
    case_id = confided["case"]
    by = mediation.acting("township")
    actions.return_evidence(case_id, confided["shown"], to="张三", receipt=scan(), by=by, at=AT)
    line = queries.evidence_of(case_id, by.viewer, at=AT)[0]
    assert (line.returned_at, line.returned_to, line.has_receipt) == (AT, "张三", True)
    assert queries.evidence_file(case_id, confided["shown"], by.viewer, receipt=True).digest == scan().digest
    refused(lambda: actions.return_evidence(case_id, confided["shown"], to="张三", by=by, at=AT), "nothing_to_return")
    refused(lambda: actions.return_evidence(case_id, confided["later"], to="张三", by=by, at=AT), "nothing_to_return")


def test_points_move_between_agreed_and_disputed(mediation, begun):
    case_id, _, _ = begun
    by = mediation.acting("township")
    point = actions.raise_point(case_id, text="漏水的原因", says={"A": "防水层失效", "B": "水管老化"}, by=by, at=AT)
    actions.raise_point(case_id, text="修缮由楼上负责", standing="agreed", by=by, at=AT)
    found = queries.bargaining_of(case_id, by.viewer, at=AT)
    assert [each.text for each in found.disputed] == ["漏水的原因"]
    assert found.disputed[0].says == {"A": "防水层失效", "B": "水管老化"}
    actions.change_point(case_id, point, standing="agreed", by=by, at=AT)
    assert [each.number for each in queries.bargaining_of(case_id, by.viewer, at=AT).agreed] == [1, 2]


def test_one_refusal_ends_an_offer_and_a_new_one_replaces_the_last(mediation, confided):
    case_id = confided["case"]
    by = mediation.acting("township")
    assert actions.reply_to_offer(case_id, confided["counter"], side="A", accepts=False, by=by, at=AT) == "refused"
    actions.make_offer(case_id, side="A", proposal=Proposal(amount=Decimal(30000)), by=by, at=AT)
    assert Offer.objects.get(id=confided["offer"]).standing == "replaced"
    assert Offer.objects.get(id=confided["secret_offer"]).standing == "open"
    refused(
        lambda: actions.make_offer(case_id, side="A", proposal=Proposal(), by=by, at=AT),
        "offer_empty",
    )
