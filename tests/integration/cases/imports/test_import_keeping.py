"""Uploads and faults hold what people wrote: they go when nobody can still need them."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import storages

from banjie.cases.imports import actions, keeping
from banjie.cases.models import ImportFault, ImportRun, RunState
from tests.integration.cases.imports.files import row, write_csv
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.django_db


def kept(world: World, tmp_path: Path, *, ended: datetime | None = None) -> ImportRun:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    run = actions.upload(BytesIO(path.read_bytes()), name="a.csv", by=world.acting("intake"), at=AT)
    ImportFault.objects.create(run=run, row=2, code="not_a_date", detail="昨天")
    if ended is not None:
        ImportRun.objects.filter(id=run.id).update(state=RunState.IMPORTED, ended_at=ended)
    return run


def test_a_file_that_is_done_with_is_kept_for_a_month(world: World, tmp_path: Path) -> None:
    run = kept(world, tmp_path, ended=AT)
    assert keeping.forget_due(at=AT + timedelta(days=29)) == 0
    assert storages["attachments"].exists(run.file)
    assert keeping.forget_due(at=AT + timedelta(days=31)) == 1
    assert not storages["attachments"].exists(run.file)
    assert ImportFault.objects.count() == 0
    assert ImportRun.objects.get().file == ""


def test_a_file_that_nobody_went_on_with_is_kept_for_a_week(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path)
    assert keeping.forget_due(at=AT + timedelta(days=6)) == 0
    assert keeping.forget_due(at=AT + timedelta(days=8)) == 1


def test_a_file_under_way_is_never_taken_away(world: World, tmp_path: Path) -> None:
    run = kept(world, tmp_path)
    ImportRun.objects.filter(id=run.id).update(state=RunState.IMPORTING)
    assert keeping.forget_due(at=AT + timedelta(days=90)) == 0
    with pytest.raises(actions.Refused) as refused:
        keeping.forget(run.id)
    assert refused.value.code is actions.Reason.AT_WORK


def test_an_upload_that_cannot_be_recorded_leaves_no_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "register", fail)
    folder = Path(storages["attachments"].path("imports"))  # type: ignore[attr-defined]
    before = set(folder.iterdir()) if folder.exists() else set()
    with pytest.raises(RuntimeError):
        actions.upload(
            BytesIO(write_csv(tmp_path / "a.csv", [row(1)]).read_bytes()),
            name="a.csv",
            by=world.acting("intake"),
            at=AT,
        )
    assert set(folder.iterdir()) == before
