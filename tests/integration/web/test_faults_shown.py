"""A database that is away is an honest 503 on every page, for strangers and for staff alike."""

import pytest
from django.db import OperationalError
from django.test import Client


def broken(*_args, **_kwargs):
    raise OperationalError("the connection is lost")


@pytest.mark.parametrize("path", ["/report/", "/track/ABCD/"])
def test_a_resident_is_told_to_try_again(db, monkeypatch, path):
    monkeypatch.setattr("banjie.cases.queries.tracking.Case.objects", Broken())
    monkeypatch.setattr("banjie.catalogue.queries.current", broken)
    response = Client(raise_request_exception=False).get("/track/ABCD-EFGH-JKMN/" if "track" in path else path)
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_staff_are_told_too_when_their_session_cannot_be_read(world, signed_in, monkeypatch):
    client = signed_in("handler")
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    response = client.get("/work/cases/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_a_fault_of_ours_is_a_page_that_says_so(world, signed_in, monkeypatch):
    client = signed_in("handler")
    client.raise_request_exception = False
    monkeypatch.setattr("banjie.web.workbench.list_views.queries.listing", lambda *_a, **_k: 1 / 0)
    response = client.get("/work/cases/")
    assert response.status_code == 500
    assert b"<h1" in response.content


def test_a_page_that_is_not_there_says_so(db):
    response = Client().get("/nothing/here/")
    assert response.status_code == 404
    assert b"<h1" in response.content


class Broken:
    def __getattr__(self, name):
        return broken
