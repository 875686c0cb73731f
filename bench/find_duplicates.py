"""How well the same matter is found again, and how fast: `python bench/find_duplicates.py [PART …]`.

On ../shared/data/messages_zh, which states no licence and stays there. Parts:

- `others`: messages of many people about the same matter, put together by hand (`same_matters.json`, numbers only).
- `edited`: every tenth message of hot_messages.csv, pasted again with typos, its sentences in another order, a half of
  it, among greetings and strange sentences, with other words for the same, in traditional characters, or all of it.
  What is shown beside the original was read pair by pair (`same_pairs.json`, numbers only): the same matter is the same
  place, company or rule and the same trouble, so that one remedy or answer settles both. The rules were set on every
  other message (the first half), so the second is the one to believe. Pairs that nobody has read are told and left out.
- `fresh`: the same messages unedited, each taken away from what is stored: what is shown where a matter may be new.
- `speed`: asks an installation made by `fill_texts.py` (`--data`) for edited messages, as one sees who sees all.

Where a message names its district (A3区) it is taken as the area of the matter, as a pin would give it. Prints figures,
asserts nothing.
"""

import argparse
import csv
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
MESSAGES = ROOT.parent / "shared" / "data" / "messages_zh"
MATTERS = Path(__file__).with_name("same_matters.json")
PAIRS = Path(__file__).with_name("same_pairs.json")

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from banjie.intelligence.classifying.folding import simplified  # noqa: E402
from banjie.intelligence.likeness.comparing import Likeness, Matter, alike  # noqa: E402
from banjie.intelligence.likeness.grams import Words  # noqa: E402
from banjie.intelligence.likeness.rarity import Rarity, counted  # noqa: E402
from banjie.intelligence.likeness.vectors import vectors_of  # noqa: E402

type Edit = Callable[[Words, random.Random], Words]

# Words that mean the same, each said for the other.
SAME = """投诉=举报 小区=社区 噪音=噪声 扰民=影响休息 严重=厉害 希望=盼望 请求=恳请 解决=处理 附近=周边
领导=负责人 没有=未
晚上=夜里 白天=日间 现在=目前 业主=住户 居民=群众 车辆=车子 道路=马路 垃圾=废弃物 油烟=烟味 开发商=房企 施工=干活
污染=脏乱 路灯=街灯 强烈=坚决 问题=情况 反映=反应 一直=始终 多次=好几次 怎么=如何 为什么=为何 学校=校方 孩子=小孩
公交车=巴士 购买=买 捆绑=搭售 违规=违法 收费=要钱 安全=平安 影响=妨碍 建设=修建 管理=管 物业=物业公司 尽快=赶快
核实=查实"""
GREETINGS = (
    "尊敬的领导您好，打扰您了。",
    "您好！我是本市一名普通市民，有一件事想请您过问。",
    "领导好，已经打过好几次电话了。",
)
FAREWELLS = ("望有关部门尽快处理并给予答复，谢谢！", "此致敬礼。", "麻烦您在百忙之中关注一下，非常感谢。")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=["others", "edited", "fresh"], help=" ".join(PARTS))
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    parser.add_argument("--data", type=Path, help="an installation made by fill_texts.py, for `speed`")
    parser.add_argument("--times", type=int, default=300, help="how many texts `speed` asks for")
    parser.add_argument("--show", type=int, default=0, help="print as many candidates that are wrong or unread")
    options = parser.parse_args()
    if not options.messages.exists():
        print(f"There is no {options.messages}; this measures real texts only.")
        return 2
    for part in options.parts:
        PARTS[part](options)
    return 0


