"""`banjie text`: what it says of models, texts and topics, and the codes that scripts rely on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from banjie.config.cli.texts import app
from banjie.intelligence.shelf import queries as shelf
from tests.integration.cases.world import World, make_world
from tests.integration.intelligence.test_learning import RULES, some_cases

pytestmark = pytest.mark.django_db(transaction=True)

DARK = ("滨河路中段路灯不亮，晚上看不见路", "滨河路中段路灯坏了半个月没人修", "滨河路中段的路灯整夜不亮，请派人维修")
OTHERS = (
    "楼上装修半夜还在敲墙",
    "菜市场门口垃圾没人清",
    "小学门口下午堵车",
    "工地欠薪三个月",
    "井盖缺失险些摔倒",
    "自来水发黄有异味",
    "公交站牌被撞歪了",
    "老人卡怎么年审",
)

type Run = Callable[..., Result]


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def text(world: World) -> Run:
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)


def test_what_was_learned_is_told_and_suggested_with_its_words(text: Run, world: World) -> None:
    some_cases(world)
    trained = text("train")
    assert (trained.exit_code, shelf.history()[0].examples) == (0, 8), trained.output
    assert "Model 1 of 8 cases (0 corrected): in use." in trained.output
    suggested = text("suggest", "村口路灯不亮")
    assert suggested.exit_code == 0
    assert "repair" in suggested.output.splitlines()[0]
    assert "路灯" in suggested.output


def test_how_good_a_model_is_is_not_told_by_what_it_learned_from(text: Run, world: World) -> None:
    some_cases(world)
    text("train")
    told = text("evaluate").output
    assert "Model 1: too few texts to keep some from it." in told
    assert told.index("too few texts") < told.index("most of which it learned from") < told.index("8 texts")


@pytest.mark.parametrize(
    "arguments",
    [["evaluate"], ["train", "--units"], ["train", "--of", "level"], ["suggest", "嗯"], ["topics"]],
)
def test_where_there_is_nothing_to_tell_it_says_so_and_leaves_with_1(text: Run, arguments: list[str]) -> None:
    result = text(*arguments)
    assert result.exit_code == 1, result.output


def test_topics_of_a_table_are_listed_and_a_file_that_is_not_there_is_named(text: Run, tmp_path: Path) -> None:
    lines = [f"2026-03-{day:02} 09:00,{body}" for day, body in enumerate([*DARK, *OTHERS, *RULES], 1)]
    table = tmp_path / "messages.csv"
    table.write_text("\n".join(["留言时间,留言详情", *lines]), "utf-8-sig")
    listed = text("topics", table)
    assert listed.exit_code == 0, listed.output
    assert "滨河路" in listed.output
    assert "3 distinct of 3" in listed.output
    table.write_text("\n".join(["留言时间,留言详情", *lines[len(DARK) :]]), "utf-8-sig")
    assert text("topics", table).exit_code == 1, "nothing was raised by three different submissions"
    assert text("topics", tmp_path / "nowhere.csv").exit_code == 2
