"""Open311 beside `api/v1`, in one run: `python bench/open311_http.py --data /tmp/perf [--times 30] [--explain]`.

Lists of 200, one case, and matters handed in, on an installation made by bench/fill.py, through Django's whole
stack (middleware, key, rights, JSON) without the network. The two interfaces take turns, so that both meet the same
machine. Prints the statements, the median and the 95th percentile, and the ratio of medians. Each is called once
unmeasured. Matters handed in stay in that installation.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from installation import describe, open_installation

LIST = 200


@dataclass
class Measured:
    """One call and what it took. `send` raises where the answer is none."""

    name: str
    send: Callable[[], Any]
    milliseconds: list[float] = field(default_factory=list)
    statements: list[tuple[str, Any]] = field(default_factory=list)


def main() -> None:
    options = _options()
    open_installation(options.data)
    print(describe())
    case = _newest()
    for ours, other in _pairs(_admitted(case.area_path.partition(".")[0]), case):
        for measured in (ours, other):
            measured.send()
        for _ in range(options.times):
            for measured in (ours, other):
                _measure(measured)
        _tell(ours, other)
        if options.explain:
            _explain(other)


def _newest() -> Any:
    from banjie.cases.models import Case

    return Case.objects.filter(longitude__isnull=False).exclude(area_path="").order_by("-received_at")[0]


def _admitted(top: str) -> str:
    """The token of a new client that takes in and dispatches for the centre of a jurisdiction."""
    from banjie.organisations import queries as organisations
    from banjie.organisations.clients import actions
    from banjie.places import queries as places
    from banjie.platform import clock
    from banjie.platform.actors import SYSTEM

    at = clock.now()
    centre = organisations.units_index().centre(top)
    assert centre is not None
    made = actions.admit_client(
        name=f"bench {at:%Y%m%d%H%M%S}", contact="", scopes=["create", "read"], expires_at=None, by=SYSTEM, at=at
    )
    area = places.by_path(top)
    assert area is not None
    for role in ("intake_clerk", "dispatcher"):
        actions.grant_to_client(
            client_id=made.client_id, role=role, unit_id=centre.id, area_id=area.id, by=SYSTEM, at=at
        )
    return made.token


def _pairs(token: str, case: Any) -> Iterator[tuple[Measured, Measured]]:
    from django.test import Client

    from banjie.catalogue import queries as catalogue
    from banjie.places import queries as places
    from banjie.platform import clock

    client, bearer = Client(), {"Authorization": f"Bearer {token}"}

    def get(address: str, **headers: str) -> Callable[[], Any]:
        return lambda: _answered(client.get(address, headers=headers), 200)

    place = f"jurisdiction_id={case.area_path.partition('.')[0]}" if len(places.children("")) > 1 else ""
    listed = f"/open311/v2/requests.json?page_size={LIST}&{place}"
    month_ago, hour_ago = (f"{clock.now() - ago:%Y-%m-%dT%H:%M:%SZ}" for ago in (timedelta(30), timedelta(hours=1)))
    newest = Measured(f"v1: the newest {LIST}", get(f"/api/v1/cases?limit={LIST}", **bearer))
    yield newest, Measured("open311: the same", get(listed, **bearer))
    yield newest, Measured("open311: as XML", get(listed.replace(".json", ".xml"), **bearer))
    yield newest, Measured("open311: what is public", get(listed))
    yield newest, Measured("open311: changed this month", get(f"{listed}&updated_after={month_ago}", **bearer))
    yield newest, Measured("open311: changed this hour", get(f"{listed}&updated_after={hour_ago}", **bearer))
    news = listed.replace("requests", "servicerequestupdates") + f"&start_date={month_ago}"
    yield newest, Measured("open311: updates of this month", get(news, **bearer))
    one = Measured("v1: one case", get(f"/api/v1/cases/{case.id}", **bearer))
    yield one, Measured("open311: the same", get(f"/open311/v2/requests/{case.number}.json?{place}", **bearer))
    point = (case.longitude, case.latitude)
    code = next(node.code for node in catalogue.current().offered if not any(q.required for q in node.questions))
    yield _handing_in(client, bearer, code, point, place)


def _handing_in(client: Any, bearer: dict[str, str], code: str, point: Any, place: str) -> tuple[Measured, Measured]:
    words = "主街路灯不亮三天了，晚上看不见路，老人孩子出门都不方便，请派人来修。"
    body = {"body": words, "category": code, "longitude": point[0], "latitude": point[1]}
    body |= {"contact": {"name": "某某", "phone": "19900000001"}}
    fields = {"description": words, "service_code": code, "long": point[0], "lat": point[1]}
    fields |= {"last_name": "某某", "phone": "19900000001"}

    def by_v1() -> Any:
        sent = json.dumps(body, ensure_ascii=False).encode()
        return _answered(client.post("/api/v1/cases", sent, content_type="application/json", headers=bearer), 201)

    def by_open311() -> Any:
        kind = "application/x-www-form-urlencoded"
        sent = _encoded(fields | dict([place.split("=")] if place else []))
        return _answered(client.post("/open311/v2/requests.json", sent, content_type=kind, headers=bearer), 201)

    return Measured("v1: a matter handed in", by_v1), Measured("open311: the same, as a form", by_open311)


def _encoded(fields: dict[str, Any]) -> bytes:
    from urllib.parse import urlencode

    return urlencode(fields).encode()


def _answered(response: Any, status: int) -> Any:
    if response.status_code != status:
        raise SystemExit(f"{response.status_code}: {response.content[:500]!r}")
    return response


def _measure(measured: Measured) -> None:
    from django.db import connection

    statements: list[tuple[str, Any]] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        begun = time.perf_counter()
        measured.send()
        measured.milliseconds.append((time.perf_counter() - begun) * 1000)
    measured.statements = [each for each in statements if "platform_stamp" not in each[0]]


def _tell(ours: Measured, other: Measured) -> None:
    for measured in (ours, other):
        middle = statistics.median(measured.milliseconds)
        high = statistics.quantiles(measured.milliseconds, n=20)[18]
        ratio = middle / statistics.median(ours.milliseconds)
        count = len(measured.statements)
        print(f"{measured.name:32} {count:2} statements  median {middle:7.1f} ms  p95 {high:7.1f} ms  × {ratio:.2f}")


def _explain(measured: Measured) -> None:
    from django.db import connection

    for sql, params in measured.statements:
        if sql.lstrip().startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
                print(*("    " + row[0] for row in cursor.fetchall()), sep="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--explain", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
