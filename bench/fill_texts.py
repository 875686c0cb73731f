"""Fills a scratch installation with cases of real sentences: `python bench/fill_texts.py --data /tmp/perf-texts`.

As `fill.py`, over the same demo, but what is said is put together from the sentences of ../shared/data/messages_zh, so
that words are as rare as among real messages; and the messages of hot_messages.csv stand whole among them, spread over
the years. What repeats so often in `fill.py` (some hundred texts) would tell nothing of finding like ones. Removed by
`fill.py --data … --drop`.
"""

import argparse
import csv
import os
import random
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import fill  # noqa: E402

MESSAGES = ROOT.parent / "shared" / "data" / "messages_zh"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of its own, made if missing")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--open", type=int, default=30_000, help="how many of them are open")
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    options = parser.parse_args()
    if not options.messages.exists():
        print(f"There is no {options.messages}; this uses real texts only.")
        return 2
    Telling.messages = options.messages
    os.environ["BANJIE_DATA"] = str(options.data)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    from banjie.platform.database.embedded import Cluster

    Cluster(options.data / "postgres").ensure_running()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill.Invention = Telling  # type: ignore[misc]
    fill._fill(options.cases, options.open)
    return 0


class Telling(fill.Invention):
    """The inventions of `fill.py`, with other words."""

    messages = MESSAGES

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        told = [*rows(self.messages / "labelled.csv"), *rows(self.messages / "replied.csv")]
        sentences = (part for row in told for part in _parts(row))
        self._sentences = sorted(set(sentences))
        whole = [(row["留言主题"], row["留言详情"].strip()) for row in rows(self.messages / "hot_messages.csv")]
        places = random.Random(7).sample(range(self._cases), min(len(whole), self._cases))
        self._whole = dict(zip(places, whole, strict=False))
        self._number = -1

    def _draft(self, received: Any, closed: Any) -> Any:
        draft = super()._draft(received, closed)
        self._number += 1
        if self._number in self._whole:
            draft.title, draft.body = self._whole[self._number]
            draft.body = draft.body or draft.title
            return draft
        chosen = self._chance.choices(self._sentences, k=self._chance.choice((2, 3, 4, 6)))
        draft.title, draft.body = "", "。".join(chosen)
        return draft


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _parts(row: dict[str, str]) -> list[str]:
    text = row.get("body") or row.get("留言详情") or ""
    return [part.strip() for part in re.split(r"[。！？\n]", text) if 8 <= len(part.strip()) <= 120]


if __name__ == "__main__":
    sys.exit(main())
