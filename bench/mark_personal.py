"""How soon personal data is marked in texts, and what is marked: `python bench/mark_personal.py [--sample 20]`.

On ../shared/data, which stays there: real messages, most of whose names and numbers were taken out where they were
published. Prints the time of a text, by part, the worst texts, how much is marked, and on the sentences of the tests
how much of it is right; with `--sample` so many marks of each kind with the words round them, to be looked at.
"""

import argparse
import csv
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
DATA = ROOT.parent / "shared" / "data"

from tests.unit.intelligence.personal.test_reading import sentences  # noqa: E402

from banjie.intelligence.folded import folded  # noqa: E402
from banjie.intelligence.personal.codes import codes  # noqa: E402
from banjie.intelligence.personal.doors import doors  # noqa: E402
from banjie.intelligence.personal.marks import Mark  # noqa: E402
from banjie.intelligence.personal.numbers import numbers  # noqa: E402
from banjie.intelligence.personal.people import people  # noqa: E402
from banjie.intelligence.personal.reading import marks, masked  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    _how_well()
    if not options.data.exists():
        print(f"There is no {options.data}; no more is measured without real texts.")
        return 2
    with (options.data / "messages_zh" / "labelled.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [f"{row['title']}。{row['body']}" for row in csv.DictReader(file)]
    usual = [text for text in texts if 100 <= len(text) <= 300]
    print(f"{len(usual)} messages, {sum(map(len, usual)) / len(usual):.0f} characters on average", end="")
    print(f"; load {os.getloadavg()[0]:.1f}")
    _speed(usual)
    _worst()
    _marked(texts, options.sample)
    return 0


def _how_well() -> None:
    right = wanted_at_all = found_at_all = 0
    made = sentences()
    for text, wanted in made:
        found = {(str(each.kind), each.start, each.end) for each in marks(text)}
        right, wanted_at_all = right + len(found & wanted), wanted_at_all + len(wanted)
        found_at_all += len(found)
    print(f"{len(made)} sentences, {wanted_at_all} marks: precision {right / found_at_all:.3f}", end="")
    print(f", recall {right / wanted_at_all:.3f} (kind and span both right)")


def _speed(texts: Sequence[str]) -> None:
    plain = [folded(text) for text in texts]
    both = list(zip(texts, plain, strict=True))
    print(f"marks {_each(lambda: [marks(text) for text in texts], len(texts)):.1f} µs a text", end="")
    print(f", with masking {_each(lambda: [masked(text) for text in texts], len(texts)):.1f}: folding", end="")
    print(f" {_each(lambda: [folded(text) for text in texts], len(texts)):.1f}", end="")
    parts: dict[str, Callable[[str], Iterator[Mark]]] = {"numbers": numbers, "codes": codes, "doors": doors}
    for name, part in parts.items():
        print(f", {name} {_each(partial(_through, part, plain), len(texts)):.1f}", end="")
    print(f", people {_each(lambda: [list(people(*pair)) for pair in both], len(texts)):.1f}")


def _through(part: Callable[[str], Iterator[Mark]], texts: Sequence[str]) -> None:
    for text in texts:
        list(part(text))


def _each(work: Callable[[], object], count: int) -> float:
    times = []
    for _ in range(7):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) / count * 1e6


def _worst() -> None:
    for text in ("1" * 1_000_000, "13812345678 " * 80_000, "王先生" * 300_000, "3栋2单元" * 200_000, "a.b@" * 250_000):
        begun = time.perf_counter()
        marks(text)
        print(f"  {len(text):>8} characters of {text[:6]!r}: {(time.perf_counter() - begun) * 1e3:.0f} ms")


def _marked(texts: Sequence[str], sample: int) -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for mark in marks(text):
            around = (
                f"{text[max(0, mark.start - 8) : mark.start]}【{text[mark.start : mark.end]}】{text[mark.end :][:6]}"
            )
            seen[mark.kind].append(around.replace("\n", " "))
    print(", ".join(f"{kind} {len(found)}" for kind, found in sorted(seen.items())), f"in {len(texts)} messages")
    dice = random.Random(3)
    for kind, found in sorted(seen.items()) if sample else ():
        print(f"\n{kind}")
        for words in dice.sample(found, min(sample, len(found))):
            print("  ", words)


if __name__ == "__main__":
    sys.exit(main())
