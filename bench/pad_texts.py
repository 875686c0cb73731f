"""Whether a long text of another category's words leads suggestions astray: `python bench/pad_texts.py`.

On ../shared/data/messages_zh, which states no licence and stays there. Short messages that are told right and surely
get words of another label behind, before or round them, as sentences or as loose words, twice to eight times as long
as themselves, with their titles and without. Told wrong and surely: with the rule that asks the parts apart
(`intelligence/classifying/doubting.py`) and without it. Then what the rule costs on the messages as they were written.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from classify_texts import DATA, folds, messages  # noqa: E402

from banjie.intelligence.classifying.doubting import weighed  # noqa: E402
from banjie.intelligence.classifying.features import Words  # noqa: E402
from banjie.intelligence.classifying.measuring import figures  # noqa: E402
from banjie.intelligence.classifying.model import Model  # noqa: E402
from banjie.intelligence.classifying.training import Example, build  # noqa: E402

SHORT = 120
TIMES = (2, 4, 8)
WAYS = ("behind", "before", "round", "loose words behind")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--of", type=int, default=300, help="how many messages are padded, in each way")
    parser.add_argument(
        "--fold", type=int, default=0, help="which of five is asked: what was chosen on one is confirmed"
    )
    options = parser.parse_args()
    if not options.data.exists():
        print(f"There is no {options.data}; this measures real texts only.")
        return 2
    texts, labels, groups = messages(options.data)
    learned, asked = list(folds(groups, 5, 0))[options.fold]
    model = build([Example(texts[n], (labels[n],)) for n in learned])
    aside, truth = [texts[n] for n in asked], [labels[n] for n in asked]
    for title, shown in (("titled", aside), ("untitled", [untitled(each) for each in aside])):
        threshold = cost(title, model, shown, truth)
        padded(title, model, shown, truth, threshold, options.of)
    return 0


def untitled(text: Words) -> Words:
    return Words("", f"{text.title}。{text.body}")


def cost(title: str, model: Model, texts: Sequence[Words], truth: Sequence[str]) -> float:
    """What the rule costs where nothing was padded; the threshold that the product would take, with the rule."""
    begun = time.process_time()
    plain = model.choices(texts)
    between = time.process_time()
    found = weighed(model, texts)
    ended = time.process_time()
    without = figures(truth, plain)
    with_rule = figures(truth, [each.choices for each in found], doubted=[each.doubt is not None for each in found])
    doubts = [
        (each.choices[0].code == t, each.doubt.code == t) for each, t in zip(found, truth, strict=True) if each.doubt
    ]
    print(
        f"{title}, {len(texts)} as written: first right {without.right:.3f}, with the rule {with_rule.right:.3f}; "
        f"covered at 95 % right {without.covered:.3f}, with the rule {with_rule.covered:.3f}; doubted "
        f"{len(doubts) / len(texts):.3f}, of these the whole right {sum(a for a, _ in doubts)}, the part "
        f"{sum(b for _, b in doubts)} of {len(doubts)}; {1e6 * (between - begun) / len(texts):.0f} and "
        f"{1e6 * (ended - between) / len(texts):.0f} µs a text"
    )
    return with_rule.threshold


def padded(title: str, model: Model, texts: Sequence[Words], truth: Sequence[str], threshold: float, many: int) -> None:
    said, draw = model.choices(texts, top=1), random.Random(5)
    # As in the product, where a doubted text is never so sure as this.
    model = replace(model, threshold=threshold)
    short = [
        (text, label)
        for text, label, each in zip(texts, truth, said, strict=True)
        if len(text.body) <= SHORT and each[0].code == label and each[0].share >= threshold
    ]
    short = draw.sample(short, min(many, len(short)))
    others: dict[str, list[Words]] = {}
    for text, label in zip(texts, truth, strict=True):
        others.setdefault(label, []).append(text)
    for way in WAYS:
        made = [(pad(text, way, times, label, others, draw), label) for text, label in short for times in TIMES]
        plain = model.choices([text for text, _ in made], top=1)
        found = weighed(model, [text for text, _ in made])
        wrong = [n for n, (_, label) in enumerate(made) if plain[n][0].code != label]
        sure = sum(plain[n][0].share >= threshold for n in wrong)
        still = sum(found[n].choices[0].share >= threshold for n in wrong)
        offered = sum(made[n][1] in [each.code for each in found[n].choices[:2]] for n in wrong)
        print(
            f"  {way}: {len(made)} texts, {len(wrong)} led astray, {sure} of them surely, with the rule {still}; "
            f"the true label is among the first two of {offered}"
        )


def pad(text: Words, way: str, times: int, label: str, others: dict[str, list[Words]], draw: random.Random) -> Words:
    other = draw.choice([each for each in others if each != label])
    filler, size = "", times * max(len(text.body), 60)
    while len(filler) < size:
        filler += draw.choice(others[other]).body.strip() + "。"
    filler = filler[:size]
    if way == "before":
        return Words(text.title, f"{filler}\n{text.body}")
    if way == "round":
        return Words(text.title, f"{filler[: size // 2]}{text.body}{filler[size // 2 :]}")
    if way.startswith("loose"):
        words = re.findall(r"\w{2,}", filler)
        draw.shuffle(words)
        filler = " ".join(words)
    return Words(text.title, f"{text.body}\n{filler}")


if __name__ == "__main__":
    sys.exit(main())
