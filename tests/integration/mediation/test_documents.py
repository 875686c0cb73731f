"""Documents of a dispute: filled from what is on record, numbered without gaps, kept, and bound without a leak."""

import hashlib
import threading
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection, transaction
from pypdf import PdfReader

from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.documents.file import Outcome
from banjie.mediation.documents.forms import registry
from banjie.mediation.documents.making import shipped
from banjie.mediation.documents.typing_back import typed_in
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import DisputeDocument, FileBinding, FormTemplate, NumberCount
from banjie.mediation.queries import dispute_file
from banjie.mediation.queries.documents import binding_of, document_of, papers_of
from banjie.mediation.queries.filling import About, values_for
from banjie.mediation.queries.templates import template_in_force, template_lines, template_versions
from banjie.platform import files
from banjie.platform.documents.filling import FaultCode, TemplateBroken
from banjie.platform.files import FileKind, Prepared
from tests.integration.cases.world import AT
from tests.integration.mediation.world import add_parties, make_begun, make_claimed, make_dispute
from tests.unit.platform.documents.word_files import picture, word_file

WHO = "township"
RECEIPT = {"agreement_number": "（2026）1号", "payer": "张三", "payee": "李四", "performed": "付款"}
RECORD = {"place": "调解室", "began_at": AT, "words": "双方到场。", "result": "待议。"}
SECRET = "底价三万元"


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def stored(digest: str) -> bytes:
    with files.open(digest) as file:
        return file.read()


def printed(document_id: int) -> str:
    return text_of(stored(DisputeDocument.objects.get(id=document_id).pdf))


def make(world, case_id, form, *, who=WHO, **more) -> int:
    return actions.make_document(case_id, form, by=world.acting(who), at=more.pop("at", AT), **more)


def file_of(world, case_id, who=WHO):
    return dispute_file(case_id, world.acting(who).viewer, at=AT)


class TestFillingWithoutRetyping:
    def test_an_application_says_what_is_on_record(self, mediation):
        case_id, _ = make_begun(mediation)
        text = printed(make(mediation, case_id, "application", typed={"requests": "停止夜间施工。"}))
        assert all(
            each in text for each in ("张三", "李四", "13800000001", "楼上夜间装修，多次交涉无果。", "停止夜间施工。")
        )

    def test_a_single_field_can_be_written_over(self, mediation):
        case_id, _ = make_begun(mediation)
        made = make(mediation, case_id, "application", typed={"requests": "甲", "facts": "另一说法"})
        assert "另一说法" in printed(made)
        assert "楼上夜间装修" not in printed(made)

    def test_nobody_writes_a_number_or_a_field_that_the_form_has_not(self, mediation):
        case_id, _ = make_begun(mediation)
        made = make(mediation, case_id, "acceptance_register", typed={"number": "假号", "nonsense": "x"})
        assert "假号" not in printed(made)

    def test_every_form_can_be_made_once_what_it_lacks_is_given(self, mediation):
        case_id, (first, _) = make_begun(mediation)
        typed = {
            **RECEIPT,
            **RECORD,
            **dict.fromkeys(("requests", "finding", "court", "body", "reason", "disputed", "performance"), "某某"),
            "terms": [{"text": "恢复安静", "text_en": ""}],
            "exhibits": [{"name": "录音", "kind": "视听资料"}],
            "enclosures": [{"name": "协议书", "copies": "2"}],
            "agreed_on": AT.date(),
            "ended_on": AT.date(),
            "ending": "未达成协议",
            "visited_at": AT,
            "explanation": "齐全",
            "amount": Decimal("35000"),
            "phone": "1",
            "address": "溪村",
        }
        for form in registry().forms.values():
            if form.slot:
                assert make(mediation, case_id, form.key, typed=typed, about=About(party_id=first)), form.key
        assert "人民币叁万伍仟元整" in printed(DisputeDocument.objects.get(form="performance_receipt").id)

    def test_what_must_not_be_empty_is_named_and_nothing_is_kept(self, mediation):
        case_id, _ = make_begun(mediation)
        with pytest.raises(BadEntry) as caught:
            make(mediation, case_id, "agreement")
        assert (caught.value.code, caught.value.field) == ("field_missing", "disputed")
        assert not DisputeDocument.objects.exists()
        assert not NumberCount.objects.exists()

    def test_a_party_who_reads_no_chinese_gets_english_beside_it(self, mediation):
        case_id = make_claimed(mediation)
        add_parties(mediation, case_id)
        stranger = actions.add_party(
            case_id, side="B", details=Details(name="Ann Lee"), reads="en", by=mediation.acting(WHO), at=AT
        )
        two = make(mediation, case_id, "rights_notice", about=About(party_id=stranger))
        assert "Yourrights" in printed(two)
        first = file_of(mediation, case_id).parties[0].id
        one = make(mediation, case_id, "rights_notice", about=About(party_id=first))
        assert "Yourrights" not in printed(one)

    def test_who_stands_beside_a_party_is_named(self, mediation):
        case_id, (first, _) = make_begun(mediation)
        actions.add_companion(
            case_id,
            first,
            role="lawyer",
            details=Details(name="赵律师"),
            authority="general",
            by=mediation.acting(WHO),
            at=AT,
        )
        found = values_for(registry().forms["agreement"], case_id, mediation.acting(WHO).viewer, at=AT)
        assert found["parties"][0]["represented_by"] == "委托律师赵律师（一般授权）"
        assert found["copies"] == "叁"

    def test_what_a_person_typed_is_sealed_and_erased_with_the_particulars(self, mediation):
        case_id, _ = make_begun(mediation)
        made = make(mediation, case_id, "application", typed={"requests": "张三的请求"})
        row = DisputeDocument.objects.get(id=made)
        assert "张三的请求".encode() not in bytes(row.typed)
        assert typed_in(row) == {"requests": "张三的请求"}
        actions.erase_due([case_id], at=AT)
        row.refresh_from_db()
        assert typed_in(row) == {}


