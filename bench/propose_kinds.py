"""How well types of dispute are proposed: `python bench/propose_kinds.py [--wrong]`.

On ../shared/data/legal_zh/consultation_topics.json (LawBench 2-4, Apache-2.0): 500 questions to lawyers, each
with one of 20 topics; the question stands in its own field beside the prompt. The topics that are types of
dispute are laid over ours; the others (criminal defence, administrative suits, foreign matters, general) have
no type and are left out. Halves are told apart by a digest of the question: the words were chosen looking at
the even half only, and the odd half is what counts. Many labels are noise (a question on a refund under
"company law"), so an agreement beyond 60 to 70 % would be luck. Prints figures, asserts nothing.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT.parent / "shared" / "data" / "legal_zh" / "consultation_topics.json"
OURS = {
    "婚姻家庭": {"family"},
    "劳动纠纷": {"labour", "wages"},
    "交通事故": {"traffic"},
    "债权债务": {"lending"},
    "合同纠纷": {"contract"},
    "房产纠纷": {"housing"},
    "侵权": {"damages"},
    "公司法": {"business"},
    "医疗纠纷": {"medical"},
    "拆迁安置": {"expropriation"},
    "建设工程": {"construction", "wages"},
    "知识产权": {"ip"},
    "人身损害": {"damages"},
    "海事海商": {"contract"},
    "消费权益": {"consumer", "online", "property"},
    "抵押担保": {"lending"},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wrong", action="store_true", help="show where the half that was looked at disagrees")
    shows = parser.parse_args().wrong
    if not QUESTIONS.exists():
        print(f"There is no {QUESTIONS}; this measures real questions only.")
        return 2
    rows = [row for row in json.loads(QUESTIONS.read_text("utf-8")) if row["answer"] in OURS]
    for name, odd in (("looked at while choosing words", False), ("held out", True)):
        _report(name, [row for row in rows if _odd(row["question"]) is odd], shows=shows and not odd)
    return 0


def _odd(question: str) -> bool:
    return bool(hashlib.sha256(question.encode()).digest()[0] % 2)


def _report(name: str, rows: list[dict[str, str]], *, shows: bool) -> None:
    from banjie.mediation.kinds import propose

    agreed, silent = Counter[str](), Counter[str]()
    for row in rows:
        topic, proposal = row["answer"], propose(row["question"])
        agreed[topic] += proposal.code in OURS[topic]
        silent[topic] += proposal.code is None
        if shows and proposal.code is not None and proposal.code not in OURS[topic]:
            words = " ".join(f"{spoken.word}+{spoken.weight}" for spoken in proposal.spoke)
            print(f"  {topic} / {proposal.code} ({words}): {row['question'].strip()[:60]}")
    right, quiet, count = agreed.total(), silent.total(), len(rows)
    print(
        f"{name}: {count} questions, {right} as labelled ({right / count:.1%}), {quiet} without a proposal "
        f"({quiet / count:.1%}); as labelled where it proposes: {right / (count - quiet):.1%}"
    )
    seen = Counter(row["answer"] for row in rows)
    print("  " + ", ".join(f"{topic} {agreed[topic]}/{seen[topic]}" for topic in OURS))


if __name__ == "__main__":
    sys.exit(main())
