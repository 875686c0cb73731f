import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from banjie.catalogue import actions, queries
from banjie.catalogue.editing import (
    AddCategory,
    AddRule,
    EditCategory,
    MoveCategory,
    RemoveRule,
    RetireCategory,
    SetTargets,
)
from banjie.catalogue.loading import default_content
from banjie.catalogue.models import CatalogueDraft, CatalogueRelease, Category
from banjie.catalogue.problems import BadContent
from banjie.catalogue.refusals import Reason, Refused
from banjie.platform.actors import SYSTEM, Actor, ActorKind
from tests.unit.catalogue.sample_catalogue import CATEGORIES, changed, content

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
EDITOR = Actor(ActorKind.STAFF, 7, "李敏")


@pytest.fixture
def published() -> int:
    return actions.publish_content(content=content(), note="first", by=SYSTEM, at=AT)


def refused(code: Reason) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code is code)


def test_before_the_first_release_the_catalogue_is_empty() -> None:
    assert (queries.current().number, len(queries.current().nodes)) == (0, 0)
    assert queries.search_categories("路灯") == []


def test_a_release_becomes_rows_for_foreign_keys(published: int) -> None:
    assert published == 1
    lamp = Category.objects.get(code="UM0301")
    assert (lamp.path, lamp.initials, lamp.parent and lamp.parent.code) == ("UM.UM03.UM0301", "ldbl", "UM03")
    assert queries.current().category("UM0301").id == lamp.id
    assert Category.objects.filter(path__descendants_of="UM.UM03").count() == 3


def test_the_release_in_force_is_one_object_until_the_next(published: int) -> None:
    before = queries.current()
    assert queries.current() is before
    actions.publish_content(content=content(rules=[]), note="no rules", by=SYSTEM, at=LATER)
    assert (queries.current().number, queries.current().content.rules) == (2, ())
    assert queries.release(1).content == before.content
    with pytest.raises(queries.UnknownRelease):
        queries.release(3)


