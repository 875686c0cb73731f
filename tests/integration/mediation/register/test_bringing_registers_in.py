"""A register of past disputes becomes disputes that are over: whole or not at all, once, no name in the open."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from demo import registers
from django.db import connection
from openpyxl import load_workbook

from banjie.cases import integrity
from banjie.cases.acting import AS_SYSTEM
from banjie.cases.models import Case, CaseText, Contact, TimelineEntry
from banjie.mediation import details as particulars
from banjie.mediation.actions import erase_due
from banjie.mediation.models import Dispute, Party, RegisterEntry, RegisterRun, RegisterState, RungStay, Seat, Side
from banjie.mediation.queries import dispute_file
from banjie.mediation.register import queries
from banjie.mediation.register.actions import proposal_for, register
from banjie.mediation.register.fields import Field
from banjie.mediation.register.mapping import RegisterMapping, Unreadable
from banjie.mediation.register.proposing import Basis
from banjie.mediation.register.reading import read_all
from banjie.mediation.register.running import Order, carry_out, look_over
from banjie.platform.tables import open_sheet, write_xlsx
from tests.integration.mediation.world import MediationWorld

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2025, 1, 10, 2, 0, tzinfo=UTC)
COMMITTEE = "Unit mediation_west"
HEADERS = (
    "编号",
    "纠纷类型",
    "当事人",
    "纠纷简况",
    "受理日期",
    "结案日期",
    "调解结果",
    "协议金额",
    "调解组织",
    "调解员",
)
AGREED = (
    "1", "邻里", "张和平与李四", "张和平家漏水，李四（13812345678）索赔", "2024/11/1", "二〇二四年十一月十日",
    "达成书面协议并当场履行", "3万5", COMMITTEE, "Mediator_Township",
)  # fmt: skip
FAILED = (
    "2",
    "农民工讨薪",
    "王某等12人与宏达建筑公司",
    "拖欠工钱",
    "2024/11/2",
    "2024/11/30",
    "调解未成，转法院",
    "",
    COMMITTEE,
    "",
)


@pytest.fixture
def mediation(transactional_db: None) -> MediationWorld:
    from tests.integration.mediation.world import make_mediation_world

    return make_mediation_world()


def write(folder: Path, *rows: tuple[Any, ...], name: str = "2024年登记簿.xlsx") -> Path:
    path = folder / name
    with path.open("wb") as stream:
        write_xlsx(stream, HEADERS, rows)
    return path


def run_of(path: Path, *, at: datetime = AT, **changes: Any) -> tuple[RegisterRun, Order]:
    opened = open_sheet(path, path.name)
    proposal = proposal_for(opened)
    content = RegisterMapping.model_validate({**proposal.content.model_dump(), **changes})
    run = register(opened, proposal, by=AS_SYSTEM, at=at)
    RegisterRun.objects.filter(id=run.id).update(mapping=content.model_dump(mode="json"))
    return run, Order(run.id, opened.sheet, content, AS_SYSTEM, lambda: at)


def bring(path: Path, **options: Any) -> RegisterRun:
    run, order = run_of(path, **options)
    carry_out(order)
    run.refresh_from_db()
    return run


def is_sound() -> bool:
    return not [found for found in integrity.verify() if not isinstance(found, int)]


def everything() -> str:
    """All that stands in the database in the open, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        told = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM \"{table}\" t")
            told.append(cursor.fetchone()[0])
    return "\n".join(told)


