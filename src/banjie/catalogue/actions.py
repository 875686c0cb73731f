"""Changing the catalogue: a draft is worked on, then published whole. Nothing else alters it."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from banjie.catalogue.checking import errors
from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.editing import Edit, ReplaceAll
from banjie.catalogue.events import CataloguePublished
from banjie.catalogue.loading import default_content
from banjie.catalogue.models import CatalogueDraft, CatalogueRelease, Category
from banjie.catalogue.queries import STAMP, Draft, as_draft, current, problems_of
from banjie.catalogue.refusals import Reason, Refused
from banjie.platform import events, stamps
from banjie.platform.actors import SYSTEM, Actor

FIRST_NOTE = "The catalogue that a new installation begins with"


def start_draft(*, by: Actor, at: datetime) -> Draft:
    """A draft of the release in force. Raises Refused: draft_exists."""
    catalogue = current()
    row = CatalogueDraft(
        content=catalogue.content.as_json(),
        based_on=catalogue.number,
        started_at=at,
        edited_at=at,
        edited_by_id=by.id,
        edited_by_name=by.name[:80],
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(Reason.DRAFT_EXISTS) from error
    return as_draft(row)


def change_draft(*, edit: Edit, revision: int, by: Actor, at: datetime) -> Draft:
    """Makes one edit on the draft as it was at `revision`; 0 says there was none, and starts it.

    Raises Refused: no_draft, draft_exists, draft_changed (somebody else edited it meanwhile); EditRefused;
    BadContent.
    """
    with transaction.atomic():
        if revision == 0:
            revision = start_draft(by=by, at=at).revision
        row = _locked(revision)
        row.content = edit.apply(as_draft(row).content).as_json()
        row.revision += 1
        row.edited_at, row.edited_by_id, row.edited_by_name = at, by.id, by.name[:80]
        row.save()
    return as_draft(row)


def discard(*, revision: int, by: Actor, at: datetime) -> None:
    """Throws the draft away as it was at `revision`. Raises Refused: no_draft, draft_changed."""
    with transaction.atomic():
        _locked(revision).delete()


def publish(*, note: str, revision: int, by: Actor, at: datetime) -> int:
    """Puts the draft in force and returns the number of the new release.

    Raises Refused: no_draft, draft_changed, draft_outdated, note_missing, nothing_changed, not_publishable
    (with the problems).
    """
    with transaction.atomic():
        row = _locked(revision)
        previous = _alone()
        if row.based_on != previous.number:
            raise Refused(Reason.DRAFT_OUTDATED, based_on=row.based_on, number=previous.number)
        content = as_draft(row).content
        if content == previous.content:
            raise Refused(Reason.NOTHING_CHANGED)
        number = _release(content, previous, note=note, by=by, at=at)
        row.delete()
    return number


def publish_content(*, content: CatalogueContent, note: str, by: Actor, at: datetime) -> int:
    """Puts a whole catalogue in force without a draft, as loading a folder or a file does.

    Categories that were published and are missing in it are kept as retired. The same catalogue again
    changes nothing and returns the number in force. Raises Refused: draft_exists, note_missing,
    not_publishable.
    """
    with transaction.atomic():
        if CatalogueDraft.objects.exists():
            raise Refused(Reason.DRAFT_EXISTS)
        previous = _alone()
        content = ReplaceAll(content, previous.content).apply(previous.content)
        if previous.number and content == previous.content:
            return previous.number
        return _release(content, previous, note=note, by=by, at=at)


def install_default(*, at: datetime) -> int:
    """Gives an installation that has no catalogue the plain one; returns the number in force."""
    number = current().number
    if number:
        return number
    return publish_content(content=default_content(), note=FIRST_NOTE, by=SYSTEM, at=at)


def _release(content: CatalogueContent, previous: Catalogue, *, note: str, by: Actor, at: datetime) -> int:
    if not note.strip():
        raise Refused(Reason.NOTE_MISSING)
    if faults := errors(problems_of(content)):
        raise Refused(Reason.NOT_PUBLISHABLE, problems=faults)
    row = CatalogueRelease.objects.create(
        number=previous.number + 1,
        content=content.as_json(),
        note=note.strip()[:500],
        published_at=at,
        published_by_kind=by.kind,
        published_by_id=by.id,
        published_by_name=by.name[:80],
    )
    _project(Catalogue(content))
    stamps.bump(STAMP)
    changed = previous.content.targets != content.targets
    events.publish(CataloguePublished(row.number, previous.number, changed, at))
    return row.number


def _project(catalogue: Catalogue) -> None:
    """Brings the category rows up to date, level by level, since a row names its parent's."""
    ids: dict[str, int] = {}
    nodes = tuple(catalogue.nodes.values())
    for depth in range(1, max((node.depth for node in nodes), default=0) + 1):
        rows = [
            Category(
                code=node.code,
                name=node.name,
                name_en=node.entry.name_en,
                parent_id=ids.get(node.parent),
                path=node.path,
                initials=node.initials,
                active=node.active,
            )
            for node in nodes
            if node.depth == depth
        ]
        Category.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "name_en", "parent", "path", "initials", "active"],
        )
        ids |= dict(Category.objects.filter(code__in=[row.code for row in rows]).values_list("code", "id"))


def _alone() -> Catalogue:
    """What is in force, with every other publication held off until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_cataloguerelease IN SHARE ROW EXCLUSIVE MODE")
    # Somebody may have published while this waited.
    stamps.forget()
    return current()


def _locked(revision: int) -> CatalogueDraft:
    row = CatalogueDraft.objects.select_for_update(of=("self",)).first()
    if row is None:
        raise Refused(Reason.NO_DRAFT)
    if row.revision != revision:
        raise Refused(Reason.DRAFT_CHANGED, by=row.edited_by_name, at=row.edited_at)
    return row
