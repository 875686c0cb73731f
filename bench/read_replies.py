"""How well drafts are read: published answers beside their own matters, and beside somebody else's.

python bench/read_replies.py --messages ../shared/data/messages_zh/replied.csv
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from banjie.intelligence.replies import Draft, Earlier, Matter, RemarkCode, Side, read_reply

BEFORE = 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0, help="how many of the published answers to print with remarks")
    asked = parser.parse_args()
    pairs = [each for each in _pairs(asked.messages) if len(each[2]) >= BEFORE]
    chance = random.Random(7)
    own = [_read(pairs, at, at) for at in range(BEFORE, len(pairs))]
    others = [_read(pairs, at, chance.randrange(BEFORE, len(pairs))) for at in range(BEFORE, len(pairs))]
    copies = [_copied(pairs, at, chance) for at in range(BEFORE, len(pairs))]
    print(f"{len(own)} published answers, each with the {BEFORE} before it")
    for code in RemarkCode:
        print(f"  {code:18} its own matter {_share(own, code):5.1%}   another's matter {_share(others, code):5.1%}")
    print(
        f"  copied, of {len(copies)} made from an earlier one with its figures changed: {sum(copies) / len(copies):.1%}"
    )
    _time(pairs)
    _show(pairs, chance, asked.show)
    return 0


def _pairs(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["留言主题"].strip(), row["留言详情"].strip(), row["答复意见"].strip()) for row in rows]


def _read(pairs: Sequence[tuple[str, str, str]], matter: int, reply: int) -> list[RemarkCode]:
    title, body, _ = pairs[matter]
    reading = read_reply(Matter(title, body), Draft(pairs[reply][2]), _earlier(pairs, matter, reply))
    return [each.code for each in reading.remarks]


def _copied(pairs: Sequence[tuple[str, str, str]], at: int, chance: random.Random) -> bool:
    """An answer from among the fifty before, given again with its figures changed and a sentence of its own."""
    title, body, _ = pairs[at]
    earlier = _earlier(pairs, at, -1)
    source = chance.choice(earlier).reply
    changed = "".join(chance.choice("0123456789") if each.isdigit() else each for each in source)
    reading = read_reply(Matter(title, body), Draft(f"关于您反映的{title}，{changed}"), earlier)
    return any(each.code is RemarkCode.COPIED for each in reading.remarks)


def _earlier(pairs: Sequence[tuple[str, str, str]], at: int, without: int) -> list[Earlier]:
    return [Earlier(str(each), pairs[each][0], pairs[each][2]) for each in range(at - BEFORE, at) if each != without]


def _share(readings: Sequence[Sequence[RemarkCode]], code: RemarkCode) -> float:
    return sum(code in each for each in readings) / len(readings)


def _time(pairs: Sequence[tuple[str, str, str]]) -> None:
    taken = []
    for at in range(BEFORE, BEFORE + 400):
        begun = time.perf_counter()
        _read(pairs, at, at)
        taken.append(time.perf_counter() - begun)
    taken.sort()
    print(f"  a draft with {BEFORE} before it: {1000 * taken[200]:.1f} ms, p95 {1000 * taken[380]:.1f} ms")


def _show(pairs: Sequence[tuple[str, str, str]], chance: random.Random, most: int) -> None:
    for at in chance.sample(range(BEFORE, len(pairs)), most):
        title, body, reply = pairs[at]
        reading = read_reply(Matter(title, body), Draft(reply), _earlier(pairs, at, at))
        print(f"\n== {title}\n{body[:400]}\n>> {reply[:600]}")
        for each in reading.remarks:
            texts = {Side.MATTER: body, Side.REPLY: reply}
            words = [texts[passage.side][passage.start : passage.end] for passage in each.passages]
            print(f"   -- {each.code} {each.percent or ''} {words}")
    remarks = Counter(len(_read(pairs, at, at)) for at in range(BEFORE, len(pairs)))
    print("  remarks by answer:", dict(sorted(remarks.items())))


if __name__ == "__main__":
    sys.exit(main())
