"""A burst: many clients at once, then quiet again; and the count of what came of it.

    BANJIE_DATA=/tmp/perf banjie serve --port 8078
    python bench/burst.py --data /tmp/perf --url http://127.0.0.1:8078 --category CODE

Three stretches of one run: one client before (what is normal), `--clients` of them for `--seconds`, one client
after. Each client hands in matters, sends some of them twice with the same key, and in between reads a case, a list
and a resident's page. Whoever gets no answer tries again with the same key, as a phone on a bad line does. Then the
database is asked: every key that was answered must have exactly one case, and no key two.

The generator shares the cores with the server, so the latencies include waiting for it.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

PROCESSES: Final = 4
BACK_TO_NORMAL_SECONDS: Final = 10
TEXT: Final = "主街路灯不亮三天了，晚上看不见路，老人孩子出门都不方便，请派人来修。"


@dataclass(slots=True)
class Seen:
    """What one client saw: (when it was answered, what, seconds, status), and the case of each key."""

    answers: list[tuple[float, str, float, int]] = field(default_factory=list)
    cases: dict[str, set[int]] = field(default_factory=dict)


class Client:
    """One client with one connection, kept alive."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        self.name, self.options, self.seen = name, options, Seen()
        self.chance = random.Random(name)
        self.connection = _connection(options.url)
        self.last_case: int | None = None

    def run(self, until: float) -> None:
        count = 0
        while time.monotonic() < until:
            count += 1
            key = f"burst-{self.options.run}-{self.name}-{count}"
            body = self._matter()
            self._hand_in(key, body, until)
            if count % 5 == 0:
                self._hand_in(key, body, until)
            if self.last_case is not None:
                self._ask("case", "GET", f"/api/v1/cases/{self.last_case}")
            if count % 3 == 0:
                self._ask("list", "GET", "/api/v1/cases?limit=20&open=true")
            self._ask("resident", "GET", "/")

    def _hand_in(self, key: str, body: bytes, until: float) -> None:
        """Until it is answered; one that is still without an answer at the end may or may not have a case."""
        self.seen.cases.setdefault(key, set())
        while True:
            status, answer = self._ask("create", "POST", "/api/v1/cases", body, {"Idempotency-Key": key})
            if status in {200, 201}:
                self.last_case = json.loads(answer)["case_id"]
                self.seen.cases[key].add(self.last_case)
                return
            if time.monotonic() > until:
                return
            time.sleep(0.2)

    def _ask(
        self, what: str, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self.options.token}", "Content-Type": "application/json"}
        sent = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers | (more or {}))
            response = self.connection.getresponse()
            answer, status = response.read(), response.status
        except (http.client.HTTPException, OSError):
            self.connection.close()
            answer, status = b"", 0
        self.seen.answers.append((time.monotonic(), what, time.perf_counter() - sent, status))
        return status, answer

    def _matter(self) -> bytes:
        west, south, east, north = (float(part) for part in self.options.box.split(","))
        body = {
            "body": f"{TEXT}（{self.chance.randrange(10**6)}）",
            "category": self.options.category,
            "longitude": round(self.chance.uniform(west, east), 6),
            "latitude": round(self.chance.uniform(south, north), 6),
            "contact": {"name": "某某", "phone": f"199{self.chance.randrange(10**8):08d}"},
        }
        return json.dumps(body, ensure_ascii=False).encode()


