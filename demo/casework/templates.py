"""Turns a template into stories: one for each occasion it tells of, at the stage whose turn it is."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from demo.casework.story import Story, read_story

SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
MANNERS = ("先生", "女士", "师傅", "阿姨", "大爷", "大姐")

# How far the cases of all templates have come, in turn, and how long ago they came in (days, least and most).
STAGES: tuple[tuple[str, int, int], ...] = (
    ("finished_by_rating", 7, 88),
    ("finished_by_call", 9, 85),
    ("handling", 1, 5),
    ("finished_by_rating", 10, 80),
    ("closed", 3, 7),
    ("finished_by_rating", 12, 86),
    ("answered", 3, 6),
    ("finished_quietly", 16, 88),
    ("handling", 3, 13),
    ("finished_by_rating", 8, 60),
    ("assigned", 1, 2),
    ("finished_by_call", 14, 75),
    ("finished_by_rating", 20, 88),
    ("accepted", 0, 0),
    ("finished_by_rating", 30, 84),
    ("handling", 2, 6),
    ("finished_unhappy", 14, 70),
    ("received", 0, 0),
    ("closed", 3, 8),
    ("finished_by_rating", 9, 50),
    ("assigned", 1, 4),
)
# The steps that need each sentence.
_SAYING = {"account": ("answer",), "reply": ("answer",), "comment": ("rate", "followup")}
# As it was taken down: a clerk writes of the caller, a field worker of the patrol, a resident of themselves.
_OPENING = {"hotline": "来电人反映，", "counter": "来访人反映，", "field": "巡查发现，"}
_TO_CLOSE = "accept; assign; claim; answer {solved} {contacted}; approve; close"
FLOWS = {
    "accepted": "accept",
    "answered": "accept; assign; claim; answer {solved} {contacted}",
    "assigned": "accept; assign",
    "closed": _TO_CLOSE,
    "finished_by_call": _TO_CLOSE + "; followup {stars}",
    "finished_by_rating": _TO_CLOSE + "; rate {stars}",
    "finished_quietly": _TO_CLOSE + "; finish",
    "finished_unhappy": _TO_CLOSE + "; followup unreached; followup 3",
    "handling": "accept; assign; claim",
    "received": "",
}


def stories_of(name: str, template: Mapping[str, Any], first: int) -> Iterator[Story]:
    """The stories of one template; `first` is how many cases the templates before it made."""
    for index, told in enumerate(template["told"]):
        ref = f"{name}_{index + 1}"
        rng = random.Random(ref)
        channel = told["by"]
        stage, least, most = STAGES[(first + index) % len(STAGES)]
        reporter = _reporter(channel, rng)
        when = _when(stage, least, most, rng)
        flow = FLOWS[stage].format(
            solved=template.get("solved", "solved"),
            contacted=_contacted(channel, reporter),
            stars=rng.choice((5, 5, 5, 4, 4, 3)),
        )
        yield read_story(
            ref,
            {
                "head": f"{channel} {template['head']} | {told['place']} | {when} | {reporter}",
                "title": told["title"],
                "body": _opened(channel, told["body"]),
                "flow": flow,
                "answers": template.get("answers", "").format_map(told),
                **_said(template, told, index, flow),
            },
        )


def _opened(channel: str, body: str) -> str:
    return body if body.startswith(("来电人", "来访人")) else _OPENING.get(channel, "") + body


def _said(template: Mapping[str, Any], told: Mapping[str, Any], index: int, flow: str) -> dict[str, str]:
    """The sentences that the steps of `flow` need, with the figures of the occasion."""
    fits = told.get("fits", index % 2 + 1) - 1
    variations = {
        "account": template["accounts"][fits],
        "reply": template["replies"][fits],
        "comment": template["comments"][index % len(template["comments"])],
    }
    return {
        key: variations[key].format_map(told) for key, steps in _SAYING.items() if any(step in flow for step in steps)
    }


def _reporter(channel: str, rng: random.Random) -> str:
    if channel == "field":
        return "网格员"
    draw = rng.random()
    if draw < 0.12 and channel in ("hotline", "web"):
        return "匿名 anonymous"
    name = rng.choice(SURNAMES) + rng.choice(MANNERS)
    return f"{name} confidential" if draw > 0.93 else name


def _contacted(channel: str, reporter: str) -> str:
    if channel == "field":
        return "not_needed"
    return "not_possible" if reporter.endswith("anonymous") else "phone"


def _when(stage: str, least: int, most: int, rng: random.Random) -> str:
    if stage == "received":
        return f"h{rng.uniform(0.4, 5):.1f}"
    if stage == "accepted":
        return f"h{rng.uniform(3, 12):.1f}"
    return f"{rng.randint(least, most)} {rng.randint(7, 20):02d}:{rng.randrange(0, 60):02d}"