class TestNumbers:
    def test_numbers_run_by_committee_kind_and_year(self, mediation):
        one, other = make_begun(mediation)[0], make_begun(mediation)[0]
        county = make_begun(mediation, who="county")[0]
        made = [make(mediation, case, "acceptance_register") for case in (one, other, one)]
        made.append(make(mediation, county, "acceptance_register", who="county"))
        made.append(make(mediation, one, "acceptance_register", at=AT + timedelta(days=400)))
        year = AT.year
        short = [f"调{mediation.committees[each].id}" for each in ("township", "county")]
        assert [DisputeDocument.objects.get(id=each).number for each in made] == [
            f"（{year}）{short[0]}民受字第1号",
            f"（{year}）{short[0]}民受字第2号",
            f"（{year}）{short[0]}民受字第3号",
            f"（{year}）{short[1]}民受字第1号",
            f"（{year + 1}）{short[0]}民受字第1号",
        ]

    def test_a_document_that_fails_uses_no_number_up(self, mediation):
        case_id, _ = make_begun(mediation)
        make(mediation, case_id, "acceptance_register")
        with pytest.raises(BadEntry):
            make(mediation, case_id, "acceptance_register", typed={"facts": ""})
        assert DisputeDocument.objects.get(id=make(mediation, case_id, "acceptance_register")).count == 2

    def test_a_document_made_anew_keeps_its_number_and_takes_the_place_of_the_old(self, mediation):
        case_id, _ = make_begun(mediation)
        old = make(mediation, case_id, "acceptance_register")
        new = make(mediation, case_id, "acceptance_register", typed={"facts": "更正"}, instead_of=old)
        rows = {row.id: row for row in DisputeDocument.objects.all()}
        assert rows[old].superseded_by_id == new
        assert rows[old].number == rows[new].number
        assert [each.id for each in papers_of(file_of(mediation, case_id)).documents] == [new]
        with pytest.raises(BadEntry):
            make(mediation, case_id, "acceptance_register", instead_of=old)

    def test_the_local_rule_is_set_by_whoever_sets_up_mediation(self, mediation):
        case_id, _ = make_begun(mediation)
        pattern = "{year}-{committee}-{number:3}"
        with pytest.raises(DisputeNotFound):
            actions.set_pattern("acceptance", pattern=pattern, by=mediation.acting(WHO), at=AT)
        actions.set_pattern("acceptance", pattern=pattern, by=mediation.acting("administrator"), at=AT)
        made = DisputeDocument.objects.get(id=make(mediation, case_id, "acceptance_register"))
        assert made.number == f"{AT.year}-调{mediation.committees['township'].id}-001"
        with pytest.raises(BadEntry) as caught:
            actions.set_pattern("acceptance", pattern="第{number}号", by=mediation.acting("administrator"), at=AT)
        assert caught.value.code == "pattern_no_year"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps_and_none_twice(mediation):
    """Half of them fail after they took a number, as a crash in the middle would."""
    from banjie.mediation.actions.numbers import give_number

    unit, given, lock = mediation.committees["township"].id, [], threading.Lock()

    class Crash(Exception):
        pass

    def one(number: int) -> None:
        try:
            with transaction.atomic():
                got = give_number("agreement", unit_id=unit, year=2026)
                if number % 2:
                    raise Crash
            with lock:
                given.append(got.place)
        except Crash:
            return
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(given) == list(range(1, 9))


