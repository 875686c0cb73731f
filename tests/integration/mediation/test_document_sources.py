"""Documents filled from the other parts of mediation: agreements, minutes, evidence; and what must not slip in."""

from datetime import timedelta

import pytest

from banjie.cases import actions as cases
from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.documents.forms import registry
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import DisputeDocument, FileBinding
from banjie.mediation.queries.filling import About, values_for
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import make_binding
from tests.integration.mediation.sitting import THEN, begin_session, draft, sign_and_lock, write
from tests.integration.mediation.test_documents import WHO, make, printed, stored, text_of
from tests.integration.mediation.world import make_begun, seat_alone
from tests.unit.platform.documents.word_files import picture

SECRET = "底价三万元"


def hand_in(world, case_id, name, *, confided=False, side="A"):
    actions.hand_in(
        case_id,
        side=side,
        item=actions.Item(name=name, shows="证明噪声", pages=2),
        confided=confided,
        by=world.acting(WHO),
        at=AT,
    )


def test_an_agreement_is_filled_as_it_was_signed(mediation):
    case_id, (first, second) = make_begun(mediation)
    make_binding(mediation, case_id, first, second)
    text = printed(make(mediation, case_id, "agreement", typed={"disputed": "赔偿数额"}))
    for words in ("楼上卫生间漏水", "3,000.00", "银行转账", "不在业主群里再发布此事", "张三", "赔偿数额"):
        assert words in text


def test_a_record_is_filled_from_the_minutes_and_belongs_to_whom_the_session_belonged(mediation):
    case_id, (first, second) = make_begun(mediation)
    joint = begin_session(mediation, case_id, came=(first, second))
    write(mediation, case_id, joint, "双方同意休会")
    sign_and_lock(mediation, case_id, joint)
    apart = begin_session(mediation, case_id, side="B", came=(second,))
    write(mediation, case_id, apart, f"乙方说{SECRET}")
    typed = {"result": "待议", "place": "调解室"}
    open_one = make(mediation, case_id, "session_record", typed=typed, about=About(other_id=joint), at=THEN)
    hidden = make(mediation, case_id, "session_record", typed=typed, about=About(side="A", other_id=apart), at=THEN)
    assert "双方同意休会" in printed(open_one)
    assert SECRET in printed(hidden)
    rows = DisputeDocument.objects.in_bulk([open_one, hidden])
    assert rows[open_one].side is None
    assert rows[hidden].side.letter == "B"
    with pytest.raises(BadEntry):
        make(mediation, case_id, "session_record", typed=typed, about=About(other_id=999_999), at=THEN)


def test_a_record_names_who_sat_then_and_what_came_of_it_whoever_has_the_matter_now(mediation):
    case_id, (first, second) = make_begun(mediation)
    joint = begin_session(mediation, case_id, came=(first, second), place="溪村会议室")
    write(mediation, case_id, joint, "双方陈述经过")
    drafts = [draft("未达成一致，移送上一级", heading="result", position=2)]
    sessions.write_lines(case_id, joint, drafts=drafts, by=mediation.acting("township"), at=THEN)
    sign_and_lock(mediation, case_id, joint)
    later = THEN + timedelta(days=1)
    actions.go_up(case_id, reason="双方分歧较大", by=mediation.acting("township"), at=later)
    cases.perform(case_id, "claim", by=mediation.acting("county"), at=later)
    seat_alone(mediation, case_id, "county")
    about = About(other_id=joint)
    filled = values_for(
        registry().forms["session_record"], case_id, mediation.acting("county").viewer, at=later, about=about
    )
    assert filled["mediators"] == mediation.people["township"].name
    assert filled["committee"] == mediation.committees["township"].name
    assert filled["result"] == "未达成一致，移送上一级"
    assert filled["words"].endswith("双方陈述经过")


def test_an_application_is_of_the_day_on_which_the_matter_came_in(mediation):
    case_id, _ = make_begun(mediation)
    later = AT + timedelta(days=40)
    filled = values_for(registry().forms["application"], case_id, mediation.acting(WHO).viewer, at=later)
    assert filled["applied_on"] == AT.date()