def test_two_disputes_come_in_as_they_ended(mediation: MediationWorld, tmp_path: Path) -> None:
    run = bring(write(tmp_path, AGREED, FAILED))
    assert (run.state, run.made, run.refused) == (RegisterState.IMPORTED, 2, 0)
    agreed, failed = Dispute.objects.order_by("case_id")
    assert (agreed.kind, agreed.ending, str(agreed.agreed)) == ("neighbours", "agreed", "35000.00")
    assert (failed.kind, failed.ending, failed.agreed) == ("wages", "no_agreement", None)
    assert (failed.people, failed.collective) == (13, True)
    assert agreed.ended_at is not None
    assert (agreed.ended_at - agreed.opened_at).days == 9
    states = list(Case.objects.order_by("id").values_list("state", "is_open", "process"))
    assert [(state, is_open) for state, is_open, _ in states] == [("finished", False), ("unsettled", False)]
    assert all(process.startswith("mediation-") for *_, process in states)
    assert {case.lead_unit_id for case in Case.objects.all()} == {mediation.committees["township"].id}
    told = RegisterEntry.objects.get(dispute=agreed)
    assert (told.form, told.performed, told.confirmed, told.number) == ("written", "kept", False, "1")
    assert [stay.how for stay in RungStay.objects.order_by("dispute_id")] == ["agreed", "without"]
    assert Seat.objects.get().mediator_id == mediation.mediators["township"]
    assert is_sound()


def test_their_timeline_tells_the_steps_of_mediation(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    steps: dict[int, list[str]] = {}
    for case_id, command in TimelineEntry.objects.order_by("case_id", "sequence").values_list("case_id", "command"):
        steps.setdefault(case_id, []).append(command)
    assert list(steps.values()) == [
        ["submit", "accept", "assign", "conclude", "file"],
        ["submit", "accept", "assign", "end_without", "file_unsettled"],
    ]


def test_whoever_heads_the_committee_can_open_the_file(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED))
    viewer = mediation.acting("township_head").viewer
    assert viewer is not None
    file = dispute_file(Dispute.objects.get().case_id, viewer, at=AT)
    assert [party.name for side in file.sides for party in side.parties] == ["张和平", "李四"]


def test_no_name_or_number_of_a_party_stands_in_the_open(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED))
    told = everything()
    for secret in ("张和平", "李四", "13812345678"):
        assert secret not in told
    text = CaseText.objects.get()
    assert text.body == "甲方家漏水，乙方（［号码］）索赔"
    assert Contact.objects.count() == 0
    party = Party.objects.order_by("number").first()
    assert party is not None
    known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
    assert known is not None
    assert known.name == "张和平"


def test_a_person_in_two_disputes_has_nothing_in_common(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, (*AGREED[:1], "合同", *AGREED[2:4], "2024/11/5", *AGREED[5:])))
    first, second = Party.objects.filter(number=1).order_by("dispute_id")
    assert bytes(first.sealed) != bytes(second.sealed)
    keys = Case.objects.values_list("submission_key", flat=True)
    assert len(set(keys)) == 2
    assert all(str(key).startswith("register:register:") for key in keys)