class TestTemplates:
    def upload(self, world, content, form="file_contents", **more):
        return actions.upload_template(
            form, content=content, name="目录.docx", by=world.acting("administrator"), at=AT, **more
        )

    GOOD = "本卷 {{ file_number }} {% for each in entries %}{{ each.name }}{% endfor %}"

    def test_an_uploaded_template_is_in_force_and_can_be_put_back(self, mediation):
        form = registry().forms["file_contents"]
        assert self.upload(mediation, word_file(self.GOOD)) == 1
        assert template_in_force(form).version == 1
        assert template_in_force(form).content != shipped("file_contents")
        admin = mediation.acting("administrator")
        assert actions.restore_template("file_contents", by=admin, at=AT) == 2
        assert template_in_force(form).content == shipped("file_contents")
        assert actions.restore_template("file_contents", version=1, by=admin, at=AT) == 3
        assert template_in_force(form).content != shipped("file_contents")
        assert [each.version for each in template_versions(form)] == [3, 2, 1, 0]
        with pytest.raises(BadEntry):
            actions.restore_template("file_contents", version=9, by=admin, at=AT)

    def test_documents_are_made_by_the_template_in_force_and_say_by_which(self, mediation):
        case_id, _ = make_begun(mediation)
        fields = registry().forms["acceptance_register"].required
        lists = {"parties": "{% for each in parties %}{{ each.name }}{% endfor %}"}
        own = word_file("本地格式", *(lists.get(each, f"{{{{ {each} }}}}") for each in sorted(fields)))
        before = make(mediation, case_id, "acceptance_register")
        self.upload(mediation, own, form="acceptance_register")
        after = make(mediation, case_id, "acceptance_register")
        versions = DisputeDocument.objects.in_bulk([before, after])
        assert [versions[each].template_version for each in (before, after)] == [0, 1]
        assert "本地格式" in printed(after)

    def test_a_broken_template_is_refused_with_every_fault_and_changes_nothing(self, mediation):
        with pytest.raises(TemplateBroken) as caught:
            self.upload(mediation, word_file("{{ file_nmber }}", "{% for each in entries %}"))
        assert [(each.code, each.paragraph) for each in caught.value.faults] == [
            (FaultCode.UNKNOWN_FIELD, 1),
            (FaultCode.CROSSES_PARAGRAPHS, 2),
            (FaultCode.FIELD_MISSING, 0),
        ]
        assert not FormTemplate.objects.exists()

    def test_a_picture_is_no_template(self, mediation):
        with pytest.raises(TemplateBroken):
            self.upload(mediation, picture())

    def test_the_same_template_again_makes_no_new_version(self, mediation):
        content = word_file(self.GOOD)
        assert self.upload(mediation, content) == self.upload(mediation, content)

    @pytest.mark.parametrize("who", [WHO, "township_head", "dispatcher", "auditor"])
    def test_nobody_else_keeps_templates(self, mediation, who):
        with pytest.raises(DisputeNotFound):
            actions.upload_template(
                "file_contents", content=word_file(self.GOOD), name="x.docx", by=mediation.acting(who), at=AT
            )

    def test_every_template_is_listed(self, mediation):
        lines = template_lines()
        assert len(lines) == len(registry().forms) + 3
        assert all(each.is_shipped for each in lines)


