"""What tells of persons in texts: how much of it is found and how often wrongly, on sentences made by hand."""

import re
from collections import Counter
from pathlib import Path
from time import process_time

import pytest

from banjie.intelligence.folded import folded
from banjie.intelligence.personal.marks import Kind, Mark, apart
from banjie.intelligence.personal.reading import LONGEST, marks, masked

_MARKED = re.compile(r"\{(\w+)\|([^{}]+)\}")
LEAST = 0.96


def sentences() -> list[tuple[str, set[tuple[str, int, int]]]]:
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [_read(line) for line in lines if line and not line.startswith("#")]


def _read(line: str) -> tuple[str, set[tuple[str, int, int]]]:
    text, wanted, end = "", set(), 0
    for found in _MARKED.finditer(line):
        text += line[end : found.start()]
        wanted.add((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        end = found.end()
    return text + line[end:], wanted


def test_nearly_all_is_found_and_hardly_anything_wrongly() -> None:
    found_rightly, wanted_at_all, found_at_all = 0, 0, 0
    wrong: Counter[str] = Counter()
    made = sentences()
    assert len(made) >= 150
    for text, wanted in made:
        found = {(str(each.kind), each.start, each.end) for each in marks(text)}
        found_rightly += len(found & wanted)
        wanted_at_all += len(wanted)
        found_at_all += len(found)
        for kind, start, end in found ^ wanted:
            missed = "missed" if (kind, start, end) in wanted else "wrong"
            wrong[f"{missed} {kind} {text[start:end]!r} in {text!r}"] += 1
    faults = "\n".join(wrong)
    assert found_rightly / wanted_at_all >= LEAST, faults
    assert found_rightly / found_at_all >= LEAST, faults


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_stands_in_the_sentences(kind: Kind) -> None:
    assert any(str(kind) == each for _text, wanted in sentences() for each, _start, _end in wanted)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我叫李建国，电话１３８１２３４５６７８", "我叫某某，电话***"),
        ("王建国先生住3号楼2单元501室", "某先生住***"),
        ("李某打人，车牌豫A·12345", "某某打人，车牌***"),
        ("王局长没有回复", "王局长没有回复"),
        ("Mr Smith called", "Mr *** called"),
        ("路灯坏了", "路灯坏了"),
        ("", ""),
    ],
)
def test_a_text_is_masked_so_that_it_can_still_be_read(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_is_masked_holds_nothing_to_be_masked() -> None:
    for text, _wanted in sentences():
        assert [each for each in marks(masked(text)) if each.kind is not Kind.OFFICIAL] == [], text


def test_officials_are_masked_where_that_is_asked() -> None:
    assert masked("王局长没有回复", kept=()) == "***没有回复"


def test_of_marks_that_overlap_the_longest_stays_and_of_those_the_gravest() -> None:
    marked = [Mark(Kind.NAME, 0, 2), Mark(Kind.DOOR, 1, 5), Mark(Kind.PHONE, 1, 5), Mark(Kind.EMAIL, 6, 7)]
    assert apart(marked) == [Mark(Kind.PHONE, 1, 5), Mark(Kind.EMAIL, 6, 7)]


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "１２３ＡＢ（）：—\u3000\u200b臺灣𠀀\ud800㎡é\n"
    assert folded(text) == "123ab():-  台湾𠀀 ㎡é\n"
    assert len(folded(text)) == len(text)
    assert folded("") == ""


@pytest.mark.parametrize(
    "text",
    [
        *("1" * 1_000_000, "1 " * 500_000, "13812345678" * 100_000, "138-" * 250_000, "王" * 1_000_000),
        *("王先生" * 300_000, "3号楼" * 300_000, "3栋2单元" * 200_000, "a@" * 500_000, "a." * 500_000, "@" * 1_000_000),
        *("微信" * 500_000, "。" * 1_000_000, "我叫" * 500_000, "某" * 1_000_000, "王某" * 500_000, "(" * 1_000_000),
        *("mr " * 300_000, "apt " * 250_000, "i live at 1 " + "a " * 500_000, "\n" * 1_000_000, "京a" * 500_000),
        *("+1 " * 300_000, "0371-" * 200_000, "6222 " * 200_000, "身份证" * 300_000, "1-1-" * 250_000, "a" * 1_000_000),
    ],
    ids=lambda text: text[:8].strip(),
)
def test_the_worst_megabytes_take_no_longer_than_what_is_read_of_them(text: str) -> None:
    begun = process_time()
    found = marks(text)
    shown = masked(text)
    assert process_time() - begun < 2.0
    assert all(each.end <= LONGEST for each in found)
    assert len(shown) <= 2 * LONGEST


def test_time_grows_with_the_length_and_no_faster() -> None:
    """Ten times as long a text of the worst kinds takes about ten times as long; a power of it would show."""
    for unit in ("3栋2单元", "13812345678,", "王先生李某", "微信号abc1234", "a1-b2.c3@"):
        short, long = (unit * times for times in (2_000 // len(unit), 20_000 // len(unit)))
        marks(short)
        once, often = (min(_seconds(text) for _ in range(3)) for text in (short, long))
        assert often < 60 * once + 0.02, unit


def _seconds(text: str) -> float:
    begun = process_time()
    marks(text)
    return process_time() - begun