class Messages:
    """The messages of hot_messages.csv as matters, with counts over all three files of messages."""

    def __init__(self, folder: Path) -> None:
        rows = read(folder / "hot_messages.csv")
        self.numbers = [row["留言编号"] for row in rows]
        self.matters = [matter(row["留言主题"], row["留言详情"].strip()) for row in rows]
        others = [Words(row["title"], row["body"]) for row in read(folder / "labelled.csv")]
        others += [Words(row["留言主题"], row["留言详情"]) for row in read(folder / "replied.csv")]
        self.rarity: Rarity = counted([*(each.text for each in self.matters), *others])
        vectors = vectors_of([each.text for each in self.matters], self.rarity)
        order = np.argsort(vectors.hash, kind="stable")
        self.hashes, self.weights = vectors.hash[order], vectors.weight[order]
        self.said_in = np.repeat(np.arange(len(vectors)), np.diff(vectors.begins))[order]

    def near(self, text: Words) -> NDArray[np.float64]:
        """How like the text each message is, a cosine, by way of where each of its grams is said."""
        hashes, weights = vectors_of([text], self.rarity).one(0)
        first, last = np.searchsorted(self.hashes, hashes), np.searchsorted(self.hashes, hashes, side="right")
        places = np.concatenate([np.arange(*each) for each in zip(first, last, strict=True)] or [np.arange(0)])
        products = np.repeat(weights, last - first) * self.weights[places]
        return np.bincount(self.said_in[places], weights=products, minlength=len(self.matters))

    def found(self, asked: Matter, *, but: Iterable[int] = ()) -> list[tuple[int, Likeness]]:
        """What would be shown, among all messages but some."""
        near = self.near(asked.text)
        near[list(but)] = -1
        known = np.argsort(-near)[:150].tolist()
        found = alike(asked, [self.matters[each] for each in known], self.rarity)
        return [(known[each.number], each) for each in found]


def matter(title: str, body: str) -> Matter:
    named = re.search(r"A(\d)[区县市]", title) or re.search(r"A(\d)[区县市]", body)
    return Matter(Words(title, body), area_path=f"A.A{named[1]}" if named else "")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def part_others(options: argparse.Namespace) -> None:
    messages = Messages(options.messages)
    at = {number: place for place, number in enumerate(messages.numbers)}
    kept = json.loads(MATTERS.read_text(encoding="utf-8"))
    same = {at[number]: name for name, each in kept.items() for number in each["same"]}
    beside = {name: {at[number] for number in each["beside"]} for name, each in kept.items()}
    recall, right, shown, wrong = [], 0, 0, []
    for place, name in same.items():
        found = messages.found(messages.matters[place], but=[place, *beside[name]])
        hits = sum(same.get(each) == name for each, _likeness in found)
        recall.append(hits / min(5, len(kept[name]["same"]) - 1))
        right, shown = right + hits, shown + len(found)
        wrong += [(place, each, why) for each, why in found if same.get(each) != name]
    print(
        f"others: {len(same)} messages on {len(kept)} matters: recall@5 {statistics.mean(recall):.3f}, "
        f"precision {right / shown:.3f}, one of the same found for {statistics.mean(each > 0 for each in recall):.3f}"
    )
    _show(messages, wrong, options.show)


@dataclass
class Tally:
    """What was asked, found and shown of some texts; `same` and `another` are other messages than the original."""

    asked: int = 0
    found: int = 0
    same: int = 0
    another: int = 0
    unread: int = 0

    def __str__(self) -> str:
        read = self.found + self.same + self.another
        shown = (read + self.unread) / self.asked
        told = f"recall@5 {self.found / self.asked:.4f}, precision {(self.found + self.same) / read:.4f}"
        return f"{told}; {shown:.2f} shown each, {self.unread} of them never read"