class TestPapers:
    def add(self, world, case_id, **more):
        given = {"slot": "identity", "title": "身份证", "content": picture("JPEG"), "name": "证.jpg"} | more
        return actions.add_paper(case_id, **given, by=world.acting(more.pop("who", WHO)), at=AT)

    def test_what_the_file_lacks_grows_less(self, mediation):
        case_id, (first, _) = make_begun(mediation)
        assert papers_of(file_of(mediation, case_id)).missing == (
            *("application", "rights_notice", "identity", "session_record"),
        )
        make(mediation, case_id, "acceptance_register")
        make(mediation, case_id, "rights_notice", about=About(party_id=first))
        self.add(mediation, case_id)
        assert papers_of(file_of(mediation, case_id)).missing == ("session_record",)

    def test_ended_without_agreement_the_notice_is_wanted(self, mediation):
        case_id, _ = make_begun(mediation)
        actions.end_without(case_id, ending="no_agreement", by=mediation.acting(WHO), at=AT)
        found = papers_of(file_of(mediation, case_id))
        assert found.outcome is Outcome.FAILED
        assert "failure_notice" in found.missing
        assert "agreement" not in found.missing

    def test_a_signed_copy_belongs_to_its_document(self, mediation):
        case_id, (first, _) = make_begun(mediation)
        made = make(mediation, case_id, "rights_notice", about=About(party_id=first))
        signed = self.add(mediation, case_id, copy_of=made, slot="evidence", title="签字件")
        found = papers_of(file_of(mediation, case_id))
        assert [(each.id, each.slot, each.side) for each in found.papers] == [(signed, "rights_notice", "A")]
        assert found.documents[0].signed == signed

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"content": word_file("x"), "name": "x.docx"}, "paper_kind"),
            ({"slot": "nonsense"}, "slot_unknown"),
            ({"side": "C"}, "side_unknown"),
            ({"title": "  "}, "title_missing"),
            ({"copy_of": 999}, "document_unknown"),
        ],
    )
    def test_what_does_not_hold_is_refused(self, mediation, more, code):
        case_id, _ = make_begun(mediation)
        with pytest.raises(BadEntry) as caught:
            self.add(mediation, case_id, **more)
        assert caught.value.code == code

    def test_a_paper_brought_in_by_mistake_goes_out_again(self, mediation):
        case_id, _ = make_begun(mediation)
        paper = self.add(mediation, case_id)
        actions.remove_paper(case_id, paper, by=mediation.acting(WHO), at=AT)
        assert papers_of(file_of(mediation, case_id)).papers == []
        with pytest.raises(BadEntry):
            actions.remove_paper(case_id, paper, by=mediation.acting(WHO), at=AT)


