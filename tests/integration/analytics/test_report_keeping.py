"""Reports are made once, stay as they are, and are given other words only beside their own."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from banjie.analytics import jobs
from banjie.analytics.models import Report, ReportEdit, ReportPlan
from banjie.analytics.report import gathering, keeping, plans, reading
from banjie.analytics.report.figures import ScopeKind, to_record
from banjie.analytics.report.periods import PeriodKind, containing
from banjie.analytics.report.reading import Wanted
from banjie.analytics.report.refusals import Problem, ReportRefused
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World

DAY = timedelta(days=1)
MONDAY = containing(PeriodKind.DAY, date(2026, 3, 2))
LATER = AT + 2 * DAY


def made(world: World, *, at: datetime = LATER, period=MONDAY, **options) -> int:
    asked = {"kind": ScopeKind.AREA, "path": world.county.path, "language": "zh-hans", "by": SYSTEM} | options
    return keeping.make(**asked, period=period, at=at)


def file_of(world: World, report_id: int, who: str = "supervisor"):
    viewer = world.acting(who).viewer
    assert viewer is not None
    return reading.report_file(viewer, report_id)


def text_of(file) -> str:
    return "\n".join(block.made_text for block in file.worded.blocks if block.kind == "paragraph")


def refused(problem: Problem, act, **arguments):
    with pytest.raises(ReportRefused) as error:
        act(**arguments)
    assert error.value.problem is problem


def test_a_report_tells_what_happened(world):
    walked_to_closed(world)
    walked_to_handling(world)
    text = text_of(file_of(world, made(world)))
    assert "当日收到诉求2件，较前一日增加2件" in text
    assert "办结1件" in text
    assert "期末在办1件" in text


def test_made_again_it_is_the_same_to_the_letter_whatever_became_of_its_cases(world):
    case = walked_to_handling(world)
    first = Report.objects.get(id=made(world))
    do(world, "handler", case.case_id, "return", at=AT + 3 * DAY, reason="不归我们")
    do(world, "dispatcher", case.case_id, "rule_on_return", at=AT + 3 * DAY, outcome="upheld", reason="依职责")
    do(world, "dispatcher", case.case_id, "assign", at=AT + 3 * DAY, lead=world.units["housing"].pk)
    assert made(world, at=AT + 9 * DAY) == first.pk
    subject = gathering.subject_of(ScopeKind.AREA, world.county.path)
    assert to_record(gathering.gather(subject, MONDAY, zone=keeping.zone())) == first.figures
    again = Report.objects.get(id=made(world, at=LATER, anew=True))
    assert (again.version, again.supersedes_id) == (2, first.pk)
    assert (again.figures, again.made, again.digest) == (first.figures, first.made, first.digest)


def test_a_changed_row_shows(world):
    report_id = made(world)
    assert file_of(world, report_id).unaltered
    record = Report.objects.get(id=report_id)
    record.figures["now"]["received"] = 99
    record.save()
    assert not file_of(world, report_id).unaltered


def test_no_report_on_what_is_not_over(world):
    refused(Problem.NOT_OVER, made, world=world, at=AT)
    refused(Problem.NOT_OVER, made, world=world, period=containing(PeriodKind.MONTH, date(2026, 3, 2)))


def test_a_day_without_cases_and_a_unit_without_staff_have_reports(world):
    empty = made(world, period=containing(PeriodKind.DAY, date(2026, 3, 1)))
    assert "当日未收到诉求" in text_of(file_of(world, empty))
    unit = world.units["water"]
    nobody = made(world, kind=ScopeKind.UNIT, path=unit.path)
    assert file_of(world, nobody).worded.title == f"{unit.name}每日工作情况"


@pytest.mark.parametrize("kind", PeriodKind)
def test_every_kind_is_made_by_the_same_means(world, kind):
    walked_to_closed(world)
    report_id = made(world, at=AT + 100 * DAY, period=containing(kind, date(2026, 3, 2)))
    assert "收到诉求1件" in text_of(file_of(world, report_id))


def test_edits_stand_apart_from_what_was_made(world):
    report_id = made(world)
    by = world.acting("supervisor").actor
    before = Report.objects.get(id=report_id)
    keeping.edit(report_id=report_id, key="overall.received", text="  今日平稳。\r\n另：雨天。 ", by=by, at=LATER)
    file = file_of(world, report_id)
    block = next(each for each in file.worded.blocks if each.kind == "paragraph" and each.key == "overall.received")
    assert (block.edited, block.made_text) == (
        "今日平稳。\n另：雨天。",
        "当日未收到诉求，较前一日持平，较上周同日持平，同比持平。",
    )
    assert file.edits["overall.received"].by == by.name
    after = Report.objects.get(id=report_id)
    assert (after.figures, after.made, after.digest) == (before.figures, before.made, before.digest)
    keeping.edit(report_id=report_id, key="overall.received", text="", by=by, at=LATER)
    assert file_of(world, report_id).edits == {}
    assert ReportEdit.objects.count() == 2


def test_the_made_text_sent_back_is_no_edit(world):
    report_id = made(world)
    said = next(each for each in file_of(world, report_id).worded.blocks if each.kind == "paragraph")
    keeping.edit(report_id=report_id, key=said.key, text=said.made_text, by=SYSTEM, at=LATER)
    assert not ReportEdit.objects.exists()


def test_texts_may_be_long_and_not_endless(world):
    report_id = made(world)
    long = "长" * 20_000
    keeping.edit(report_id=report_id, key="overall.received", text=long, by=SYSTEM, at=LATER)
    assert file_of(world, report_id).edits["overall.received"].text == long
    edit = {"report_id": report_id, "by": SYSTEM, "at": LATER}
    refused(Problem.TEXT_TOO_LONG, keeping.edit, key="overall.received", text=long + "长", **edit)
    refused(Problem.NO_SUCH_PARAGRAPH, keeping.edit, key="overall", text="x", **edit)


def test_what_is_released_stays_and_only_a_new_version_takes_its_place(world):
    report_id = made(world)
    by = world.acting("supervisor").actor
    keeping.release(report_id=report_id, by=by, at=LATER)
    file = file_of(world, report_id)
    assert file.worded.signature[-1] == ("签发", f"{by.name}  2026年3月4日")
    assert not file.may_edit
    refused(
        Problem.ALREADY_RELEASED, keeping.edit, report_id=report_id, key="overall.received", text="x", by=by, at=LATER
    )
    refused(Problem.ALREADY_RELEASED, keeping.release, report_id=report_id, by=by, at=LATER)
    newer = made(world, anew=True)
    assert file_of(world, report_id).newer_id == newer
    viewer = world.acting("supervisor").viewer
    assert [each.id for each in reading.reports(viewer, Wanted())] == [newer]


def test_a_replaced_version_is_not_worked_on(world):
    first = made(world)
    made(world, anew=True)
    refused(Problem.SUPERSEDED, keeping.release, report_id=first, by=SYSTEM, at=LATER)


def test_who_sees_which_reports(world):
    county = made(world)
    west = made(world, path=world.townships[0].path)
    urban = made(world, kind=ScopeKind.UNIT, path=world.units["urban"].path)
    seen = {
        who: {each for each in (county, west, urban) if file_of(world, each, who) is not None} for who in world.staff
    }
    assert seen["supervisor"] == seen["auditor"] == seen["dispatcher"] == {county, west, urban}
    assert seen["west_dispatcher"] == {west}
    assert seen["leader"] == {urban}
    for who in ("handler", "intake", "field", "administrator", "reviewer"):
        assert seen[who] == set(), who
    assert file_of(world, county, "supervisor").may_release
    assert not file_of(world, county, "auditor").may_release
    assert file_of(world, urban, "leader").may_release
    leader = world.acting("leader").viewer
    assert not reading.may(leader, Permission.REPORTS_SEE, ScopeKind.UNIT, world.units["housing"].path)


def planned(world: World, at: datetime, **changes) -> int:
    asked = {"kinds": [PeriodKind.DAY], "hour": 8, "language": "zh-hans", "by": SYSTEM} | changes
    return plans.set_plan(kind=ScopeKind.AREA, path=world.county.path, **asked, at=at)


def make_due(at: datetime) -> list[int | None]:
    return [plans.make_planned(plan_id=due.plan_id, period=due.period, at=at) for due in list(plans.due(at=at))]


def test_reports_are_made_at_their_hour_once_and_a_standstill_is_made_up_for(world):
    planned(world, AT)
    # Half past nine on Monday: Sunday's is due, Monday's is not.
    assert len(make_due(AT)) == 1
    assert make_due(AT) == []
    before_eight = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
    assert make_due(before_eight) == []
    assert len(make_due(before_eight + timedelta(minutes=10))) == 1
    assert len(make_due(AT + 6 * DAY)) == 5
    assert Report.objects.count() == 7
    assert set(Report.objects.values_list("version", flat=True)) == {1}


def test_a_plan_makes_every_kind_it_names(world):
    planned(world, AT, kinds=[PeriodKind.WEEK, PeriodKind.DAY])
    make_due(AT + 7 * DAY)
    kinds = list(Report.objects.order_by("first", "kind").values_list("kind", flat=True))
    assert kinds.count("week") == 2
    assert kinds.count("day") == 8


def test_a_plan_is_replaced_not_doubled_and_given_up_without_loss(world):
    first = planned(world, AT)
    make_due(AT)
    assert planned(world, AT + DAY, hour=20) == first
    assert ReportPlan.objects.get().hour == 20
    plans.drop_plan(plan_id=first)
    assert plans.make_planned(plan_id=first, period=MONDAY, at=LATER) is None
    assert Report.objects.count() == 1
    refused(Problem.NO_KIND, planned, world=world, at=AT, kinds=[])
    refused(Problem.BAD_HOUR, planned, world=world, at=AT, hour=24)


def test_the_job_asks_for_each_report_that_is_due_and_makes_it(world, monkeypatch):
    planned(world, AT)
    monkeypatch.setattr(clock, "now", lambda: AT + DAY)
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(jobs, "later", lambda job, **arguments: asked.append(arguments))
    jobs.reports_due()
    assert [each["first"] for each in asked] == ["2026-03-01", "2026-03-02"]
    for each in asked:
        jobs.make_report(plan_id=each["plan_id"], kind=each["kind"], first=each["first"])
        jobs.make_report(plan_id=each["plan_id"], kind=each["kind"], first=each["first"])
    assert Report.objects.count() == 2


def test_the_county_and_its_parts_add_up(world):
    taken_in(world)
    walked_to_closed(world)
    subject = gathering.subject_of(ScopeKind.AREA, world.county.path)
    figures = gathering.gather(subject, MONDAY, zone=ZoneInfo("Asia/Shanghai"))
    for groups in (figures.parts, figures.units, figures.categories):
        assert sum(each.tally.received for each in groups) == figures.now.received == 2
    assert [(each.name, each.tally.received) for each in figures.parts] == [("东镇", 0), ("西乡", 2)]
    assert sum(each.received for each in figures.days) == 2