def part_edited(options: argparse.Namespace) -> None:
    messages, draw = Messages(options.messages), random.Random(11)
    asked = [place for place, each in enumerate(messages.matters) if place % 10 == 0 and len(each.text.body) >= 15]
    read, halves, wrong = read_pairs(messages), (Tally(), Tally()), []
    for name, edit in EDITS.items():
        of_edit = Tally()
        for place in asked:
            original = messages.matters[place]
            found = messages.found(Matter(edit(original.text, draw), area_path=original.area_path))
            for tally in (of_edit, halves[place // 10 % 2]):
                count(tally, place, [each for each, _why in found], read)
            wrong += [(place, each, why) for each, why in found if each != place and not read.get((place, each))]
        print(f"  {name}: {of_edit}")
    both = Tally(*(sum(each) for each in zip(*map(astuple, halves), strict=True)))
    print(f"edited: {both.asked} texts, the original among what is shown: {both}")
    for half, tally in zip(("that the rules were set on", "held out"), halves, strict=True):
        print(f"  the half {half}: {tally}")
    draw.shuffle(wrong)
    _show(messages, wrong, options.show)


def part_fresh(options: argparse.Namespace) -> None:
    messages = Messages(options.messages)
    read, tally, nothing, only_wrong, wrong = read_pairs(messages), Tally(), 0, 0, []
    for place, asked in enumerate(messages.matters):
        if place % 10 or len(asked.text.body) < 15:
            continue
        found = messages.found(asked, but=[place])
        count(tally, place, [each for each, _why in found], read)
        nothing += not found
        only_wrong += bool(found) and not any(read.get((place, each)) for each, _why in found)
        wrong += [(place, each, why) for each, why in found if not read.get((place, each))]
    print(
        f"fresh: {tally.asked} messages: {tally.same} candidates the same matter, {tally.another} another, "
        f"{tally.unread} never read; nothing shown for {nothing}, nothing right for {only_wrong} more"
    )
    _show(messages, wrong, options.show)


def read_pairs(messages: Messages) -> dict[tuple[int, int], bool]:
    """Whether two messages, by their places, were found to be the same matter by whoever read them."""
    at = {number: place for place, number in enumerate(messages.numbers)}
    kept = json.loads(PAIRS.read_text(encoding="utf-8"))
    return {
        (at[asked], at[other]): verdict == "same"
        for asked, verdicts in kept.items()
        for verdict, others in verdicts.items()
        for other in others
    }


def count(tally: Tally, place: int, found: Sequence[int], read: Mapping[tuple[int, int], bool]) -> None:
    others = [read.get((place, each)) for each in found if each != place]
    tally.asked += 1
    tally.found += place in found
    tally.same += others.count(True)
    tally.another += others.count(False)
    tally.unread += others.count(None)


def _show(messages: Messages, wrong: Sequence[tuple[int, int, Likeness]], most: int) -> None:
    for place, other, why in wrong[:most]:
        one, two = messages.matters[place].text, messages.matters[other].text
        numbers = f"{messages.numbers[place]} {messages.numbers[other]}"
        print(f"    {numbers} {why.text:.2f} {why.place} {one.title[:36]} | {two.title[:36]} | {' '.join(why.words)}")


def typos(text: Words, draw: random.Random) -> Words:
    def spoiled(part: str) -> str:
        return "".join(draw.choice("的地得在再做作那哪已以他她") if draw.random() < 0.05 else each for each in part)

    return Words(spoiled(text.title), spoiled(text.body))


def reordered(text: Words, draw: random.Random) -> Words:
    parts = [part for part in re.split(r"(?<=[。！？；，])", text.body) if part]
    draw.shuffle(parts)
    return Words("", "".join(parts))


def cut(text: Words, draw: random.Random) -> Words:
    half = max(len(text.body) // 2, 12)
    return Words("", text.body[:half] if draw.random() < 0.5 else text.body[-half:])


def padded(text: Words, draw: random.Random) -> Words:
    return Words("", f"{draw.choice(GREETINGS)}{text.title}。{text.body}{draw.choice(FAREWELLS)}")


def swapped(text: Words, draw: random.Random) -> Words:
    title, body = text
    for pair in SAME.split():
        one, other = pair.split("=")
        if draw.random() < 0.8:
            title, body = title.replace(one, other), body.replace(one, other)
    return Words(title, body)


def traditional(text: Words, draw: random.Random) -> Words:
    table: dict[int, str] = {}
    for old, new in simplified().items():
        table.setdefault(ord(new), old)
    wide = {each: each + 0xFEE0 for each in range(0x30, 0x7B)}
    return Words(text.title.translate(table), text.body.translate(table).translate(wide))


def mixed(text: Words, draw: random.Random) -> Words:
    for edit in (swapped, typos, reordered):
        text = edit(text, draw)
    return Words("", draw.choice(GREETINGS) + text.body[: max(len(text.body) * 3 // 4, 12)] + draw.choice(FAREWELLS))


EDITS: dict[str, Edit] = {
    "pasted": lambda text, _draw: text,
    "typos": typos,
    "reordered": reordered,
    "cut": cut,
    "padded": padded,
    "other words": swapped,
    "traditional, full width": traditional,
    "all of it": mixed,
}


def part_speed(options: argparse.Namespace) -> None:
    from installation import describe, open_installation

    open_installation(options.data)
    from django.db import connection
    from import_rows import _server_seconds

    from banjie.cases.likeness import counting, finding
    from banjie.intelligence.tallies import queries as tallies
    from banjie.organisations.models import Staff
    from banjie.organisations.queries import viewer_for
    from banjie.platform import clock

    print(describe())
    at = clock.now()
    if tallies.current().counted_at is None:
        begun = time.perf_counter()
        read_texts = counting.count(at=at)
        print(f"counted {read_texts:,} texts in {time.perf_counter() - begun:.1f} s")
    viewer = viewer_for(Staff.objects.get(username="dispatch"), at)
    draw = random.Random(5)
    rows = [row for row in read(options.messages / "hot_messages.csv") if len(row["留言详情"].strip()) >= 15]
    shown_at_all = _shown_at_all([row["留言主题"] for row in rows], viewer, at)
    took, hits, could, shown = [], 0, 0, 0
    here, there = time.process_time(), _server_seconds(options.data / "postgres")
    for row in draw.sample(rows, options.times):
        text = draw.choice([*EDITS.values()])(Words(row["留言主题"], row["留言详情"].strip()), draw)
        begun = time.perf_counter()
        found = finding.like(Matter(text, received_at=at), viewer=viewer, at=at)
        took.append((time.perf_counter() - begun) * 1000)
        shown += len(found)
        if row["留言主题"] in shown_at_all:
            could += 1
            hits += any(each.line.title == row["留言主题"] for each in found)
    took.sort()
    mine = (time.process_time() - here) * 1000 / len(took)
    theirs = (_server_seconds(options.data / "postgres") - there) * 1000 / len(took)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('case_text_search') / 1e6, pg_table_size('tallies_gramcounts') / 1e6")
        index, counts = cursor.fetchone()
    print(
        f"speed: p50 {took[len(took) // 2]:.1f} ms, p95 {took[len(took) * 95 // 100]:.1f} ms, most {took[-1]:.0f} ms; "
        f"processor time {mine:.1f} ms here and {theirs:.1f} ms in the database"
    )
    print(
        f"  {hits} of {could} originals shown that are open or recent and in sight, {shown / len(took):.2f} shown each"
    )
    print(f"  search index {index:,.0f} MB, which was there before; counts {counts:.1f} MB; memory a process 8 MB")


def _shown_at_all(titles: Sequence[str], viewer: object, at: datetime) -> set[str]:
    """The titles of messages that would be compared at all: open or recent ones in sight, and no disputes."""
    from django.db.models import Q

    from banjie.cases.likeness.finding import RECENT
    from banjie.cases.models import Case
    from banjie.cases.visibility import visible_to

    lately = Case.objects.filter(Q(is_open=True) | Q(received_at__gte=at - RECENT), received_at__gte=at - 2 * RECENT)
    kept = visible_to(viewer, lately.exclude(kind="dispute"))  # type: ignore[arg-type]
    return set(kept.filter(title__in=titles).values_list("title", flat=True))


PARTS = {"others": part_others, "edited": part_edited, "fresh": part_fresh, "speed": part_speed}

if __name__ == "__main__":
    sys.exit(main())