class TestSecrecy:
    """As somebody who wants to know what the other side said would try."""

    @pytest.fixture
    def secret(self, mediation):
        case_id, (_, second) = make_begun(mediation)
        make(mediation, case_id, "application", typed={"requests": "停工"})
        joint = make(mediation, case_id, "session_record", typed=RECORD)
        apart = make(
            mediation, case_id, "session_record", typed=RECORD | {"words": f"乙方：{SECRET}"}, about=About(side="B")
        )
        make(mediation, case_id, "address_confirmation", typed={"address": f"{SECRET}路"}, about=About(party_id=second))
        return case_id, joint, apart

    def bound(self, world, case_id, side=""):
        binding = actions.ask_for_file(case_id, side=side, explanation="齐全", by=world.acting(WHO), at=AT)
        actions.bind_file(binding, at=AT)
        return FileBinding.objects.get(id=binding)

    def test_the_copy_of_a_side_has_nothing_of_the_other(self, mediation, secret):
        case_id, *_ = secret
        for side, has in (("A", False), ("B", True), ("", True)):
            row = self.bound(mediation, case_id, side)
            assert row.fault == ""
            assert (SECRET in text_of(stored(row.pdf))) is has, side
        numbers = {each.number for each in FileBinding.objects.all()}
        assert len(numbers) == 1

    def test_the_copy_of_a_side_counts_as_if_there_were_no_more(self, mediation, secret):
        case_id, *_ = secret
        pages = {side: self.bound(mediation, case_id, side).pages for side in ("A", "B", "")}
        assert pages["A"] + 2 == pages["B"] == pages[""]
        text = text_of(stored(FileBinding.objects.get(side__letter="A").pdf))
        assert f"共{pages['A']}页" in text
        assert text.count("人民调解记录") == 2  # in the contents and on its own page

    def test_what_was_said_is_no_document_for_who_does_not_sit(self, mediation, secret):
        case_id, joint, apart = secret
        head = file_of(mediation, case_id, "township_head")
        assert {each.form.key for each in papers_of(head).documents} == {"application", "address_confirmation"}
        for document in (joint, apart):
            with pytest.raises(DisputeNotFound):
                document_of(head, document)
        with pytest.raises(DisputeNotFound):
            make(mediation, case_id, "session_record", typed=RECORD, who="township_head")
        with pytest.raises(DisputeNotFound):
            actions.ask_for_file(case_id, by=mediation.acting("township_head"), at=AT)
        row = self.bound(mediation, case_id)
        with pytest.raises(DisputeNotFound):
            binding_of(head, row.id)
        assert papers_of(head).bindings == []

    def test_a_signed_record_cannot_be_slipped_out_as_a_paper(self, mediation, secret):
        case_id, _, apart = secret
        scan = picture("JPEG")
        actions.add_paper(
            case_id, slot="", title="签字", content=scan, name="x.jpg", copy_of=apart, by=mediation.acting(WHO), at=AT
        )
        head = file_of(mediation, case_id, "township_head")
        assert papers_of(head).papers == []
        with pytest.raises(BadEntry):
            actions.add_paper(
                case_id,
                slot="",
                title="x",
                content=scan,
                name="x.jpg",
                copy_of=apart,
                by=mediation.acting("township_head"),
                at=AT,
            )

    @pytest.mark.parametrize("who", ["second", "dispatcher", "supervisor", "auditor", "county"])
    def test_others_have_no_papers_at_all(self, mediation, secret, who):
        case_id, *_ = secret
        with pytest.raises(DisputeNotFound):
            papers_of(file_of(mediation, case_id, who))
        with pytest.raises(DisputeNotFound):
            make(mediation, case_id, "application", typed={"requests": "x"}, who=who)

    def test_what_was_said_stands_in_no_table_in_the_open(self, mediation, secret):
        """Timeline, jobs, notices and all the rest: the words are in sealed columns and in the file store alone."""
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{SECRET}%"])
                assert cursor.fetchone()[0] == 0, table


class TestBinding:
    def test_a_damaged_paper_is_named_on_its_page(self, mediation):
        case_id, _ = make_begun(mediation)
        make(mediation, case_id, "application", typed={"requests": "x"})
        broken = b"%PDF-1.7\n1 0 obj\n<</Type"
        kept = files.keep(Prepared(broken, hashlib.sha256(broken).hexdigest(), "a.pdf", FileKind.PDF))
        DisputeDocument.objects.update(pdf=kept.digest)
        binding = actions.ask_for_file(case_id, by=mediation.acting(WHO), at=AT)
        actions.bind_file(binding, at=AT)
        found = binding_of(file_of(mediation, case_id), binding)
        assert (found.fault, found.about) == ("", "")
        text = text_of(stored(found.pdf))
        assert "人民调解申请书" in text
        assert "文件已损坏" in text

    def test_an_empty_file_is_not_bound(self, mediation):
        case_id, _ = make_begun(mediation)
        with pytest.raises(BadEntry) as caught:
            actions.ask_for_file(case_id, by=mediation.acting(WHO), at=AT)
        assert caught.value.code == "file_empty"

    def test_done_once_it_stays(self, mediation):
        case_id, _ = make_begun(mediation)
        make(mediation, case_id, "application", typed={"requests": "x"})
        binding = actions.ask_for_file(case_id, by=mediation.acting(WHO), at=AT)
        actions.bind_file(binding, at=AT)
        first = FileBinding.objects.get(id=binding)
        make(mediation, case_id, "acceptance_register")
        actions.bind_file(binding, at=AT + timedelta(hours=1))
        again = FileBinding.objects.get(id=binding)
        assert (first.pdf, first.finished_at) == (again.pdf, again.finished_at)
        assert first.sealed is None

    def test_a_case_before_mediation_has_no_papers_yet(self, mediation):
        case_id = make_dispute(mediation)
        assert papers_of(file_of(mediation, case_id, "township_head")).documents == []