def stretch(name: str, clients: int, seconds: float, options: argparse.Namespace) -> list[Seen]:
    """`clients` at once for `seconds`, spread over a few processes."""
    results: multiprocessing.Queue[Any] = multiprocessing.Queue()
    shares = [share for share in (clients // PROCESSES + (n < clients % PROCESSES) for n in range(PROCESSES)) if share]
    workers = [
        multiprocessing.Process(target=_share, args=(f"{name}{n}", share, seconds, options, results))
        for n, share in enumerate(shares)
    ]
    for each in workers:
        each.start()
    found = [seen for _ in workers for seen in results.get(timeout=seconds + 180)]
    for each in workers:
        each.join()
    return found


def _share(name: str, clients: int, seconds: float, options: argparse.Namespace, results: Any) -> None:
    made = [Client(f"{name}-{n}", options) for n in range(clients)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=each.run, args=(until,)) for each in made]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    results.put([each.seen for each in made])


def main() -> int:
    options = _options()
    _prepare(options)
    options.run = int(time.time())
    before = stretch("before", 1, options.calm, options)
    burst = stretch("burst", options.clients, options.seconds, options)
    ended = time.monotonic()
    after = stretch("after", 1, options.calm + BACK_TO_NORMAL_SECONDS, options)
    for name, seen in (("before", before), ("burst", burst), ("after", after)):
        _report(name, seen)
    return _verdict(before, burst, after, ended, options)


def _report(name: str, seen: list[Seen]) -> None:
    answers = [answer for each in seen for answer in each.answers]
    span = max(answer[0] for answer in answers) - min(answer[0] - answer[2] for answer in answers)
    statuses = Counter(status for _, _, _, status in answers)
    print(f"{name}: {len(seen)} clients, {len(answers)} answers, {len(answers) / span:.0f}/s, {dict(statuses)}")
    for what in ("create", "case", "list", "resident"):
        took = [seconds for _, kind, seconds, _ in answers if kind == what]
        if len(took) > 1:
            cuts = statistics.quantiles(took, n=100)
            print(f"  {what:<9} {len(took):>7}  p50 {cuts[49] * 1000:7.0f} ms  p95 {cuts[94] * 1000:7.0f} ms")


def _verdict(
    before: list[Seen], burst: list[Seen], after: list[Seen], ended: float, options: argparse.Namespace
) -> int:
    """Whether nothing was lost, doubled or broken, and when it was quick again; the number of complaints."""
    every = [seen for part in (before, burst, after) for seen in part]
    statuses = Counter(status for seen in every for _, _, _, status in seen.answers)
    broken = sum(count for status, count in statuses.items() if status >= 500 and status != 503)
    lost, doubled, keys = _counted(every, options)
    normal = _p95(before, since=0.0)
    settled = next(
        (second for second in range(30) if _p95(after, since=ended + second, span=3.0) <= max(2 * normal, 0.02)), None
    )
    print(f"keys {keys}   lost {lost}   doubled {doubled}   5xx other than 503: {broken}   503: {statuses[503]}")
    print(f"no answer (tried again with the same key): {statuses[0]}")
    print(f"p95 of all requests before: {normal * 1000:.0f} ms; below twice that again after {settled} s")
    slow = settled is None or settled > BACK_TO_NORMAL_SECONDS
    return int(bool(lost or doubled or broken or slow))


def _p95(seen: list[Seen], *, since: float, span: float = 1e9) -> float:
    took = [seconds for each in seen for at, _, seconds, _ in each.answers if since <= at < since + span]
    return statistics.quantiles(took, n=20)[-1] if len(took) > 1 else float("inf")


def _counted(every: list[Seen], options: argparse.Namespace) -> tuple[int, int, int]:
    from banjie.cases.models import Case

    made: dict[str, list[int]] = {}
    rows = Case.objects.filter(submission_key__contains=f"burst-{options.run}-").values_list("submission_key", "id")
    for key, case_id in rows:
        made.setdefault(key[key.index("burst-") :], []).append(case_id)
    told = {key: ids for seen in every for key, ids in seen.cases.items()}
    lost = sum(1 for key, ids in told.items() if ids and not ids <= set(made.get(key, ())))
    doubled = sum(1 for key, ids in told.items() if len(ids) > 1 or len(made.get(key, ())) > 1)
    return lost, doubled, len(told)


def _prepare(options: argparse.Namespace) -> None:
    """A token for this run, from the installation under test, which must be up already."""
    os.environ["BANJIE_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    connection = _connection(options.url)
    connection.request("GET", "/api/v1/openapi.json")
    if connection.getresponse().status != 200:
        raise SystemExit(f"{options.url} is not Banjie")
    import django

    django.setup()
    from banjie.organisations.clients import actions
    from banjie.organisations.models import Unit
    from banjie.places.models import Area
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM

    at = clock.now()
    admitted = actions.admit_client(
        name=f"burst {at:%F %T}", contact="", scopes=("create", "read"), expires_at=None, by=SYSTEM, at=at
    )
    centre, area = Unit.objects.filter(kind="centre").earliest("id"), Area.objects.get(code=options.area)
    actions.grant_to_client(
        client_id=admitted.client_id, role="intake_clerk", unit_id=centre.id, area_id=area.id, by=SYSTEM, at=at
    )
    options.token = admitted.token


def _connection(url: str) -> http.client.HTTPConnection:
    address = urlsplit(url)
    return http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=60)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--category", required=True)
    parser.add_argument("--area", default="QH", help="code of the area that the client may hand in for")
    parser.add_argument("--box", default="113.42,33.22,113.60,33.30", help="west,south,east,north of the matters")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--calm", type=float, default=10, help="seconds of one client, before and after")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
