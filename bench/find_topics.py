"""What the hot topics of a period are, with their evidence: `python bench/find_topics.py [--days N]`.

On ../shared/data/messages_zh/hot_messages.csv, which states no licence and stays there: a year of messages with the
number of people who agreed with each (taken as voices). Without `--days` the window is the whole year. Prints the
hottest ten with their members; whether they are topics, a person has to say.
"""

import argparse
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from find_duplicates import MESSAGES, matter, read  # noqa: E402

from banjie.intelligence.likeness.comparing import Matter  # noqa: E402
from banjie.intelligence.likeness.rarity import counted  # noqa: E402
from banjie.intelligence.topics.finding import topics_of  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    parser.add_argument("--days", type=int, help="a window of so many days before the last message")
    parser.add_argument("--most", type=int, default=10)
    parser.add_argument("--members", type=int, default=5, help="how many members to print of each")
    options = parser.parse_args()
    if not options.messages.exists():
        print(f"There is no {options.messages}; this measures real texts only.")
        return 2
    rows = read(options.messages / "hot_messages.csv")
    told = [matter(row["留言主题"], row["留言详情"].strip()) for row in rows]
    matters = [_timed(each, row["留言时间"]) for each, row in zip(told, rows, strict=True)]
    at = max(each.received_at for each in matters if each.received_at)
    window = timedelta(days=options.days or 366)
    kept = [place for place, each in enumerate(matters) if each.received_at and at - window <= each.received_at]
    begun = time.perf_counter()
    rarity = counted([each.text for each in matters])
    found = topics_of(
        [matters[place] for place in kept], [int(rows[place]["点赞数"]) for place in kept], rarity, at=at, window=window
    )
    took = time.perf_counter() - begun
    print(f"{len(kept):,} messages of {window.days} days until {at:%F}: {len(found)} topics in {took:.1f} s")
    # As on the page: what most only ask is listed apart, after what is to be settled.
    for number, topic in enumerate(sorted(found, key=lambda each: each.asked)[: options.most], 1):
        heat = topic.heat
        print(
            f"{number:>2}. {topic.headline}\n    heat {heat.heat:.1f}, {heat.distinct} distinct of {heat.messages}, "
            f"{heat.voices} voices, {heat.first:%F} to {heat.last:%F}, lately {heat.lately} before {heat.before}; "
            f"{' · '.join(topic.words)}"
        )
        for place in (kept[each] for each in topic.members[: options.members]):
            number, title = rows[place]["留言编号"], rows[place]["留言主题"]
            print(f"      {number} {matters[place].received_at:%F} {title}")
    return 0


def _timed(told: Matter, moment: str) -> Matter:
    for form in ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d"):
        try:
            return Matter(told.text, told.point, told.area_path, datetime.strptime(moment.strip(), form))  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(moment)


if __name__ == "__main__":
    sys.exit(main())