def test_what_was_confided_is_in_no_list_of_evidence(mediation):
    case_id, _ = make_begun(mediation)
    hand_in(mediation, case_id, "噪声录音")
    hand_in(mediation, case_id, f"{SECRET}便条", confided=True, side="B")
    text = printed(make(mediation, case_id, "evidence_list"))
    assert "噪声录音" in text
    assert SECRET not in text


def test_making_documents_does_not_move_the_number_that_every_side_sees(mediation):
    from banjie.mediation.models import Dispute

    case_id, _ = make_begun(mediation)
    before = Dispute.objects.get(case_id=case_id).version
    typed = {"place": "室", "began_at": AT, "words": SECRET, "result": "无"}
    make(mediation, case_id, "session_record", typed=typed, about=About(side="B"))
    actions.add_paper(
        case_id,
        slot="evidence",
        title="便条",
        side="B",
        content=picture("JPEG"),
        name="x.jpg",
        by=mediation.acting(WHO),
        at=AT,
    )
    actions.ask_for_file(case_id, by=mediation.acting(WHO), at=AT)
    assert Dispute.objects.get(case_id=case_id).version == before


def test_confided_evidence_is_bound_into_the_files_of_its_side_and_the_mediators_alone(mediation):
    from banjie.mediation.models import Evidence
    from banjie.platform import files

    case_id, _ = make_begun(mediation)
    make(mediation, case_id, "application", typed={"requests": "停工"})
    hand_in(mediation, case_id, f"{SECRET}便条", confided=True, side="B")
    Evidence.objects.update(digest=files.store(picture("JPEG"), name="x.jpg").digest)
    for side, has in (("A", False), ("B", True), ("", True)):
        binding = actions.ask_for_file(case_id, side=side, by=mediation.acting(WHO), at=AT)
        actions.bind_file(binding, at=AT)
        row = FileBinding.objects.get(id=binding)
        assert row.fault == ""
        assert (SECRET in text_of(stored(row.pdf))) is has, side


def test_what_was_said_apart_is_signed_by_who_was_there_and_tells_nothing_of_the_others(mediation):
    case_id, (_first, second) = make_begun(mediation)
    apart = begin_session(mediation, case_id, side="B", came=(second,))
    write(mediation, case_id, apart, "乙方单独陈述")
    about = About(other_id=apart)
    viewer = mediation.acting("township").viewer
    filled = values_for(registry().forms["session_record"], case_id, viewer, at=THEN, about=about)
    assert [each["place"] for each in filled["parties"]] == ["乙方"]
    assert [each["role"] for each in filled["signers"]] == [f"乙方{filled['parties'][0]['name']}"]
    assert filled["present"] == "无"


def test_those_who_sign_are_named_by_their_place_and_the_seal_has_no_line(mediation):
    case_id, (first, second) = make_begun(mediation)
    make_binding(mediation, case_id, first, second)
    viewer = mediation.acting("township").viewer
    filled = values_for(registry().forms["agreement"], case_id, viewer, at=AT)
    names = [each["name"] for each in filled["parties"]]
    roles = [f"甲方{names[0]}", f"乙方{names[1]}", f"人民调解员{mediation.people['township'].name}"]
    assert [each["role"] for each in filled["signers"]] == roles


def test_evidence_is_told_by_the_places_of_the_parties(mediation):
    case_id, _parties = make_begun(mediation)
    hand_in(mediation, case_id, "录音整理稿")
    viewer = mediation.acting("township").viewer
    filled = values_for(registry().forms["evidence_list"], case_id, viewer, at=AT)
    assert [(each["from_whom"], each["answer"]) for each in filled["exhibits"]] == [("甲方", "未表示意见")]
    assert filled["taken_by"] == mediation.people["township"].name


def test_papers_of_the_same_form_are_told_apart_in_the_contents(mediation):
    case_id, (first, second) = make_begun(mediation)
    for party in (first, second):
        make(mediation, case_id, "rights_notice", about=About(party_id=party))
    binding_id = actions.ask_for_file(case_id, by=mediation.acting("township"), at=AT)
    actions.bind_file(binding_id, at=AT)
    text = text_of(stored(FileBinding.objects.get(id=binding_id).pdf))
    assert "权利义务告知书（甲方）" in text
    assert "权利义务告知书（乙方）" in text
