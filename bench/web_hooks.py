"""Events to web hooks, by one worker: `python bench/web_hooks.py --data /tmp/perf [--events 10000]`.

On an installation made by bench/fill.py or `banjie demo`. Entries of timelines that stand there are put into the
outbox as their trigger would; the turns of a worker make deliveries of them, sign them and hand them over to a
receiver in a process of its own on this machine, which answers 204. What was made is removed again. Prints events a
minute, from the first entry in the outbox to the last delivery noted as taken, and the ratio to 10,000 a minute.
"""

import argparse
import multiprocessing
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from installation import describe, open_installation

WANTED = 10_000


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


def receive(port: Any) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    port.put(server.server_port)
    server.serve_forever()


def main() -> None:
    options = _options()
    os.environ["BANJIE_HOOKS_PRIVATE"] = "yes"
    port: Any = multiprocessing.Queue()
    receiver = multiprocessing.Process(target=receive, args=(port,), daemon=True)
    receiver.start()
    open_installation(options.data)
    print(describe())
    client_id = _client()
    try:
        print(_measured(client_id, f"http://127.0.0.1:{port.get()}/in", options.events))
    finally:
        _removed(client_id)
        receiver.terminate()


def _measured(client_id: int, url: str, events: int) -> str:
    from django.db import connection

    from banjie.outbound import actions
    from banjie.outbound.jobs import send
    from banjie.outbound.models import Delivery, Outbox, State
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_timeline")
        subscriptions = -(-events // min(events, int(cursor.fetchone()[0]) // 2))
    for number in range(subscriptions):
        wanted = actions.Wanted(f"bench {number}", url, fields=("text", "unit", "place"))
        actions.subscribe(client_id=client_id, wanted=wanted, by=SYSTEM, at=clock.now())
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbound_outbox (case_id, sequence) SELECT case_id, sequence FROM case_timeline"
            " WHERE command IN ('submit', 'accept', 'assign', 'claim', 'answer', 'close', 'rate')"
            " ORDER BY id DESC LIMIT %s",
            [events // subscriptions],
        )
    work = send()
    while True:
        work.turn()
        waiting = Delivery.objects.filter(subscription__client_id=client_id, state=State.WAITING).count()
        if not waiting and not Outbox.objects.exists():
            break
        time.sleep(0.2)
    took = time.monotonic() - began
    work.stop()
    taken = Delivery.objects.filter(subscription__client_id=client_id, state=State.TAKEN).count()
    rate = taken / took * 60
    pace = f"{rate:,.0f} a minute, {rate / WANTED:.1f} x"
    return f"{taken:,} events to {subscriptions} subscriptions in {took:.1f} s: {pace}"


def _client() -> int:
    from banjie.organisations import queries as organisations
    from banjie.organisations.clients import actions
    from banjie.places import queries as places
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM

    common: dict[str, Any] = {"by": SYSTEM, "at": clock.now()}
    name = f"bench {os.getpid()}"
    made = actions.admit_client(name=name, contact="", scopes=("read",), expires_at=None, **common)
    for top in places.children(""):
        centre = organisations.units_index().centre(top.path)
        if centre is not None:
            given = {"role": "dispatcher", "unit_id": centre.id, "area_id": top.id}
            actions.grant_to_client(client_id=made.client_id, **given, **common)
    return made.client_id


def _removed(client_id: int) -> None:
    from banjie.organisations.clients import actions
    from banjie.outbound.models import Subscription
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM

    Subscription.objects.filter(client_id=client_id).delete()
    actions.suspend_client(client_id=client_id, by=SYSTEM, at=clock.now())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--events", type=int, default=WANTED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
