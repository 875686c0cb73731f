"""What the demo's districts have answered for everybody."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from banjie.cases.intake.draft import Submission
from banjie.config.stage import Stage
from banjie.knowledge import actions, answering, bringing
from banjie.knowledge.bringing import Ready
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.counting import What
from banjie.knowledge.days import local_day
from banjie.knowledge.shelf import shelf
from banjie.organisations import queries as organisations

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


def tell(file: Path, stage: Stage) -> None:
    """Callers of today who only asked, answered at once with what was published before."""
    ids = {entry.question: entry.id for entry in shelf().entries.values()}
    for each in tomllib.loads(file.read_text(encoding="utf-8")).get("told", ()):
        answering.answer_caller(
            Submission(body=each["asked"], area=each["area"]),
            article_id=ids[each["article"]],
            channel=each["channel"],
            by=stage.acting(each["by"]),
            at=stage.at - timedelta(hours=each["hours_ago"]),
            language="zh-hans",
        )


def _ready(each: Mapping[str, Any], stage: Stage) -> Ready:
    helped = zip((What.YES, What.NO, What.SPARED), each.get("helped", ()), strict=False)
    counted = [(str(what), count) for what, count in helped if count]
    return Ready(_words(each, stage), _confirmed(each, stage), counted)


def _words(each: Mapping[str, Any], stage: Stage) -> ArticleWords:
    unit = organisations.unit(stage.units[each["unit"]])
    phone = unit.phone if unit is not None else ""
    values: dict[str, Any] = {name: each[name].strip().replace("{phone}", phone) for name in _WORDS if name in each}
    values |= {name: each[name] for name in ("asked_as", "categories", "areas") if name in each}
    if "every" in each:
        values["confirm_every"] = each["every"]
    if "valid_days" in each:
        values["valid_until"] = local_day(stage.at) + timedelta(days=each["valid_days"])
    return ArticleWords(unit=stage.units[each["unit"]], **values)


def _confirmed(each: Mapping[str, Any], stage: Stage) -> Any:
    return stage.at - timedelta(days=each["confirmed"])
