"""What the demo's districts have answered for everybody."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from banjie.config.stage import Stage
from banjie.knowledge import actions, bringing
from banjie.knowledge.bringing import Ready
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.counting import What
from banjie.knowledge.days import local_day

_WORDS = ("question", "answer", "question_en", "answer_en")


def load(file: Path, stage: Stage, *, written: str, published: str) -> None:
    """Publishes the articles of a file as they were confirmed; what is only proposed waits for its reader."""
    given = tomllib.loads(file.read_text(encoding="utf-8"))["article"]
    bringing.bring_in(
        [_ready(each, stage) for each in given if "proposed_by" not in each],
        written=stage.acting(written),
        published=stage.acting(published),
    )
    for each in given:
        if "proposed_by" in each:
            by, at = stage.acting(each["proposed_by"]), _confirmed(each, stage)
            actions.propose(actions.write(words=_words(each, stage), by=by, at=at), by=by, at=at)


def _ready(each: Mapping[str, Any], stage: Stage) -> Ready:
    helped = zip((What.YES, What.NO, What.SPARED), each.get("helped", ()), strict=False)
    counted = [(str(what), count) for what, count in helped if count]
    return Ready(_words(each, stage), _confirmed(each, stage), counted)


def _words(each: Mapping[str, Any], stage: Stage) -> ArticleWords:
    values: dict[str, Any] = {name: each[name].strip() for name in _WORDS if name in each}
    values |= {name: each[name] for name in ("asked_as", "categories", "areas") if name in each}
    if "every" in each:
        values["confirm_every"] = each["every"]
    if "valid_days" in each:
        values["valid_until"] = local_day(stage.at) + timedelta(days=each["valid_days"])
    return ArticleWords(unit=stage.units[each["unit"]], **values)


def _confirmed(each: Mapping[str, Any], stage: Stage) -> Any:
    return stage.at - timedelta(days=each["confirmed"])
