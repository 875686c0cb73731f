"""Level and kind from words, on real messages: how often something is proposed, and how often the kind is the title's.

    python bench/read_words.py [--data ../shared/data] [--sample 15]

A sample of what is proposed critical and urgent is printed, to be read by a person: nothing says how pressing it was.
"""

import argparse
import csv
import random
import re
import time
from collections import Counter
from pathlib import Path

from banjie.intelligence.kinds import propose
from banjie.intelligence.urgency import Level, read

# How a title begins says what its writer wants.
SAID = {
    "咨询": "enquiry",
    "建议": "suggestion",
    "投诉": "complaint",
    "举报": "complaint",
    "请求": "request",
    "求助": "request",
    "恳请": "request",
}


def main() -> None:
    options = _options()
    path = options.data / "messages_zh" / "labelled.csv"
    if not path.exists():
        raise SystemExit(f"{path} is not there; see --data.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    _levels(rows, options.sample)
    _kinds(rows)


def _levels(rows: list[dict[str, str]], sample: int) -> None:
    began = time.process_time()
    found = [read(row["title"], row["body"]) for row in rows]
    took = time.process_time() - began
    counts = Counter(each.level for each in found)
    for level in Level:
        print(f"{level.key:9} {counts[level]:6} {counts[level] / len(rows):6.1%}")
    print(f"{1000 * took / len(rows):.1f} ms of processor time a message")
    for level in (Level.CRITICAL, Level.URGENT):
        those = [(row["title"], each) for row, each in zip(rows, found, strict=True) if each.level is level]
        for title, each in random.Random(1).sample(those, min(sample, len(those))):
            print(f"  {level.key}: {title[:30]} | {' '.join(each.seen[0].evidence)}")


def _kinds(rows: list[dict[str, str]]) -> None:
    begins = re.compile("|".join(SAID))
    known = [(SAID[found.group()], row["body"]) for row in rows if (found := begins.match(row["title"]))]
    known = [(kind, body) for kind, body in known if len(body) >= 10]
    began = time.process_time()
    proposed = [(kind, propose("", body)) for kind, body in known]
    took = time.process_time() - began
    spoke = [(kind, said.kind) for kind, said in proposed if said is not None]
    right = sum(kind == said for kind, said in spoke)
    print(
        f"kind, from {len(known)} bodies alone: proposed {len(spoke) / len(known):.1%}, right {right / len(spoke):.1%}"
    )
    print(f"{1000 * took / len(known):.2f} ms of processor time a body; taken for: {Counter(spoke).most_common(12)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sample", type=int, default=15)
    return parser.parse_args()


if __name__ == "__main__":
    main()
