"""How well real texts are hidden from a language model, and what is noticed of what it makes up.

python bench/draft_texts.py --messages ../shared/data/messages_zh/replied.csv
"""

import argparse
import csv
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from banjie.intelligence.drafting.checking import NothingUsable, checked
from banjie.intelligence.drafting.claims import ClaimKind, claims
from banjie.intelligence.drafting.prompts import Asked, Piece, Purpose, asked
from banjie.intelligence.drafting.veiling import Veil, blanked, lifted, placeholders, veiled
from banjie.intelligence.personal.marks import Kind
from banjie.intelligence.personal.reading import marks
from banjie.intelligence.replies.copying import share_in

MARKED = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, required=True)
    options = parser.parse_args()
    pairs = _pairs(options.messages)
    chance = random.Random(7)
    _hide(pairs)
    _doubt(pairs, chance)
    _mark(pairs, chance)
    return 0


def _pairs(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["留言主题"].strip(), row["留言详情"].strip(), row["答复意见"].strip()) for row in rows]


def _hide(pairs: Sequence[tuple[str, str, str]]) -> None:
    """Matter and answer together, as one question to the model."""
    hidden, left, same, begun = Counter[str](), Counter[str](), 0, time.perf_counter()
    done = [veiled(pair) for pair in pairs]
    spent = time.perf_counter() - begun
    for pair, (texts, veil) in zip(pairs, done, strict=True):
        for text in texts:
            taken = placeholders(text)
            hidden.update(text[start + 1 : end - 2].rstrip("0123456789") for start, end in taken)
            again = [each for each in marks(blanked(text)) if each.kind is not Kind.OFFICIAL]
            left.update(each.kind.value for each in again if "＿" not in blanked(text)[each.start : each.end])
        same += [lifted(text, veil) for text in texts] == list(pair)
    print(f"{len(pairs)} matters with their answers, {1_000 * spent / len(pairs):.1f} ms each")
    print(f"  hidden: {', '.join(f'{label} {count}' for label, count in hidden.most_common())}")
    print(f"  found by a second look: {dict(left) or 'nothing'}")
    print(f"  the same to the letter once lifted: {same / len(pairs):.1%}")


def _doubt(pairs: Sequence[tuple[str, str, str]], chance: random.Random) -> None:
    """The published answer as the account: given again as it is, then with one figure, day or rule changed."""
    unchanged, changed, noticed = Counter[bool](), Counter[str](), Counter[str]()
    for title, body, reply in pairs:
        (matter, account), _ = veiled([f"{title}\n{body}", reply])
        question = asked(Purpose.REPLY, [Piece("反映内容", matter), Piece("办理情况", account)], language="zh")
        if question.cut or (found := _doubts(account, question)) is None:
            continue
        unchanged[bool(found)] += 1
        for kind, other in _changes(account, chance):
            changed[kind] += 1
            noticed[kind] += bool(_doubts(other, question))
    total = unchanged.total()
    print(f"{total} answers said again as they were given: {unchanged[True] / total:.1%} with a doubt")
    for kind in changed:
        print(f"  one {kind} of {changed[kind]} changed: doubted {noticed[kind] / changed[kind]:.1%}")


def _doubts(said: str, question: Asked) -> Sequence[object] | None:
    try:
        return checked(said, question, Veil({}), purpose=Purpose.REPLY, language="zh").doubts
    except NothingUsable:
        return None


def _changes(account: str, chance: random.Random) -> list[tuple[str, str]]:
    """For each kind of claim, the text with one of it made another."""
    made = {}
    for claim in claims(account):
        words = account[claim.start : claim.end]
        if claim.kind is ClaimKind.LAW:
            other = re.sub("《.*》", "《城市供水用水管理试行规则》", words)
        else:
            other = re.sub(r"\d", lambda match: str((int(match[0]) + chance.randrange(1, 9)) % 10), words)
        if other != words:
            made[claim.kind.value] = account[: claim.start] + other + account[claim.end :]
    return list(made.items())


def _mark(pairs: Sequence[tuple[str, str, str]], chance: random.Random) -> None:
    """Answers as drafts of a model: given with figures changed and sentences of one's own; and answers of others."""
    replies = [reply for _, _, reply in pairs if len(reply) >= 60]
    given = Counter[int]()
    for reply in replies:
        other = chance.choice(replies)
        for share in (10, 30, 70):
            given[share] += share_in(_mixed(reply, other, share), reply) > MARKED
        given[100] += other is not reply and share_in(other, reply) > MARKED
    for share in (10, 30, 70, 100):
        print(f"  {share} % of a draft replaced by somebody else's words: marked {given[share] / len(replies):.1%}")


def _mixed(reply: str, other: str, percent: int) -> str:
    kept = len(reply) * (100 - percent) // 100
    return "".join(str(ord(each) % 7) if each.isdigit() else each for each in reply[:kept]) + other[: len(reply) - kept]


if __name__ == "__main__":
    sys.exit(main())
