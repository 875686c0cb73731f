"""A mediator at work on evidence and the agreement, page by page."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from banjie.mediation import actions, queries
from banjie.mediation.actions import Item, Proposal
from banjie.mediation.models import Agreement, AgreementState, Evidence, Offer, Point
from banjie.platform import files
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import PEN, make_draft, make_read, scan
from tests.integration.mediation.world import make_begun

TERM = {"kind": "pay", "owed_by": "", "owed_to": "", "amount": "", "due": "on_date", "due_on": "", "every": "month"}


@pytest.fixture
def visit(client, mediation, monkeypatch):
    monkeypatch.setattr("banjie.platform.clock.now", lambda: AT)

    def visiting(who, path, data=None, **more):
        staff = mediation.people.get(who) or mediation.base.staff[who]
        client.force_login(staff)
        more["headers"] = {"Accept-Language": "en"} | more.get("headers", {})
        return client.get(path, **more) if data is None else client.post(path, data, **more)

    return visiting


@pytest.fixture
def begun(mediation):
    case_id, parties = make_begun(mediation)
    return case_id, *parties


def page(case_id, rest=""):
    return f"/work/mediation/{case_id}/{rest}"


def seen(answer):
    return BeautifulSoup(answer.content, "html.parser")


def row(number, **values):
    return {f"terms-{number}-{name}": value for name, value in (TERM | values).items()}


def words(**values):
    return {"form": "written", "language": "zh-hans", "currency": "CNY", "facts": "漏水", "do": "save"} | values


def test_an_agreement_from_the_first_click_to_its_signatures(mediation, visit, begun):
    case_id, first, second = begun
    assert "Nothing is written down yet" in visit("township", page(case_id, "agreement/")).content.decode()
    begin = visit("township", page(case_id, "agreement/begin/"), {"form": "written", "language": "zh-hans"})
    path = begin["Location"]
    fresh = BeautifulSoup(visit("township", path).content, "html.parser").select_one("#draft-summary")
    assert "said here as you write" in fresh.text
    assert fresh.select(".lamp") == []
    whole = (
        words(total="３，０００元")
        | {"rows": ["0", "1"]}
        | row(0, owed_by=second, owed_to=first, amount="￥3000", due_on="2027-12-30")
        | row(1, kind="refrain", owed_by=first, owed_to=second, due="lasting", what="不在业主群里再发布此事")
    )
    saved = visit("township", path, whole)
    assert saved.status_code == 302, saved.content.decode()
    agreement = Agreement.objects.get()
    assert agreement.obligations.get(number=1).amount == 3000
    shown = visit("township", page(case_id, "agreement/")).content.decode()
    assert "pays" in shown
    for step in ("read_out", "open_signing"):
        visit("township", page(case_id, f"agreement/{agreement.id}/do/{step}/"), {})
    agreement.refresh_from_db()
    assert agreement.state == "signing"
    pen = {"digest": agreement.digest, "strokes": PEN, "identity": "card", "signer": ""}
    for slot in (f"party-{first}", f"party-{second}"):
        sign = page(case_id, f"agreement/{agreement.id}/sign/{slot}/")
        assert "Read it all" in visit("township", sign).content.decode()
        assert visit("township", sign, pen | {"strokes": "M1 1"}).status_code == 422
        done = visit("township", sign, pen, follow=True)
        assert "hand the screen back" in done.content.decode()
    seat = queries.agreement(case_id, agreement.id, mediation.acting("township").viewer, at=AT).missing[0].slot.key
    visit("township", page(case_id, f"agreement/{agreement.id}/sign/{seat}/"), pen)
    paper = page(case_id, f"agreement/{agreement.id}/paper/")
    with files.open(scan().digest) as content:
        sheet = io.BytesIO(content.read())
    sheet.name = "盖章页.png"
    given = {"digest": agreement.digest, "places": ["committee|"], "scan": sheet, "identity": "known"}
    answer = visit("township", paper, given)
    assert answer.status_code == 302, answer.content.decode()
    agreement.refresh_from_db()
    assert agreement.state == "binding"
    visit("township", page(case_id, f"agreement/{agreement.id}/copies/"), {"copy": ["committee", f"party-{first}"]})
    assert agreement.copies.count() == 2
    seen = visit("township_head", page(case_id, f"agreement/{agreement.id}/read/")).content.decode()
    assert str(AgreementState.BINDING.label) in seen


def test_lines_come_and_go_and_a_debt_is_parted_without_losing_what_was_typed(mediation, visit, begun):
    case_id, first, second = begun
    agreement_id = make_draft(mediation, case_id, second, first)
    path = page(case_id, f"agreement/{agreement_id}/write/")
    typed = words(facts="打了一半") | {"rows": ["4", "2"]}
    typed |= row(4, owed_by=second, owed_to=first, amount="1000", due_on="2027-01-31", parts="3")
    typed |= row(2, owed_by=second, owed_to=first, amount="三千", due_on="2027-02-01")
    added = seen(visit("township", path, typed | {"do": "add"}))
    assert [each["value"] for each in added.select("[name=rows]")] == ["4", "2", "5"]
    assert added.select_one("[name=terms-2-amount]")["value"] == "三千"
    parted = seen(visit("township", path, typed | {"do": "parts-4"}, headers={"HX-Request": "true"}))
    assert [each["value"] for each in parted.select("[name=rows]")] == ["5", "6", "7", "2"]
    amounts = [parted.select_one(f"[name=terms-{number}-amount]")["value"] for number in (5, 6, 7)]
    days = [parted.select_one(f"[name=terms-{number}-due_on]")["value"] for number in (5, 6, 7)]
    assert amounts == ["333.33", "333.33", "333.34"]
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31"]
    dropped = seen(visit("township", path, typed | {"do": "drop-4"}))
    assert [each["value"] for each in dropped.select("[name=rows]")] == ["2"]
    refused = visit("township", path, typed | {"do": "save"})
    assert refused.status_code == 422
    assert "打了一半" in refused.content.decode()


def test_each_line_says_at_once_what_is_wrong_with_it(mediation, visit, begun):
    case_id, first, second = begun
    agreement_id = make_draft(mediation, case_id, second, first)
    path = page(case_id, f"agreement/{agreement_id}/write/")
    typed = words(do="check") | {"rows": ["0", "1"]}
    typed |= row(0, owed_by=second, owed_to=first, amount="1000", due_on="2020-01-01")
    typed |= row(1, kind="do", owed_by=first, owed_to=second, what="尽快拆除，今后不得上访", due_on="2027-02-01")
    found = seen(visit("township", path, typed, headers={"HX-Request": "true"}))
    assert "This day is over" in found.select_one("#found-0").text
    beside = found.select_one("#found-1").text
    assert "People's Mediation Law, article 3 (3)" in beside
    assert "尽快" in beside
    assert len(found.select("#found-1 [name=stands]")) == 2


class TestTicks:
    """What a mediator looked at and lets stand stays with the warning it answers, and goes with it."""

    @pytest.fixture
    def draft(self, mediation, visit, begun):
        case_id, first, second = begun
        agreement_id = make_draft(mediation, case_id, second, first)
        path = page(case_id, f"agreement/{agreement_id}/write/")

        def sending(do, what, *, ticked=(), **more):
            version = seen(visit("township", path)).select_one("[name=version]")["value"]
            typed = words(do=do) | {"rows": ["0"], "stands": list(ticked), "version": version} | more
            typed |= row(0, kind="do", owed_by=first, owed_to=second, what=what, due_on="2027-02-01")
            headers = {} if do == "save" else {"HX-Request": "true"}
            return visit("township", path, typed, headers=headers)

        sending.page = lambda: seen(visit("township", path))
        sending.agreement_id = agreement_id
        return sending

    @staticmethod
    def boxes(soup):
        return {each["value"]: each.has_attr("checked") for each in soup.select("#found-0 [name=stands]")}

    def test_a_tick_is_kept_at_once_when_the_page_is_loaded_anew(self, draft):
        assert draft("save", "尽快拆除").status_code == 302
        (key,) = self.boxes(draft.page())
        answer = seen(draft("check", "尽快拆除", ticked=[key]))
        assert self.boxes(answer) == {key: True}
        assert self.boxes(draft.page()) == {key: True}
        assert (
            draft("save", "尽快拆除", ticked=[key], version=answer.select_one("#draft-version")["value"]).status_code
            == 302
        )
        assert self.boxes(draft.page()) == {key: True}

    def test_it_stands_through_a_save_that_tidies_what_was_typed(self, draft):
        typed = "\u3000尽快拆除。\r\n  今后尽量不吵  "
        shown = self.boxes(seen(draft("check", typed)))
        assert shown
        assert draft("save", typed, ticked=list(shown)).status_code == 302
        assert self.boxes(draft.page()) == dict.fromkeys(shown, True)

    def test_it_lapses_when_what_it_is_about_changes_and_does_not_come_back(self, draft):
        draft("save", "尽快拆除")
        (key,) = self.boxes(draft.page())
        draft("save", "尽快拆除", ticked=[key])
        changed = self.boxes(seen(draft("check", "尽快搬走", ticked=[key])))
        assert changed
        assert key not in changed
        assert not any(changed.values())
        draft("save", "尽快搬走", ticked=[key])
        assert not any(self.boxes(draft.page()).values())
        draft("save", "尽快拆除")
        assert self.boxes(draft.page()) == {key: False}

    def test_taken_away_it_is_gone_too(self, draft):
        draft("save", "尽快拆除")
        (key,) = self.boxes(draft.page())
        draft("check", "尽快拆除", ticked=[key])
        draft("check", "尽快拆除")
        assert self.boxes(draft.page()) == {key: False}

    def test_a_tick_voids_no_signature_and_changes_no_text(self, mediation, draft):
        draft("save", "尽快拆除")
        before = Agreement.objects.get(id=draft.agreement_id)
        (key,) = self.boxes(draft.page())
        draft("check", "另写一句，尽快", ticked=[key])
        after = Agreement.objects.get(id=draft.agreement_id)
        assert (after.state, after.digest) == (before.state, before.digest)
        assert "尽快拆除" in str(draft.page())

    def test_where_somebody_else_wrote_meanwhile_nothing_is_kept_and_saving_says_so(self, draft):
        draft("save", "尽快拆除")
        (key,) = self.boxes(draft.page())
        answer = seen(draft("check", "尽快拆除", ticked=[key], version="1"))
        assert answer.select_one("#draft-version")["value"] == "1"
        assert self.boxes(draft.page()) == {key: False}
        assert draft("save", "尽快拆除", ticked=[key], version="1").status_code == 422


def test_two_mediators_at_one_draft(mediation, visit, begun):
    case_id, first, second = begun
    agreement_id = make_draft(mediation, case_id, second, first)
    path = page(case_id, f"agreement/{agreement_id}/write/")
    version = seen(visit("township", path)).select_one("[name=version]")["value"]
    typed = words(version=version, facts="我的版本") | {"rows": ["0"]}
    typed |= row(0, owed_by=second, owed_to=first, amount="1000", due_on="2027-02-01")
    assert visit("township", path, typed).status_code == 302
    answer = visit("township", path, typed | {"facts": "他的版本"})
    assert answer.status_code == 422
    assert "Somebody else has changed this dispute" in answer.content.decode()
    assert "他的版本" in answer.content.decode()


def test_a_text_that_changed_while_the_screen_was_handed_over(mediation, visit, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first)
    sign = page(case_id, f"agreement/{agreement_id}/sign/party-{first}/")
    answer = visit("township", sign, {"digest": "0" * 64, "strokes": PEN, "identity": "card", "signer": ""})
    assert answer.status_code == 422
    assert "has changed since it was read out" in answer.content.decode()
    assert digest in answer.content.decode()


def test_an_oral_agreement_by_form(mediation, visit, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first, form="oral")
    for party in (first, second):
        answer = visit(
            "township",
            page(case_id, f"agreement/{agreement_id}/yes/party-{party}/"),
            {"digest": digest, "identity": "known", "signer": ""},
        )
        assert answer.status_code == 302, answer.content.decode()
    assert Agreement.objects.get().state == "binding"


def test_points_and_offers_by_form(mediation, visit, begun):
    case_id, _, _ = begun
    visit(
        "township", page(case_id, "points/add/"), {"text": "漏水原因", "standing": "disputed", "says_A": "防水层失效"}
    )
    point = Point.objects.get()
    visit("township", page(case_id, f"points/{point.id}/agreed/"), {})
    shown = seen(visit("township", page(case_id, "agreement/")))
    columns = [each.text for each in shown.select(".point-columns > div")]
    assert "漏水原因" in columns[0]
    assert "漏水原因" not in columns[1]
    visit("township", page(case_id, "offers/add/"), {"side": "A", "amount": "36,000", "text": "一次付清"})
    offer = Offer.objects.get()
    visit("township", page(case_id, f"offers/{offer.id}/counter/"), {"side": "B", "amount": "20000"})
    visit("township", page(case_id, f"offers/{offer.id}/reply/B/no/"), {})
    shown = visit("township", page(case_id, "agreement/")).content.decode()
    assert "36,000.00" in shown
    assert "answers 1" in shown
    offer.refresh_from_db()
    assert offer.standing == "refused"


def test_what_was_said_is_the_mediators_alone_and_papers_are_the_committees(mediation, visit, begun):
    case_id, _, _ = begun
    by = mediation.acting("township")
    actions.make_offer(case_id, side="A", proposal=Proposal("两万八千"), confided=True, by=by, at=AT)
    secret = actions.hand_in(case_id, side="A", item=Item("录音", "先动手"), confided=True, file=scan(), by=by, at=AT)
    assert "两万八千" in visit("township", page(case_id, "agreement/")).content.decode()
    head = visit("township_head", page(case_id, "agreement/")).content.decode()
    head += visit("township_head", page(case_id, "evidence/")).content.decode()
    assert "两万八千" not in head
    assert "录音" not in head
    assert visit("township", page(case_id, f"evidence/{secret}/file/")).status_code == 200
    offer = Offer.objects.get().id
    closed = [
        f"evidence/{secret}/file/",
        f"evidence/{secret}/show/",
        f"evidence/{secret}/mend/",
        f"offers/{offer}/show/",
        "offers/add/",
        "points/add/",
        "agreement/begin/",
    ]
    for rest in closed:
        assert visit("township_head", page(case_id, rest)).status_code == 404, rest
    for who in ("second", "dispatcher", "auditor", "supervisor", "administrator", "handler", "county"):
        for rest in ("evidence/", "evidence/bundle.pdf", "agreement/", f"evidence/{secret}/file/"):
            assert visit(who, page(case_id, rest)).status_code == 404, (who, rest)


def test_the_register_by_form_and_as_one_pdf(mediation, visit, begun):
    case_id, _, _ = begun
    with files.open(scan().digest) as content:
        picture = content.read()
    upload = io.BytesIO(picture)
    upload.name = "收据.png"
    item = {"name": "收据一张", "shows": "已付三千元", "kind": "document", "form": "original", "pages": "1"}
    answer = visit("township", page(case_id, "evidence/add/A/"), item | {"file": upload})
    assert answer.status_code == 302, answer.content.decode()
    visit("township", page(case_id, "evidence/add/B/"), item | {"name": "钥匙一把", "kind": "object"})
    by = mediation.acting("township")
    actions.hand_in(
        case_id, side="A", item=Item("密录", "x"), confided=True, file=files.store(picture, name="a.png"), by=by, at=AT
    )
    first = Evidence.objects.filter(confided=False).order_by("id").first()
    said = {"side": "B", "says": "disputed", "doubts": ["genuine"], "reason": "不是本人签名"}
    assert visit("township", page(case_id, f"evidence/{first.id}/answer/"), said).status_code == 302
    assert visit("township", page(case_id, f"evidence/{first.id}/return/"), {"to": "张三"}).status_code == 302
    shown = visit("township", page(case_id, "evidence/")).content.decode()
    assert "不是本人签名" in shown
    assert "given back to 张三" in shown
    made = visit("township", page(case_id, "evidence/bundle.pdf"))
    assert made["Content-Type"] == "application/pdf"
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(made.content)).pages)
    assert "收据一张" in text
    assert "钥匙一把" in text
    assert "密录" not in text
    assert "page 1 of 1" in text