def test_the_same_rows_come_in_once(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    third = ("3", "合同", "赵六、钱七", "货款", "2024/12/1", "2024/12/3", "成功", "", COMMITTEE, "")
    run = bring(write(tmp_path, AGREED, FAILED, third, name="2024年登记簿（补）.xlsx"))
    assert (run.made, run.repeated) == (1, 2)
    assert Dispute.objects.count() == 3


def test_one_row_at_fault_keeps_the_whole_register_out(mediation: MediationWorld, tmp_path: Path) -> None:
    bad = ("3", "说不清", "赵六、钱七、孙八", "货款", "昨天", "2024/12/3", "成功", "10万-15万", COMMITTEE, "")
    path = write(tmp_path, AGREED, bad, FAILED)
    run, order = run_of(path)
    carry_out(order)
    run.refresh_from_db()
    assert (run.state, run.made, run.refused) == (RegisterState.EXAMINED, 0, 1)
    assert (Case.objects.count(), Dispute.objects.count(), Party.objects.count()) == (0, 0, 0)
    assert {(field, code) for field, code, _count, _first in run.found["faults"]} == {
        ("kind", "value_unknown"),
        ("parties", "sides_unclear"),
        ("received", "not_a_date"),
        ("agreed", "sum_range"),
    }
    assert "赵六" not in json.dumps(run.found, ensure_ascii=False)


def test_what_intake_does_not_take_is_a_fault_of_its_row(
    mediation: MediationWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An area that is abolished between the check and the import."""
    from banjie.mediation.register import rows as reading_rows

    read = reading_rows.RowReader.read

    def with_area_gone(self: Any, row: Any) -> Any:
        from dataclasses import replace

        found = read(self, row)
        return replace(found, area="gone") if hasattr(found, "area") and found.number == "2" else found

    monkeypatch.setattr(reading_rows.RowReader, "read", with_area_gone)
    run = bring(write(tmp_path, AGREED, FAILED))
    assert (run.state, run.refused, Dispute.objects.count()) == (RegisterState.EXAMINED, 1, 0)
    assert run.made == 0


def test_the_rows_at_fault_are_given_back_and_come_in_corrected(mediation: MediationWorld, tmp_path: Path) -> None:
    path = write(tmp_path, AGREED, (*FAILED[:4], "昨天", *FAILED[5:]))
    _, order = run_of(path)
    reading = look_over(order)
    stream = BytesIO()
    assert queries.write_report(stream, order.sheet, reading, time_zone="Asia/Shanghai") == 1
    sheet = load_workbook(stream).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:-1] == list(HEADERS)
    assert rows[1][2] == FAILED[2]
    assert "昨天" in str(rows[1][-1])
    corrected = tuple("" if cell is None else cell for cell in rows[1][:-1])
    made = bring(write(tmp_path, AGREED, (*corrected[:4], "2024/11/2", *corrected[5:])))
    assert made.made == 2


def test_parties_whose_time_is_over_are_not_kept(mediation: MediationWorld, tmp_path: Path) -> None:
    later = AT + timedelta(days=800)
    run = bring(write(tmp_path, AGREED), at=later)
    assert run.made == 1
    assert list(Party.objects.values_list("sealed", "kind")) == [(None, "person"), (None, "person")]
    assert Side.objects.count() == 2
    assert ["parties", "parties_forgotten", 1] in run.found["cautions"]
    assert erase_due([Dispute.objects.get().case_id], at=later) == 0


def test_a_mapping_is_remembered_with_the_next_register(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, (*AGREED[:1], "扯皮", *AGREED[2:])), values={Field.KIND: {"扯皮": "neighbours"}})
    path = write(tmp_path, AGREED, name="2025年登记簿.xlsx")
    proposal = proposal_for(open_sheet(path, path.name))
    assert proposal.basis is Basis.REMEMBERED
    assert proposal.content.values == {Field.KIND: {"扯皮": "neighbours"}}
    assert proposal.content.year == 2025


def test_a_whole_year_comes_in(mediation: MediationWorld, tmp_path: Path) -> None:
    path = tmp_path / "登记簿.xlsx"
    with path.open("wb") as stream:
        write_xlsx(stream, registers.HEADERS, registers.rows(400, committees=(COMMITTEE,), mediators=("nobody",)))
    run = bring(path)
    assert (run.state, run.made, run.refused) == (RegisterState.IMPORTED, 400, 0)
    assert Dispute.objects.filter(ended_at=None).count() == 0
    endings = Counter(Dispute.objects.values_list("ending", flat=True))
    assert endings["agreed"] > 300
    assert Party.objects.values("dispute").distinct().count() == 400
    assert is_sound()


def test_reading_says_what_it_left_empty(mediation: MediationWorld, tmp_path: Path) -> None:
    path = write(tmp_path, (*AGREED[:2], "张三", *AGREED[3:]))
    lenient = {Field.PARTIES: Unreadable.LEAVE_EMPTY}
    _, order = run_of(path, unreadable=lenient)
    reading = read_all(order.sheet, order.content, viewer=None, at=AT)
    assert reading.cautions["parties", "parties_left_out"] == 1
    assert reading.records[0].received == date(2024, 11, 1)
