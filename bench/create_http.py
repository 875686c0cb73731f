"""Cases per second through HTTP: token, checks, area, routing, clocks, sealed contact, timeline, search index.

    python bench/create_http.py --url http://127.0.0.1:8000 --token bjk_… --category CODE [--seconds 20] [--clients 8]

Each client is a process of its own with one connection kept alive, so that the generator is not the
bottleneck; on a box with few cores it still takes its share of them, which the figures include.
"""

import argparse
import http.client
import json
import multiprocessing
import random
import statistics
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

# A Django application in the same field, on this size of machine.
PEER_PER_SECOND = 24
TARGET_PER_SECOND = 400
TARGET_P95_MS = 60

TEXTS = (
    "主街路灯不亮三天了，晚上看不见路，老人孩子出门都不方便，请派人来修。",
    "楼下烧烤店每天营业到凌晨两点，油烟和噪声影响休息，希望尽快处理。",
    "小区门口井盖松动，车一压就响，昨天有人差点摔倒。",
    "自来水发黄有异味，已经持续一周，请检查水质并告知原因。",
)


def matter(options: argparse.Namespace, chance: random.Random) -> bytes:
    west, south, east, north = (float(part) for part in options.box.split(","))
    text = chance.choice(TEXTS)
    body = {
        "body": f"{text}（{chance.randrange(10**6)}）",
        "category": options.category,
        "place_text": f"主街{chance.randrange(400)}号",
        "longitude": round(chance.uniform(west, east), 6),
        "latitude": round(chance.uniform(south, north), 6),
        "contact": {"name": "某某", "phone": f"199{chance.randrange(10**8):08d}"},
    }
    return json.dumps(body, ensure_ascii=False).encode()


def client(number: int, options: argparse.Namespace, results: "multiprocessing.Queue[Any]") -> None:
    """Sends one matter after the other until time is up; gives back how long each took, and every status."""
    chance = random.Random(number)
    address = urlsplit(options.url)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=30)
    headers = {"Authorization": f"Bearer {options.token}", "Content-Type": "application/json"}
    took: list[float] = []
    statuses: Counter[int] = Counter()
    begin = time.monotonic() + options.warm_up
    end = begin + options.seconds
    count = 0
    while time.monotonic() < end:
        count += 1
        body = matter(options, chance)
        sent = time.perf_counter()
        key = f"bench-{options.run}-{number}-{count}"
        try:
            connection.request("POST", "/api/v1/cases", body, {**headers, "Idempotency-Key": key})
            response = connection.getresponse()
            response.read()
            status = response.status
        except (http.client.HTTPException, OSError):
            # Counted as status 0; the next request connects anew.
            connection.close()
            status = 0
        if time.monotonic() >= begin:
            took.append(time.perf_counter() - sent)
            statuses[status] += 1
    results.put((took, statuses))


def main() -> None:
    options = _options()
    _answers(options.url)
    options.run = int(time.time())
    results: multiprocessing.Queue[Any] = multiprocessing.Queue()
    clients = [
        multiprocessing.Process(target=client, args=(number, options, results)) for number in range(options.clients)
    ]
    for each in clients:
        each.start()
    took: list[float] = []
    statuses: Counter[int] = Counter()
    for _ in clients:
        # A client that failed says so on its own; the others are not waited for in vain.
        times, seen = results.get(timeout=options.warm_up + options.seconds + 60)
        took += times
        statuses += seen
    for each in clients:
        each.join()
    report(took, statuses, options)


def _answers(url: str) -> None:
    """Ends the run before it begins where nobody listens."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=30)
    connection.request("GET", "/api/v1/openapi.json")
    if connection.getresponse().status != 200:
        raise SystemExit(f"{url} is not Banjie")


def report(took: list[float], statuses: Counter[int], options: argparse.Namespace) -> None:
    made = statuses[201]
    rate = made / options.seconds
    cuts = statistics.quantiles(took, n=100)
    print(f"{options.clients} clients, {options.seconds} s after {options.warm_up} s of warming up")
    print(f"cases made   {made}   statuses {dict(statuses)}")
    print(f"cases/s      {rate:8.1f}   × {rate / PEER_PER_SECOND:.1f} of the peer's {PEER_PER_SECOND}/s")
    print(f"             {'':8}   × {rate / TARGET_PER_SECOND:.2f} of the target of {TARGET_PER_SECOND}/s")
    print(f"p50          {cuts[49] * 1000:8.1f} ms")
    print(f"p95          {cuts[94] * 1000:8.1f} ms   target {TARGET_P95_MS} ms")
    print(f"p99          {cuts[98] * 1000:8.1f} ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--token", required=True)
    parser.add_argument("--category", required=True)
    parser.add_argument("--box", default="113.42,33.22,113.60,33.30", help="west,south,east,north of the matters")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--warm-up", type=float, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
