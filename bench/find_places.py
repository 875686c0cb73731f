"""How soon, and how well, places are found in texts: `python bench/find_places.py`.

On ../shared/data, which stays there: 100,000 names, made of the towns of China and of roads and estates that are made
up of their names, with the named roads of a real district among them; and real messages of 100 to 300 characters, as
they are and with places of the gazetteer put into them. Prints how long the index takes to build and what it holds, the
time of a text in batches and alone, the worst texts, and how often the place that was put in comes first or is offered.
Needs nothing of the product's environment but numpy.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
DATA = ROOT.parent / "shared" / "data"

from banjie.intelligence.placing.candidates import candidates, certain  # noqa: E402
from banjie.intelligence.placing.gazetteer import Gazetteer  # noqa: E402
from banjie.places.levels import PlaceKind  # noqa: E402

ENDS = {
    PlaceKind.ROAD: ("路", "街", "大道", "东路", "西街", "巷"),
    PlaceKind.ESTATE: ("小区", "花园", "家园", "新村", "名邸", "一期"),
    PlaceKind.SCHOOL: ("小学", "幼儿园"),
    PlaceKind.MARKET: ("菜市场",),
}


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    kind: PlaceKind
    path: str
    place_id: int
    lon: float | None = None
    lat: float | None = None

    @property
    def canonical(self) -> str:
        return self.name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if not options.data.exists():
        print(f"There is no {options.data}; this measures real texts only.")
        return 2
    dice = random.Random(6)
    names = gazetteer_names(options.data, options.names, dice)
    print(f"{len(names)} names, {len({each.name for each in names})} different; load {os.getloadavg()[0]:.1f}")
    gazetteer = _built(names)
    texts = messages(options.data)
    put = [_with_place(text, dice.choice(names), dice) for text in texts]
    _speed("as they are", gazetteer, texts, options.rounds)
    _speed("with a place put in", gazetteer, [text for text, _ in put], options.rounds)
    _worst(gazetteer)
    _how_well(gazetteer, put)
    return 0


def gazetteer_names(data: Path, most: int, dice: random.Random) -> list[Name]:
    """Four in ten are areas, which is far more than a prefecture has; their bare names make the worst case."""
    with (data / "places" / "areacity_level4.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["deep"] == "3"]
    towns = [Name(row["ext_name"], PlaceKind.AREA, f"c{row['pid']}.t{row['id']}", int(row["id"])) for row in rows]
    names = towns[: most * 2 // 5]
    roads = json.loads((data / "places" / "zhengzhou_east_roads_osm.geojson").read_text(encoding="utf-8"))
    real = dict.fromkeys(each["properties"].get("name") for each in roads["features"])
    names += [Name(each, PlaceKind.ROAD, dice.choice(towns).path, n) for n, each in enumerate(filter(None, real))]
    stems = [row["name"] for row in rows if len(row["name"]) in (2, 3)]
    kinds = list(ENDS)
    while len(names) < most:
        kind = dice.choices(kinds, (5, 4, 1, 1))[0]
        name = dice.choice(stems) + dice.choice(ENDS[kind])
        names.append(Name(name, kind, f"{dice.choice(towns).path}.v{dice.randrange(20)}", len(names)))
    return names


def messages(data: Path) -> list[str]:
    with (data / "messages_zh" / "labelled.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [f"{row['title']}。{row['body']}" for row in csv.DictReader(file)]
    found = [text for text in texts if 100 <= len(text) <= 300]
    print(f"{len(found)} messages, {sum(map(len, found)) / len(found):.0f} characters on average")
    return found


def _built(names: Sequence[Name]) -> Gazetteer[Name]:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        gazetteer = Gazetteer(names)
        times.append(time.perf_counter() - begun)
    tracemalloc.start()
    kept = Gazetteer(names)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"build {min(times):.2f} s; {kept.names} forms in {kept.nbytes / 1e6:.1f} MB", end="")
    print(f" (allocated {held / 1e6:.1f} MB, {peak / 1e6:.0f} MB while building); nothing is saved")
    return gazetteer


def _with_place(text: str, name: Name, dice: random.Random) -> tuple[str, Name]:
    number = f"{dice.randrange(1, 300)}号" if name.kind is PlaceKind.ROAD else ""
    beside = dice.choice(("", "对面", "旁边", "门口", "附近"))
    head, mark, tail = text.partition("。")
    return f"{head}{mark}在{name.name}{number}{beside}，{tail}", name


def _speed(what: str, gazetteer: Gazetteer[Name], texts: Sequence[str], rounds: int) -> None:
    found, chosen = [], []
    for _ in range(rounds):
        begun = time.process_time()
        hits = gazetteer.find(texts)
        middle = time.process_time()
        made = candidates(gazetteer, texts)
        found.append((middle - begun) / len(texts) * 1e6)
        chosen.append((time.process_time() - middle) / len(texts) * 1e6)
    alone = []
    for text in texts[:1_000]:
        begun = time.perf_counter()
        candidates(gazetteer, [text])
        alone.append((time.perf_counter() - begun) * 1e6)
    alone.sort()
    print(f"{what}: names {min(found):.1f} µs a text, candidates in all {min(chosen):.1f} µs", end="")
    met, offered = sum(len(own) for *_, own in hits), sum(map(len, made))
    print(f" ({met / len(texts):.1f} names met, {offered / len(texts):.2f} offered)")
    print(f"  one alone: p50 {alone[len(alone) // 2]:.0f} µs, p95 {alone[len(alone) * 19 // 20]:.0f} µs on the clock")


def _worst(gazetteer: Gazetteer[Name]) -> None:
    name = gazetteer.entries[-1].name
    for text in ("", "人", "。" * 1_000_000, name * 100_000, f"{name}与" * 100_000, "在" * 1_000_000, "a b " * 250_000):
        begun = time.perf_counter()
        candidates(gazetteer, [text])
        print(f"  {len(text):>9} characters of {text[:6]!r}: {(time.perf_counter() - begun) * 1e3:.1f} ms")


def _how_well(gazetteer: Gazetteer[Name], put: Sequence[tuple[str, Name]]) -> None:
    made = candidates(gazetteer, [text for text, _ in put])
    first = sum(bool(found) and found[0].entry.name == name.name for found, (_, name) in zip(made, put, strict=True))
    among = sum(any(each.entry.name == name.name for each in found) for found, (_, name) in zip(made, put, strict=True))
    sure = [(certain(found), name) for found, (_, name) in zip(made, put, strict=True)]
    told = [(entry, name) for entry, name in sure if entry is not None]
    right = sum(entry.path == name.path for entry, name in told)
    print(f"the place put in comes first in {first / len(put):.1%}, is offered in {among / len(put):.1%}")
    print(f"certain in {len(told) / len(put):.1%}, of which {right / max(len(told), 1):.2%} in the right area")


if __name__ == "__main__":
    sys.exit(main())
