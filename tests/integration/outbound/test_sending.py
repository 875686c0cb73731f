"""Messages to receivers that misbehave in every way, over real sockets."""

import socket
import time

import pytest

from banjie.platform.calling.addresses import target_of
from banjie.platform.calling.sending import Outcome, Poster
from tests.integration.outbound import receiver as peers
from tests.integration.outbound.receiver import Receiver, receiving


@pytest.fixture
def peer():
    with receiving() as found:
        yield found


def sent(url: str, *, private: bool = True, seconds: float = 1.0) -> Outcome:
    poster = Poster(target_of(url, private_allowed=True), private_allowed=private, seconds=seconds)
    try:
        return poster.post(b"{}", {"Content-Type": "application/json"})
    finally:
        poster.close()


def test_a_message_arrives_with_its_host_and_length(peer: Receiver):
    assert sent(peer.url) == Outcome(204)
    headers, body = peer.got[0]
    assert body == b"{}"
    assert headers["host"].startswith("127.0.0.1:")


def test_several_messages_go_over_one_connection(peer: Receiver):
    poster = Poster(target_of(peer.url, private_allowed=True), private_allowed=True, seconds=1)
    assert all(poster.post(b"{}", {}).was_taken for _ in range(5))
    poster.close()
    assert len(peer.got) == 5


def test_a_connection_that_was_closed_meanwhile_is_made_anew(peer: Receiver):
    poster = Poster(target_of(peer.url, private_allowed=True), private_allowed=True, seconds=1)

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        handler.close_connection = True

    peer.answer = answer
    assert [poster.post(b"{}", {}).status for _ in range(3)] == [200, 200, 200]
    poster.close()


@pytest.mark.parametrize(
    ("answer", "status", "note"),
    [
        (500, 500, "refused"),
        (404, 404, "refused"),
        (410, 410, "gone"),
        (peers.redirects("http://169.254.169.254/latest/"), 307, "redirect"),
        (peers.says(200, b"<!DOCTYPE html><title>502 Bad Gateway</title>"), 200, "page"),
        (peers.says(200, b"\n <html><body>Please sign in"), 200, "page"),
        (peers.says(200, b"<ok/>"), 200, ""),
        (peers.says(200, b"OK"), 200, ""),
        (peers.talks_nonsense, 0, "not_http"),
        (peers.never_ends, 200, ""),
    ],
)
def test_what_a_receiver_answers_is_judged(peer: Receiver, answer, status, note):
    peer.answer = answer
    outcome = sent(peer.url)
    assert (outcome.status, outcome.note) == (status, note)


def test_what_a_receiver_says_is_kept_in_part_only(peer: Receiver):
    peer.answer = peers.says(503, b"x" * 100_000, Retry_After="120")
    outcome = sent(peer.url)
    assert len(outcome.excerpt) == 500
    assert outcome.retry_after == 120


@pytest.mark.parametrize("answer", [peers.hangs(3), peers.drips])
def test_who_hangs_or_drips_is_left_at_the_deadline(peer: Receiver, answer):
    peer.answer = answer
    began = time.monotonic()
    assert sent(peer.url, seconds=0.4).note == "timed_out"
    assert time.monotonic() - began < 2


def test_nobody_there_is_told_as_such():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert sent(f"http://127.0.0.1:{port}/").note == "unreachable"


def test_a_private_address_is_never_connected_to(peer: Receiver):
    assert sent(peer.url, private=False).note == "private_address"
    assert peer.got == []


def test_a_name_that_leads_inside_is_refused_when_it_is_connected_to(peer: Receiver, monkeypatch):
    """DNS rebinding: the name looked harmless when it was entered, and gives another number now."""
    port = int(peer.url.rsplit(":", 1)[1].split("/")[0])
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    poster = Poster(target_of("https://hooks.example.org/", private_allowed=False), private_allowed=False, seconds=1)
    assert poster.post(b"{}", {}).note == "private_address"
    assert peer.got == []


def test_of_several_numbers_the_private_ones_are_passed_over(peer: Receiver, monkeypatch):
    port = int(peer.url.rsplit(":", 1)[1].split("/")[0])
    numbers = [("169.254.169.254", port), ("127.0.0.1", port)]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", each) for each in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    poster = Poster(target_of("http://hooks.example.org/", private_allowed=True), private_allowed=True, seconds=1)
    assert poster.post(b"{}", {}).was_taken
    poster.close()
