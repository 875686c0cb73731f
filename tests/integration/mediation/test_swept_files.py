"""The nightly sweep: what any app names stays, what nothing names goes, what is new is left alone."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from banjie.cases import actions as cases
from banjie.cases.models import Attachment
from banjie.mediation import actions
from banjie.mediation.actions import confirming
from banjie.mediation.models import ConfirmationPaper, DisputePaper, FormTemplate, Referral
from banjie.platform import clock, files
from banjie.platform.files import references
from banjie.platform.files.references import NothingNamed
from banjie.platform.files.sweeping import sweep_files
from tests.integration.cases.world import AT
from tests.integration.mediation.test_other_keys import WHO, whole_dispute
from tests.unit.platform.documents.word_files import picture, word_file

LATER = datetime(2100, 1, 1, tzinfo=UTC)
COLUMNS = references.naming()
NAMES = [f"{model._meta.db_table}.{column}" for model, column in COLUMNS]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    place = tmp_path / "attachments"
    backend = {"BACKEND": "banjie.platform.files.local.LocalStorage", "OPTIONS": {"location": str(place)}}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    return place


def a_file(text: str) -> str:
    return files.store(text.encode(), name="a.txt").digest


@pytest.fixture
def dispute(mediation, settings):
    """A dispute with a row in every table whose rows can name a file."""
    settings.BANJIE_VIDEO_SERVICE = "https://meet.example.cn"
    case_id, _, _ = whole_dispute(mediation)
    by = {"by": mediation.acting(WHO), "at": AT}
    scan = picture("JPEG")
    actions.record_referral(case_id, incoming=True, body="court", body_name="青城县人民法院", letter_on=AT.date(), **by)
    actions.add_paper(case_id, slot="identity", title="身份证", content=scan, name="证.jpg", **by)
    confirming.add_paper(case_id, kind="certificate", digest=a_file("证明"), name="证明.txt", **by)
    template = word_file("{{ file_number }}{% for each in entries %}{{ each.name }}{% endfor %}")
    admin = mediation.acting("administrator")
    actions.upload_template("file_contents", content=template, name="目录.docx", by=admin, at=AT)
    cases.attach(case_id, content=scan, name="现场.jpg", by=mediation.acting(WHO), at=AT)
    assert all(each.objects.exists() for each in (Referral, DisputePaper, ConfirmationPaper, FormTemplate, Attachment))
    return case_id


def named_here_alone(model, column: str) -> str:
    """A file that this column names, in one row of it, and nothing else."""
    digest = a_file(f"{model._meta.db_table}.{column}")
    row = model._base_manager.order_by("pk").last()
    assert row is not None, "the dispute of this test has no row there"
    with connection.cursor() as cursor:
        # What was signed does not change; here only the name of a file is at stake.
        cursor.execute("SET session_replication_role = replica")
        model._base_manager.filter(pk=row.pk).update(**{column: digest})
        cursor.execute("SET session_replication_role = DEFAULT")
    return digest


def test_what_any_column_names_stays_and_the_rest_goes(dispute):
    named = {name: named_here_alone(*column) for name, column in zip(NAMES, COLUMNS, strict=True)}
    loose = a_file("nothing names it")
    before = set(files.storing.stored_digests())
    swept = references.sweep(at=LATER)
    assert {name for name, digest in named.items() if not files.is_intact(digest)} == set()
    assert not files.is_intact(loose)
    kept = set(files.storing.stored_digests())
    assert swept.removed == len(before - kept)
    assert references.in_use(before) == kept


def test_a_column_that_is_forgotten_loses_its_file(dispute, monkeypatch):
    """The test above would say so: for each of the columns there is a file that nothing else names."""
    for model, column in COLUMNS:
        digest = named_here_alone(model, column)
        assert references.in_use([digest]) == {digest}
        with monkeypatch.context() as forgetting:
            forgetting.delitem(references._naming, (model, column))
            assert references.in_use([digest]) == set(), (model, column)


def test_a_file_that_was_just_uploaded_or_uploaded_again_is_left_alone(dispute, folder):
    new, again = a_file("new"), a_file("again")
    old = folder / again[:2] / again[2:4] / again
    os.utime(old, (0, 0))
    assert a_file("again") == again
    assert references.sweep(at=clock.now()).removed == 0
    assert files.is_intact(new)
    assert references.sweep(at=clock.now() + timedelta(hours=25)).removed >= 2


def test_a_store_whose_files_nobody_names_is_not_emptied(db):
    digest = a_file("of another database")
    with pytest.raises(NothingNamed):
        references.sweep(at=LATER)
    assert files.is_intact(digest)


def test_nor_by_the_job_which_tells_in_the_log(db, monkeypatch, caplog):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    digest = a_file("of another database")
    sweep_files()
    assert files.is_intact(digest)
    assert "nothing was removed" in caplog.text


def test_the_job_sweeps(dispute, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    loose = a_file("nothing names it")
    sweep_files()
    assert not files.is_intact(loose)


def test_an_empty_store_is_nothing_to_complain_of(db):
    assert references.sweep(at=LATER).examined == 0
