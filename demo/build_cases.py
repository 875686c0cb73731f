"""Write cases.json from stories and templates: `python -m demo.build_cases [qinghe|milbrook ...]`.

The result is committed; this program is run again when the stories change. It is deterministic.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demo.casework.reference import Reference
from demo.casework.script import compose
from demo.casework.story import Story, read_story
from demo.casework.templates import stories_of

HERE = Path(__file__).parent
# Numbers that nobody has: an unused block of 199, and the block kept for fiction in North America.
PHONES = {"qinghe": "1990000{:04d}", "milbrook": "555-01{:02d}"}


def build(district: str) -> list[dict[str, Any]]:
    """The cases of a district, the oldest first. Raises ValueError naming the story that does not fit."""
    folder = HERE / district
    reference = Reference(folder, HERE / "qinghe" / "catalogue")
    stories = list(_stories(folder))
    phones = PHONES[district]
    cases = [
        compose(story, reference, phones.format((137 + number * 23) % 10_000 if district == "qinghe" else number))
        for number, story in enumerate(stories)
    ]
    return sorted(cases, key=_age, reverse=True)


def write(cases: list[dict[str, Any]], path: Path) -> None:
    """Write one case a line, so that a change of one story is one changed line."""
    lines = [json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases]
    body = ",\n".join(lines)
    path.write_text(f"[\n{body}\n]\n", encoding="utf-8")


def _stories(folder: Path) -> Iterator[Story]:
    for path in sorted((folder / "stories").glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        for number, raw in enumerate(document["story"], start=1):
            yield read_story(f"{path.stem}_{number:02d}", raw)
    made = 0
    for path in sorted((folder / "templates").glob("*.toml")):
        for number, raw in enumerate(tomllib.loads(path.read_text("utf-8"))["template"], start=1):
            for story in stories_of(f"{path.stem}_t{number:02d}", raw, made):
                made += 1
                yield story


def _age(case: dict[str, Any]) -> float:
    received = case["received"]
    if "hours_ago" in received:
        return float(received["hours_ago"]) / 24
    hours, minutes = received["time"].split(":")
    return float(received["days_ago"]) - (int(hours) * 60 + int(minutes)) / 1440 + 0.5


def main(names: list[str]) -> None:
    """Compose the cases of each district given, or of all."""
    for name in names or ["qinghe", "milbrook"]:
        cases = build(name)
        write(cases, HERE / name / "cases.json")
        print(f"{name}: {len(cases)} cases")


if __name__ == "__main__":
    main(sys.argv[1:])
