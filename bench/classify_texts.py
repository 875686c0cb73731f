"""How well and how fast texts are put in their place: `python bench/classify_texts.py [PART …]`.

On ../shared/data, which states no licence and stays there. Parts: `messages` (7 labels, cross-validated by group),
`beside` (the same folds for others' ways, `text_rivals.py`), `boston`, `topics` and `english` (cold start), `units`
(where a request went), `speed`, `size`. A group is what shares a title or a body, so that no repeated text stands on
both sides. Prints figures, asserts nothing. It needs nothing of the product's environment but numpy.
"""

import argparse
import csv
import importlib.util
import json
import random
import re
import resource
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
DATA = ROOT.parent / "shared" / "data"

from text_rivals import RIVALS, Rival, Said, fasttext  # noqa: E402

from banjie.intelligence.classifying import modelfile  # noqa: E402
from banjie.intelligence.classifying.features import Words  # noqa: E402
from banjie.intelligence.classifying.measuring import figures  # noqa: E402
from banjie.intelligence.classifying.model import Choice, Model  # noqa: E402
from banjie.intelligence.classifying.training import Example, build  # noqa: E402
from banjie.intelligence.units import Matter, words_of  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=[*PARTS], help=" ".join(PARTS))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0, help="which folds: a choice made on some is confirmed on others")
    parser.add_argument("--texts", type=int, default=1_000_000, help="how many the part `size` learns from")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"There is no {options.data}; this measures real texts only.")
        return 2
    for part in options.parts:
        PARTS[part](options)
    return 0


