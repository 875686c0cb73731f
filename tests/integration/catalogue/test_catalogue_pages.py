"""What an editor does on the pages, from a change to its publication."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from banjie.catalogue import actions, queries
from banjie.catalogue.comparing import SubjectWithOutcome
from banjie.catalogue.editing import RemoveRule
from banjie.core.routing import Subject
from banjie.organisations.queries import unit_by_code
from banjie.platform.actors import Actor, ActorKind
from banjie.web.catalogue.views import drafts
from tests.integration.catalogue.making import AT, form_fields, make_county, signed_in, soup, text
from tests.unit.catalogue.sample_catalogue import content

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.catalogue.addresses")]

WANG = Actor(ActorKind.STAFF, 99, "王强")


@pytest.fixture
def client() -> Client:
    make_county()
    return signed_in()


def at(name: str, *arguments: Any) -> str:
    return reverse(f"catalogue:{name}", args=arguments)


def draft() -> queries.Draft:
    found = queries.draft()
    assert found is not None
    return found


def send(client: Client, url: str, **changed: Any) -> Any:
    """Opens a form, changes what is given, sends it, and follows where it leads."""
    return client.post(url, form_fields(client.get(url)) | changed, follow=True)


def press(client: Client, url: str, **given: Any) -> Any:
    found = queries.draft()
    return client.post(url, {"revision": found.revision if found else 0, **given}, follow=True)


# Looking


def test_the_tree_shows_every_category_with_what_is_most_asked(client: Client) -> None:
    page = client.get(at("overview"))
    rows = {
        row.find("a").get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in soup(page).select("tbody tr")
    }
    assert len(rows) == 7
    assert rows["Street lamp out"][1:] == ["Report", "General", "Fast", "3 working days", "2", ""]
    assert rows["井盖缺失"][2] == "Elevated"


@pytest.mark.parametrize(("words", "found"), [("ldbl", ["Street lamp out"]), ("井盖", ["井盖缺失"]), ("%", [])])
def test_the_search_shows_what_is_found(client: Client, words: str, found: list[str]) -> None:
    page = client.get(at("overview"), {"q": words})
    assert [link.get_text() for link in soup(page).select("tbody .row-link")] == found
    if not found:
        assert "No category is called so" in text(page)


def test_a_category_shows_its_questions_limits_and_rules(client: Client) -> None:
    page = text(client.get(at("category", "UM0301")))
    assert "几盏？ Must be answered A number · 1 to 200" in page
    assert "Only if lamps <= 2" in page
    assert "Handle 3 working days 3 working days 4 hours 3 working days" in page
    assert "Street lighting · 城关街道 城管局 · County lamps_town" in page
    assert "Place required Yes from above" in page


def test_a_category_without_rules_says_where_its_cases_go(client: Client) -> None:
    actions.publish_content(content=content(rules=[]), note="x", by=WANG, at=AT)
    assert "None: its cases go to the centre's dispatcher." in text(client.get(at("category", "UM0301")))


def test_type_ahead_finds_categories_and_areas(client: Client) -> None:
    found = client.get(at("category-options"), {"q": "ldb"}).json()["options"]
    assert [option["value"] for option in found] == ["UM0301"]
    found = client.get(at("area-options"), {"q": "城关"}).json()["options"]
    assert found == [{"value": "QH01", "label": "城关街道", "detail": "QH01 Township"}]
    assert client.get(at("area-options")).json() == {"options": []}


# Changing


def test_the_first_change_begins_a_draft_and_leaves_what_is_in_force(client: Client) -> None:
    page = send(client, at("category-change", "UM0301"), name="灯不亮", keywords="黑灯，瞎灯", sensitive="yes")
    entry = next(entry for entry in draft().content.categories if entry.code == "UM0301")
    assert (entry.name, entry.keywords, entry.sensitive) == ("灯不亮", ("黑灯", "瞎灯"), True)
    assert entry.questions == content().categories[2].questions
    assert queries.current().content == content()
    assert "Saved in the draft." in text(page)
    assert "Draft with 1 change" in text(page)
    assert draft().edited_by == "李敏"


def test_sending_a_form_as_it_is_changes_nothing(client: Client) -> None:
    for url in (at("category-change", "UM0301"), at("question", "UM0301", "pole"), at("limits"), at("rule", "lamps")):
        send(client, url)
    assert draft().content == content()


def test_a_category_is_added_below_another(client: Client) -> None:
    page = send(client, at("category-new") + "?below=UM03", code="UM0309", name="景观灯", default_level="urgent")
    assert page.redirect_chain[-1][0] == at("category", "UM0309")
    added = draft().content.categories[4]
    assert (added.code, added.parent, added.default_level) == ("UM0309", "UM03", "urgent")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"code": "UM03", "name": "x"}, "This code is given already."),
        ({"code": "a-b", "name": "x"}, "Use letters, digits and underscores only."),
        ({"code": "X", "name": " "}, "This field is required."),
        ({"code": "X", "name": "a\0"}, "Null characters are not allowed."),
    ],
)
def test_a_category_that_cannot_be_is_refused_beside_its_cause(
    client: Client, values: dict[str, str], words: str
) -> None:
    page = client.post(at("category-new"), values | {"revision": 0, "keywords": "留着"})
    assert page.status_code == 422
    assert words in text(page)
    assert "留着" in page.content.decode()
    assert queries.draft() is None


def test_a_category_moves_with_those_below(client: Client) -> None:
    send(client, at("category-move", "UM03"), parent="DP")
    assert next(e.parent for e in draft().content.categories if e.code == "UM03") == "DP"
    page = client.post(at("category-move", "DP"), {"parent": "UM03", "before": "", "revision": draft().revision})
    assert page.status_code == 422


def test_a_category_is_retired_put_back_and_removed(client: Client) -> None:
    press(client, at("category-retirement", "UM03"))
    assert [e.code for e in draft().content.categories if not e.active] == ["UM03", "UM0301", "UM0303"]
    page = press(client, at("category-return", "UM0301"))
    assert "The category above is out of use." in text(page)
    press(client, at("category-return", "UM03"))
    assert [e.code for e in draft().content.categories if not e.active] == ["UM0301", "UM0303"]
    page = press(client, at("category-removal", "UM05"))
    assert "It has been published" in text(page)
    send(client, at("category-new"), code="NEW", name="新的", process="standard")
    assert press(client, at("category-removal", "NEW")).redirect_chain[-1][0] == at("overview")
    assert "NEW" not in [e.code for e in draft().content.categories]


def test_a_question_is_added_changed_moved_and_removed(client: Client) -> None:
    def asked() -> list[str]:
        entry = next(entry for entry in draft().content.categories if entry.code == "UM0301")
        return [question.key for question in entry.questions]

    new = {
        "key": "colour",
        "label": "灯光颜色",
        "type": "choice",
        "options": "white=白\nyellow=黄",
        "options_en": "white=White",
    }
    send(client, at("question-new", "UM0301"), **new)
    assert asked() == ["lamps", "pole", "colour"]
    press(client, at("question-place", "UM0301", "colour"), by="-1")
    assert asked() == ["lamps", "colour", "pole"]
    send(client, at("question", "UM0301", "colour"), label="颜色", required="on")
    entry = next(entry for entry in draft().content.categories if entry.code == "UM0301")
    assert (entry.questions[1].label, entry.questions[1].required) == ("颜色", True)
    press(client, at("question-removal", "UM0301", "lamps"))
    assert asked() == ["colour", "pole"]
    page = client.get(at("draft"))
    assert "No question lamps comes before it here." in text(page)
    assert "What is marked must be mended first." in text(page)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"shown_if": "lamps ~ 3"}, "“lamps ~ 3” is no condition."),
        ({"shown_if": "nothing = 3"}, "No question nothing comes before it here."),
        ({"type": "choice", "options": "only=一个"}, "A choice needs at least two options."),
        ({"type": "choice", "options": "甲"}, "“甲” is no option."),
        ({"key": "lamps"}, "Another question here has this key."),
        ({"key": "Größe"}, "Use letters, digits and underscores only."),
        ({"minimum": "few"}, "Write a number or a date"),
        ({"type": "number", "minimum": "5", "maximum": "2"}, "The smallest is larger than the largest."),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_beside_its_cause(
    client: Client, values: dict[str, str], words: str
) -> None:
    page = client.post(
        at("question-new", "UM0301"), {"key": "q", "label": "问", "type": "text", "revision": 0, **values}
    )
    assert page.status_code == 422
    assert words in text(page)
    assert queries.draft() is None


def test_limits_are_set_and_taken_away(client: Client) -> None:
    send(client, at("category-limits", "UM03"), **{"urgent-handle": "6h", "any-handle": ""})
    own = {entry.key: str(entry.target) for entry in draft().content.targets if entry.category == "UM03"}
    assert own == {"UM03.urgent.handle": "6h"}
    send(client, at("limits"), **{"any-review": "１ 个工作日"})
    assert next(str(e.target) for e in draft().content.targets if e.key == "*.*.review") == "1wd"


def test_a_limit_that_cannot_be_read_is_refused_and_kept_as_typed(client: Client) -> None:
    page = client.post(at("limits"), {"any-handle": "soon", "revision": 0})
    assert page.status_code == 422
    assert "“soon” is no time limit." in text(page)
    assert soup(page).find("input", {"name": "any-handle"})["value"] == "soon"  # type: ignore[index]
    assert queries.draft() is None


def test_an_empty_cell_shows_what_holds_without_it(client: Client) -> None:
    page = soup(client.get(at("category-limits", "UM0301")))
    assert page.find("input", {"name": "general-handle"})["placeholder"] == "3wd"  # type: ignore[index]
    assert page.find("input", {"name": "urgent-handle"})["value"] == "4h"  # type: ignore[index]


# Rules


def order() -> list[str]:
    return [rule.id for rule in draft().content.rules]


def test_a_rule_is_added_at_its_place_moved_changed_and_removed(client: Client) -> None:
    send(
        client,
        at("rule-new") + "?category=UM05",
        place="1",
        unit_role="street_lighting",
        kinds=["report", "complaint"],
        answers="owner = water",
    )
    assert order() == ["R1", "cover_power", "lamps_town", "lamps", "hard"]
    made = draft().content.rules[0]
    assert (made.category, made.kinds, made.answers[0].values) == ("UM05", ("report", "complaint"), ("water",))
    press(client, at("rule-place", "R1"), by="1")
    assert order()[:2] == ["cover_power", "R1"]
    send(client, at("rule", "R1"), place="5", note="水", area="QH01", area_level="county")
    assert order()[-1] == "R1"
    assert (draft().content.rules[-1].area, draft().content.rules[-1].note) == ("QH01", "水")
    press(client, at("rule-removal", "R1"))
    assert order() == ["cover_power", "lamps_town", "lamps", "hard"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"unit_role": "Not This"}, "Use letters, digits and underscores only."),
        ({"answers": "owner ~ 1"}, "is no condition"),
        ({"place": "0"}, "greater than or equal to 1"),
        ({"kinds": ["wish"]}, "wish is not one of the available choices"),
        ({"category": "U M"}, "Use letters, digits and underscores only."),
    ],
)
def test_a_rule_that_cannot_be_is_refused(client: Client, values: dict[str, Any], words: str) -> None:
    page = client.post(at("rule-new"), {"unit_role": "street_lighting", "place": "1", "revision": 0, **values})
    assert page.status_code == 422
    assert words in text(page)


def test_the_list_says_which_rules_are_odd(client: Client) -> None:
    send(client, at("rule-new"), place="9", unit_role="heating", category="UM0301", area="QH01")
    row = soup(client.get(at("rules"))).find(id="R1")
    assert row is not None
    assert "No unit has the duty “heating”" in row.get_text()
    assert "Rule lamps_town before it takes every case" in row.get_text()


@pytest.mark.parametrize(
    ("words", "found"), [("城关", ["lamps_town", "lamps"]), ("DP", ["hard"]), ("power", ["cover_power"]), ("zz", [])]
)
def test_rules_are_found_by_what_their_row_says(client: Client, words: str, found: list[str]) -> None:
    page = soup(client.get(at("rules"), {"q": words}))
    assert [str(row["id"]) for row in page.select("tbody tr")] == found


# Trying


def test_trying_a_case_says_where_it_goes_and_why(client: Client) -> None:
    page = text(client.get(at("try"), {"category": "UM0301", "area": "QH01"}))
    assert "It goes to 城管局" in page
    assert "Rule lamps_town matched: category, area." in page
    assert "To be handled in 3 working days" in page


def test_trying_asks_the_questions_and_takes_the_answers(client: Client) -> None:
    page = client.get(at("try"), {"category": "UM0501"})
    assert "It goes to the centre's dispatcher" in text(page)
    assert "cover_power other answers owner = power" in text(page)
    page = client.get(at("try"), {"category": "UM0501", "area": "QH", "answer-owner": "power"})
    assert "It goes to 城管局" in text(page)
    page = client.get(at("try"), {"category": "UM0301", "answer-lamps": "many"})
    assert "Write a number." in text(page)
    page = client.get(at("try"), {"category": "UM0301", "answer-lamps": "900"})
    assert "The largest is 200." in text(page)


def test_trying_what_is_not_there_says_so(client: Client) -> None:
    assert "There is no such category." in text(client.get(at("try"), {"category": "XX"}))
    assert client.get(at("try"), {"category": "UM0301", "kind": "wish"}).status_code == 200


# Two at once


def test_what_somebody_changed_meanwhile_is_not_overwritten(client: Client) -> None:
    actions.start_draft(by=WANG, at=AT)
    fields = form_fields(client.get(at("category-change", "UM0301")))
    actions.change_draft(edit=RemoveRule("hard"), revision=1, by=WANG, at=AT)
    page = client.post(at("category-change", "UM0301"), fields | {"name": "灯不亮"})
    assert page.status_code == 422
    assert "王强 changed the draft meanwhile." in text(page)
    assert soup(page).find("input", {"name": "name"})["value"] == "灯不亮"  # type: ignore[index]
    assert draft().revision == 2
    # Sent again, now that it was seen.
    page = client.post(at("category-change", "UM0301"), form_fields(page), follow=True)
    assert "Saved in the draft." in text(page)
    assert "hard" not in order()


def test_a_draft_begun_meanwhile_is_not_overwritten(client: Client) -> None:
    fields = form_fields(client.get(at("rule", "lamps")))
    actions.start_draft(by=WANG, at=AT)
    page = client.post(at("rule", "lamps"), fields | {"note": "x"})
    assert "Somebody started a draft meanwhile." in text(page)
    assert draft().content == content()


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", "7"])
def test_a_button_without_the_right_revision_changes_nothing(client: Client, revision: str) -> None:
    actions.start_draft(by=WANG, at=AT)
    client.post(at("rule-removal", "hard"), {"revision": revision})
    assert (draft().revision, draft().content) == (1, content())


# Publishing


def test_a_draft_is_looked_at_and_put_in_force(client: Client) -> None:
    send(client, at("category-change", "UM0301"), name="灯不亮", public="no")
    send(client, at("category-limits", "UM03"), **{"any-handle": "4wd"})
    page = text(client.get(at("draft")))
    assert "Name 路灯不亮 灯不亮" in page
    assert "May be shown publicly No" in page
    assert "Street lighting · Any level · Handle Changed Limit 3 working days 4 working days" in page
    done = client.post(at("publication"), {"note": "改名", "revision": draft().revision}, follow=True)
    assert "Release 2 is in force." in text(done)
    assert queries.current().category("UM0301").name == "灯不亮"
    assert queries.draft() is None
    history = text(client.get(at("releases")))
    assert "2 改名 In force" in history
    assert "1 第一版" in history
    assert "Name 路灯不亮 灯不亮" in text(client.get(at("release", 2)))
    assert "everything in it was new" in text(client.get(at("release", 1)))


def test_a_publication_without_a_note_is_refused(client: Client) -> None:
    press(client, at("rule-removal", "hard"))
    page = client.post(at("publication"), {"note": "", "revision": draft().revision})
    assert page.status_code == 422
    assert queries.current().number == 1


def test_a_draft_with_faults_cannot_be_put_in_force(client: Client) -> None:
    send(client, at("limits"), **{"any-review": ""})
    page = client.post(at("publication"), {"note": "x", "revision": draft().revision})
    assert "Some things must be mended before this can be published." in text(page)
    assert "7 categories have no limit for “Review”" in text(page)
    assert queries.current().number == 1


def test_a_draft_that_was_published_meanwhile_is_told(client: Client) -> None:
    press(client, at("rule-removal", "hard"))
    actions.publish(note="x", revision=draft().revision, by=WANG, at=AT)
    page = client.post(at("publication"), {"note": "x", "revision": 2})
    assert "The draft was published or discarded meanwhile." in text(page)


def test_a_draft_is_discarded(client: Client) -> None:
    press(client, at("rule-removal", "hard"))
    page = press(client, at("discarding"))
    assert "What is in force has not changed." in text(page)
    assert queries.draft() is None
    assert "The draft was published or discarded meanwhile." in text(press(client, at("discarding"), revision=2))


# Preview


def test_the_preview_says_what_the_draft_would_have_done(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    units = {code: unit.id for code in ("UM", "T1") if (unit := unit_by_code(code)) is not None}
    subject = Subject("UM.UM03.UM0301", "QH.QH01", "report", "general")
    asked: list[tuple[datetime, datetime]] = []

    def subjects(since: datetime, until: datetime) -> list[SubjectWithOutcome]:
        asked.append((since, until))
        return [SubjectWithOutcome("A-1", subject, units["T1"]), SubjectWithOutcome("A-2", subject, None)]

    monkeypatch.setattr(drafts.cases, "routing_subjects", subjects)
    assert "0 of 2 cases" in text(client.get(at("preview")))
    press(client, at("rule-removal", "lamps_town"))
    page = text(client.get(at("preview")))
    assert "2 of 2 cases of the last 31 days would go elsewhere" in page
    assert "2 城管局 城关执法队" in page
    assert "Of the 1 that had a lead unit in the end, the rules in force name it for 0%, the draft for 100%." in page
    assert "A-1 Street lamp out: 城管局 (lamps_town) 城关执法队 (lamps) (led in the end by 城关执法队)" in page
    assert (asked[0][1] - asked[0][0]).days == 31
    assert asked[0][1].tzinfo is UTC


def test_the_preview_of_no_cases_says_so(client: Client) -> None:
    assert "No classified case came in during this time." in text(client.get(at("preview")))


# Files


def workbook(client: Client, url: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(url).content))


def upload(client: Client, book: openpyxl.Workbook | bytes, **fields: Any) -> Any:
    stream = io.BytesIO()
    if isinstance(book, bytes):
        stream.write(book)
    else:
        book.save(stream)
    file = SimpleUploadedFile("catalogue.xlsx", stream.getvalue())
    return client.post(at("import"), {"revision": 0, "file": file, **fields}, follow=True)


def test_an_exported_workbook_comes_back_as_the_same_catalogue(client: Client) -> None:
    response = client.get(at("release-workbook", 1))
    assert response["Content-Disposition"] == 'attachment; filename="catalogue-1.xlsx"'
    page = upload(client, workbook(client, at("workbook")))
    assert "The draft changes nothing yet" in text(page)
    assert draft().content == content()


def test_an_imported_workbook_becomes_the_draft(client: Client) -> None:
    book = workbook(client, at("workbook"))
    book["Categories"]["C4"] = "灯不亮"
    book["Rules"].delete_rows(2)
    page = upload(client, book)
    assert page.redirect_chain[-1][0] == at("draft")
    assert "Name 路灯不亮 灯不亮" in text(page)
    assert "Rule cover_power Removed" in text(page)
    assert queries.current().content == content()


def test_a_faulty_workbook_is_refused_row_by_row_and_nothing_is_taken_over(client: Client) -> None:
    book = workbook(client, at("workbook"))
    book["Categories"]["B4"] = "XX"
    book["Targets"]["F2"] = "soon"
    page = upload(client, book)
    assert page.status_code == 422
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in soup(page).select("#problems tbody tr")]
    assert rows == [["Time limits", "2", "Handle", "“soon” is no time limit. Write for example 4wh, 2wd, 24h or 30m."]]
    assert queries.draft() is None
    book["Targets"]["F2"] = "2wd"
    page = upload(client, book)
    assert "There is no category XX to stand below." in text(page)


@pytest.mark.parametrize(
    ("file", "words"), [(b"%PDF-1.7", "This is no workbook."), (b"", "The submitted file is empty.")]
)
def test_what_is_no_workbook_is_refused(client: Client, file: bytes, words: str) -> None:
    page = upload(client, file)
    assert page.status_code == 422
    assert words in text(page)


def test_an_import_over_a_draft_that_changed_is_refused(client: Client) -> None:
    book = workbook(client, at("workbook"))
    press(client, at("rule-removal", "hard"))
    assert "takes the place of the draft that 李敏 edited last" in text(client.get(at("import")))
    page = upload(client, book, revision=1)
    assert page.status_code == 422
    assert "hard" not in order()


def test_nothing_is_in_force_before_the_first_release() -> None:
    client = signed_in()
    assert "There is no category yet" in text(client.get(at("overview")))
    assert "There is no rule yet" in text(client.get(at("rules")))
    assert "Nothing has been published yet" in text(client.get(at("releases")))