def test_reading_what_is_in_force_costs_no_query_once_read(published: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    queries.current()
    with django_assert_num_queries(0):
        queries.search_categories("ld")
        queries.category_tree()
        queries.current().targets_for("UM.UM03", "urgent")


def test_the_same_catalogue_again_makes_no_release(published: int) -> None:
    assert actions.publish_content(content=content(), note="again", by=SYSTEM, at=LATER) == 1
    assert CatalogueRelease.objects.count() == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE catalogue_cataloguerelease SET note = 'x'", "DELETE FROM catalogue_cataloguerelease"]
)
def test_the_database_refuses_to_alter_a_release(published: int, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert CatalogueRelease.objects.get().note == "first"


def test_a_path_that_does_not_end_in_its_code_is_refused(published: int) -> None:
    with pytest.raises(IntegrityError, match="category_path_ends_in_its_code"), transaction.atomic():
        Category.objects.filter(code="UM03").update(path="UM.UM05")


def test_a_draft_is_published_with_a_note(published: int) -> None:
    draft = actions.start_draft(by=EDITOR, at=AT)
    assert (draft.based_on, draft.revision, draft.content) == (1, 1, content())
    draft = actions.change_draft(
        edit=AddCategory({"code": "UM06", "parent": "UM", "name": "违法建设"}), revision=1, by=EDITOR, at=AT
    )
    assert queries.current().number == 1
    number = actions.publish(note=" 新增违建 ", revision=draft.revision, by=EDITOR, at=LATER)
    assert number == 2
    assert queries.current().category("UM06").id is not None
    assert queries.draft() is None
    newest, first = queries.releases()
    assert (newest.number, newest.note, newest.published_by, newest.published_at) == (2, "新增违建", "李敏", LATER)
    assert first.number == 1


def test_only_one_draft_is_worked_on(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    with refused(Reason.DRAFT_EXISTS):
        actions.start_draft(by=EDITOR, at=AT)
    with refused(Reason.DRAFT_EXISTS):
        actions.publish_content(content=content(rules=[]), note="x", by=SYSTEM, at=AT)


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    actions.change_draft(edit=RemoveRule("hard"), revision=1, by=Actor(ActorKind.STAFF, 8, "王强"), at=LATER)
    with pytest.raises(Refused) as caught:
        actions.change_draft(edit=RemoveRule("lamps"), revision=1, by=EDITOR, at=LATER)
    assert (caught.value.code, caught.value.data["by"]) == (Reason.DRAFT_CHANGED, "王强")
    for act in (actions.discard, lambda **given: actions.publish(note="x", **given)):
        with refused(Reason.DRAFT_CHANGED):
            act(revision=1, by=EDITOR, at=LATER)
    draft = queries.draft()
    assert draft is not None
    assert [rule.id for rule in draft.content.rules] == ["cover_power", "lamps_town", "lamps"]


def test_a_refused_edit_leaves_the_draft_as_it_was(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    with pytest.raises(BadContent):
        actions.change_draft(edit=MoveCategory("UM", "UM0301"), revision=1, by=EDITOR, at=AT)
    row = CatalogueDraft.objects.get()
    assert (row.revision, queries.as_draft(row).content) == (1, content())


def test_without_a_draft_there_is_nothing_to_change() -> None:
    with refused(Reason.NO_DRAFT):
        actions.change_draft(edit=RemoveRule("hard"), revision=1, by=EDITOR, at=AT)
    with refused(Reason.NO_DRAFT):
        actions.discard(revision=1, by=EDITOR, at=AT)
    with refused(Reason.NO_DRAFT):
        actions.publish(note="x", revision=1, by=EDITOR, at=AT)


def test_a_draft_thrown_away_changes_nothing(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    actions.change_draft(edit=RemoveRule("hard"), revision=1, by=EDITOR, at=AT)
    actions.discard(revision=2, by=EDITOR, at=AT)
    assert queries.draft() is None
    assert queries.current().content == content()


def test_a_draft_with_faults_is_not_published_and_says_what_they_are(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    edit = SetTargets("", {(None, "review"): None})
    actions.change_draft(edit=edit, revision=1, by=EDITOR, at=AT)
    with pytest.raises(Refused) as caught:
        actions.publish(note="x", revision=2, by=EDITOR, at=AT)
    assert caught.value.code is Reason.NOT_PUBLISHABLE
    assert {problem.code for problem in caught.value.problems} == {"target_missing"}
    assert queries.current().number == 1


def test_warnings_do_not_stop_a_publication(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    actions.change_draft(edit=AddRule({"unit_role": "nobody_has_this"}), revision=1, by=EDITOR, at=AT)
    draft = queries.draft()
    assert draft is not None
    assert "role_held_by_none" in {problem.code for problem in queries.problems_of(draft.content)}
    assert actions.publish(note="x", revision=2, by=EDITOR, at=AT) == 2


def test_a_release_wants_a_note_and_a_change(published: int) -> None:
    actions.start_draft(by=EDITOR, at=AT)
    with refused(Reason.NOTHING_CHANGED):
        actions.publish(note="x", revision=1, by=EDITOR, at=AT)
    actions.change_draft(edit=RemoveRule("hard"), revision=1, by=EDITOR, at=AT)
    with refused(Reason.NOTE_MISSING):
        actions.publish(note="  ", revision=2, by=EDITOR, at=AT)


def test_a_moved_category_takes_those_below_along_and_keeps_its_rows(published: int) -> None:
    before = dict(Category.objects.values_list("code", "id"))
    actions.start_draft(by=EDITOR, at=AT)
    actions.change_draft(edit=MoveCategory("UM03", "DP"), revision=1, by=EDITOR, at=AT)
    actions.change_draft(edit=EditCategory("UM0301", {"name": "灯不亮"}), revision=2, by=EDITOR, at=AT)
    actions.change_draft(edit=RetireCategory("UM05"), revision=3, by=EDITOR, at=AT)
    actions.publish(note="moved", revision=4, by=EDITOR, at=LATER)
    assert dict(Category.objects.values_list("code", "id")) == before
    lamp = Category.objects.get(code="UM0301")
    assert (lamp.path, lamp.name, lamp.initials) == ("DP.UM03.UM0301", "灯不亮", "dbl")
    assert set(Category.objects.filter(active=False).values_list("code", flat=True)) == {"UM05", "UM0501"}


def test_what_an_import_leaves_out_is_retired_and_not_lost(published: int) -> None:
    smaller = content(categories=changed(CATEGORIES, "UM")[:3], rules=[])
    actions.publish_content(content=smaller, note="smaller", by=SYSTEM, at=LATER)
    assert not queries.current().category("UM0501").active
    assert not Category.objects.get(code="DP").active


def test_what_a_new_installation_begins_with_can_be_published() -> None:
    assert actions.install_default(at=AT) == 1
    assert actions.install_default(at=LATER) == 1
    assert queries.current().content == default_content()
    assert queries.releases()[0].published_by == SYSTEM.name


def test_an_installation_that_has_a_catalogue_keeps_it(published: int) -> None:
    assert actions.install_default(at=LATER) == 1
    assert queries.current().content == content()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_releases_or_one_is_told() -> None:
    actions.publish_content(content=content(), note="first", by=SYSTEM, at=AT)
    start = threading.Barrier(2)
    numbers: list[int] = []

    def publish(rules: int) -> None:
        try:
            start.wait(5)
            made = content(rules=content().as_json()["rules"][:rules])
            numbers.append(actions.publish_content(content=made, note=f"{rules}", by=SYSTEM, at=LATER))
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(n,)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(numbers) == [2, 3]
    assert list(CatalogueRelease.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