def messages(data: Path) -> tuple[list[Words], list[str], list[int]]:
    with (data / "messages_zh" / "labelled.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [Words(row["title"], row["body"]) for row in rows]
    return texts, [row["label"] for row in rows], grouped(texts)


def grouped(texts: Sequence[Words]) -> list[int]:
    """The same number for texts that share a title or a body, letters and digits alone compared."""
    leads = list(range(len(texts)))
    seen: dict[str, int] = {}

    def lead(of: int) -> int:
        while leads[of] != of:
            of = leads[of]
        return of

    for number, text in enumerate(texts):
        for part in text:
            bare = re.sub(r"\W", "", unicodedata.normalize("NFKC", part)).lower()
            if len(bare) >= 4:
                leads[lead(number)] = lead(seen.setdefault(bare, number))
    return [lead(number) for number in range(len(texts))]


def folds(groups: Sequence[int], count: int, seed: int) -> Iterable[tuple[list[int], list[int]]]:
    order = sorted(set(groups))
    random.Random(seed).shuffle(order)
    part = {group: place % count for place, group in enumerate(order)}
    for fold in range(count):
        yield (
            [n for n, group in enumerate(groups) if part[group] != fold],
            [n for n, group in enumerate(groups) if part[group] == fold],
        )


def ours(texts: list[Words], labels: list[str], asked: list[Words]) -> tuple[Said, float, float]:
    begun = time.process_time()
    model = build([Example(text, (label,)) for text, label in zip(texts, labels, strict=True)])
    model.choices(asked[:64])
    learned = time.process_time()
    said = model.choices(asked)
    return said, learned - begun, time.process_time() - learned


def _cross(name: str, rival: Rival, options: argparse.Namespace) -> None:
    texts, labels, groups = messages(options.data)
    said: dict[int, tuple[Choice, ...]] = {}
    learning = asking = 0.0
    for rest, aside in folds(groups, options.folds, options.seed):
        found, learned, asked = rival([texts[n] for n in rest], [labels[n] for n in rest], [texts[n] for n in aside])
        said |= dict(zip(aside, found, strict=True))
        learning, asking = learning + learned / options.folds, asking + asked
    got = figures(labels, [said[n] for n in range(len(texts))])
    shares = f", calibration error {got.calibration_error:.3f}, covered at 95 % {got.covered:.1%}"
    print(
        f"{name}: macro-F1 {got.macro_f1:.4f}, accuracy {got.right:.4f}, {asking / len(texts) * 1e6:.0f} µs a text, "
        f"learned in {learning:.1f} s of processor time{shares if rival in (ours, fasttext) else ''}",
        flush=True,
    )


def part_messages(options: argparse.Namespace) -> None:
    _cross("ours", ours, options)


def part_beside(options: argparse.Namespace) -> None:
    for name, rival, module in RIVALS:
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {module} is not installed, so not measured")
            continue
        _cross(name, rival, options)


def part_boston(options: argparse.Namespace) -> None:
    """The type from what a resident gives: where, and by which way. Learned from the first 80 % in time."""
    with (options.data / "requests_311" / "boston_2011.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["open_dt"])
    told = [
        Words("", " ; ".join(row[key] for key in ("source", "location", "neighborhood", "ward", "location_zipcode")))
        for row in rows
    ]
    edge = len(rows) * 4 // 5
    model = build([Example(text, (row["type"],)) for text, row in zip(told[:edge], rows, strict=False)])
    got = figures([row["type"] for row in rows[edge:]], model.choices(told[edge:]))
    usual = max(_counted(row["type"] for row in rows[:edge]).items(), key=lambda pair: pair[1])[0]
    always = sum(row["type"] == usual for row in rows[edge:]) / len(rows[edge:])
    print(
        f"boston: {len(_counted(row['type'] for row in rows))} types, top-1 {got.right:.3f}, top-3 "
        f"{got.in_first_three:.3f}, macro-F1 {got.macro_f1:.3f}; always the commonest: {always:.3f}"
    )


def _counted(each: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for one in each:
        counts[one] += 1
    return counts


def part_topics(options: argparse.Namespace) -> None:
    """Cold start: from the names of 20 topics alone, then with a few examples of each; five draws."""
    rows = json.loads((options.data / "legal_zh" / "consultation_topics.json").read_text("utf-8"))
    names = sorted({row["answer"] for row in rows})
    told = [Example(Words(name, name), (name,), said=False) for name in names]
    for count in (0, 5, 10, 20):
        top = three = 0.0
        draws = 1 if count == 0 else 5
        for draw in range(draws):
            rest, aside = _drawn(rows, names, count, draw)
            model = build([*told, *[Example(Words("", row["question"]), (row["answer"],)) for row in rest]])
            got = figures([r["answer"] for r in aside], model.choices([Words("", r["question"]) for r in aside]))
            top, three = top + got.right / draws, three + got.in_first_three / draws
        print(f"topics, {count} examples each: top-1 {top:.3f}, top-3 {three:.3f}", flush=True)


def part_english(options: argparse.Namespace) -> None:
    """Cold start in English: the type of a complaint from its descriptor and the kind of place, by the types' names."""
    with (options.data / "requests_311" / "nyc_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["descriptor"]]
    names = sorted({row["complaint_type"] for row in rows})
    told = [Example(Words(name, name), (name,), said=False) for name in names]
    for count in (0, 5, 10, 20):
        top = three = 0.0
        draws = 1 if count == 0 else 5
        for draw in range(draws):
            rest, aside = _drawn(rows, names, count, draw, key="complaint_type")
            model = build([*told, *[Example(_complaint(row), (row["complaint_type"],)) for row in rest]])
            got = figures([row["complaint_type"] for row in aside], model.choices([_complaint(row) for row in aside]))
            top, three = top + got.right / draws, three + got.in_first_three / draws
        print(f"english, {len(names)} types, {count} examples each: top-1 {top:.3f}, top-3 {three:.3f}", flush=True)


def _complaint(row: dict[str, str]) -> Words:
    return Words("", f"{row['descriptor']}, {row['location_type']}")


def part_units(options: argparse.Namespace) -> None:
    """Which of Boston's queues had a request, from its type, place and source; learned from the first 80 % in time."""
    with (options.data / "requests_311" / "boston_2011.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["open_dt"])
    told = [
        words_of(
            Matter("", row["location"], _plain(row["type"]), _plain(row["neighborhood"]), _plain(row["source"]), "")
        )
        for row in rows
    ]
    edge = len(rows) * 4 // 5
    model = build([Example(text, (row["queue"],)) for text, row in zip(told[:edge], rows, strict=False)])
    got = figures([row["queue"] for row in rows[edge:]], model.choices(told[edge:]))
    usual: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows[:edge]:
        usual[row["type"]][row["queue"]] += 1
    most = {kind: max(queues, key=queues.__getitem__) for kind, queues in usual.items()}
    by_type = sum(most.get(row["type"]) == row["queue"] for row in rows[edge:]) / len(rows[edge:])
    print(
        f"units: {len(_counted(row['queue'] for row in rows))} queues, top-1 {got.right:.3f}, top-3 "
        f"{got.in_first_three:.3f}, calibration error {got.calibration_error:.3f}, covered at 95 % {got.covered:.1%}; "
        f"always the type's commonest queue: {by_type:.3f}"
    )


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)


def _drawn(  # type: ignore[no-untyped-def]
    rows: list[dict[str, str]], names: list[str], count: int, draw: int, key: str = "answer"
):
    """`count` of each topic to learn from, as far as half of them go, and the rest."""
    shuffled = random.Random(draw).sample(rows, len(rows))
    rest = []
    for name in names:
        own = [row for row in shuffled if row[key] == name]
        rest.extend(own[: min(count, len(own) // 2)])
    taken = {id(row) for row in rest}
    return rest, [row for row in shuffled if id(row) not in taken]


def part_speed(options: argparse.Namespace) -> None:
    texts, labels, _groups = messages(options.data)
    model = build([Example(text, (label,)) for text, label in zip(texts, labels, strict=True)])
    content = modelfile.written(model)
    begun = time.perf_counter()
    model = modelfile.read(content)
    model.choices(texts[:1])
    loading = time.perf_counter() - begun
    batch = min(_timed(lambda: model.choices(texts[:2048]), time.process_time) for _ in range(5)) / 2048
    single = sorted(_timed(lambda text=text: model.choices([text]), time.perf_counter) for text in texts[:500])  # type: ignore[misc]
    print(
        f"speed: {batch * 1e6:.0f} µs of processor time a text in batches; one alone p50 {single[250] * 1e3:.2f} ms, "
        f"p95 {single[475] * 1e3:.2f} ms; file {len(content) / 1e6:.1f} MB, read in {loading:.2f} s"
    )


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return clock() - begun


def part_size(options: argparse.Namespace) -> None:
    """Learns from as many texts as asked, made of sentences of the real ones, each from messages of one label."""
    texts, labels, _groups = messages(options.data)
    sentences: dict[str, list[str]] = defaultdict(list)
    for text, label in zip(texts, labels, strict=True):
        sentences[label].extend(each for each in re.split(r"[。！？\n]", text.body) if 4 < len(each) < 80)
    names, draw = sorted(sentences), random.Random(0)
    examples = []
    for number in range(options.texts):
        label = names[number % len(names)]
        examples.append(Example(Words("", "。".join(draw.choices(sentences[label], k=3))), (label,)))
    begun, used = time.perf_counter(), time.process_time()
    model: Model = build(examples)
    content = modelfile.written(model)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"size: {options.texts:,} texts learned in {time.perf_counter() - begun:.0f} s "
        f"({time.process_time() - used:.0f} s of processor time), {peak:,.0f} MB at most, "
        f"file {len(content) / 1e6:.1f} MB"
    )


PARTS = {
    "messages": part_messages,
    "beside": part_beside,
    "boston": part_boston,
    "topics": part_topics,
    "english": part_english,
    "units": part_units,
    "speed": part_speed,
    "size": part_size,
}

if __name__ == "__main__":
    sys.exit(main())
