"""The Chinese words: whole, in step with the English ones, set as Chinese is set, and true to the glossary."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from banjie.config import translations

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/banjie/locale" / translations.LANGUAGE / "LC_MESSAGES" / "django.po"
GLOSSARY = ROOT / "docs/glossary.md"

HAN = "[㐀-䶿一-鿿]"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|</?\w+[^>]*>")
# Names, formats, codes and keys that have no Chinese form.
NAMES = """
    A a api_key AppID AppSecret Authenticator Authorization B banjie BD Bearer broken CGCS character_string closed
    CNY code Content CSV csv Ctrl d depth dispatch_centre docx EncodingAESKey EPSG example false FeatureCollection
    FreeOTP from GBK GCJ GeoJSON GPS H h HEIC hospital http https Hub ics id Idempotency IMAP import in j JPEG JSON
    json K k Key lamps Length M m MB missing MultiPolygon n name number ods Open open open311 org owner p part path
    PDF place Polygon POST power QPX reference school SHA Signature Standard state T text thing Token total tr true
    urban_management UTF v VTD wd Webhooks WGS wh whhy Word X xls xlsx XML xml xx Z z zip
"""
# The words of `yesno` stand in one string, parted by commas that are syntax.
SYNTAX = {"yes,no,–"}


@dataclass(frozen=True, slots=True)
class Entry:
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    fuzzy: bool

    @property
    def words(self) -> str:
        """The Chinese without placeholders and tags."""
        return PLACEHOLDER.sub(" ", self.chinese[0])


def entries() -> Iterator[Entry]:
    for message in read_po(io.BytesIO(SOURCE.read_bytes())):
        if message.id:
            english = message.id if isinstance(message.id, tuple | list) else (message.id,)
            chinese = message.string if isinstance(message.string, tuple | list) else (message.string,)
            yield Entry(tuple(english), tuple(chinese), message.fuzzy)


ENTRIES = list(entries())


def test_every_entry_is_translated_and_none_is_a_guess():
    assert len(ENTRIES) > 1000
    assert [each.english[0] for each in ENTRIES if each.fuzzy or not all(each.chinese)] == []


def test_placeholders_and_tags_are_those_of_the_english():
    differing = [
        (each.english[-1], each.chinese[0])
        for each in ENTRIES
        if sorted(PLACEHOLDER.findall(each.english[-1])) != sorted(PLACEHOLDER.findall(each.chinese[0]))
    ]
    assert differing == []


def test_no_translation_begins_or_ends_with_a_space():
    assert [each.chinese[0] for each in ENTRIES if each.chinese[0] != each.chinese[0].strip()] == []


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("half-width comma, colon, semicolon, question or exclamation mark", rf"{HAN}[,:;?!]|[,;?!]{HAN}"),
        ("half-width full stop", rf"{HAN}\.(?!\w)"),
        ("half-width parenthesis", rf"{HAN} ?\(|\({HAN}|{HAN}\)|\) ?{HAN}"),
        ("straight quotation mark", rf"{HAN}[\"']|[\"']{HAN}"),
        ("short ellipsis", rf"{HAN}(\.\.\.|…(?!…)(?<!……))"),
        ("space between Chinese characters", rf"{HAN} +{HAN}"),
        ("space beside full-width punctuation", r"[，。；：！？（）“”、] (?=\S)|(?<=\S) [，。；：！？）”、]"),
        ("double punctuation", r"[，。；：、][，。；：、]"),
    ],
)
def test_chinese_is_set_as_chinese(what, wrong):
    pattern = re.compile(wrong)
    found = [
        each.chinese[0]
        for each in ENTRIES
        if each.english[0] not in SYNTAX and pattern.search(PLACEHOLDER.sub("x", each.chinese[0]))
    ]
    assert found == [], what


def test_no_english_is_left_but_names_and_codes():
    left = [(word, each.chinese[0]) for each in ENTRIES for word in re.findall(r"[A-Za-z_]+", each.words)]
    assert [(word, text) for word, text in left if word not in NAMES.split()] == []


def test_what_is_a_sentence_in_english_and_has_pauses_in_chinese_ends_with_a_full_stop():
    sentences = [each.chinese[0] for each in ENTRIES if re.search(r"\w{2}\.$", each.english[0])]
    assert [text for text in sentences if re.search("[，；。]", text) and not re.search("[。”）…]$", text)] == []


def glossary() -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The Chinese words, the English terms and the words not used, row by row."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 5 and cells[0] != "Code" and not cells[0].startswith("-"):
            chinese, english, unused = (cells[place].split("、") for place in (1, 2, 3))
            yield chinese, [term for term in english if not term.endswith("*")], unused


def test_the_glossary_can_be_read():
    assert len(list(glossary())) > 50


def test_a_term_is_translated_as_the_glossary_says():
    otherwise = []
    for chinese, terms, _unused in glossary():
        for term in terms:
            pattern = re.compile(rf"(?<![\w-]){re.escape(term)}(?![\w-])", re.IGNORECASE)
            otherwise += [
                f"{term}: {each.english[0]} → {each.chinese[0]}"
                for each in ENTRIES
                if pattern.search(PLACEHOLDER.sub(" ", each.english[0]))
                and not any(word in each.chinese[0] for word in chinese)
            ]
    assert otherwise == []


def test_no_translation_uses_a_word_that_the_glossary_rules_out():
    unused = {word for _chinese, _terms, words in glossary() for word in words if word}
    assert [(word, each.chinese[0]) for word in unused for each in ENTRIES if word in each.chinese[0]] == []


def test_a_stale_catalogue_is_compiled_and_a_fresh_one_left_alone(tmp_path):
    folder = tmp_path / translations.LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(SOURCE.read_bytes())
    assert translations.compile_stale(tmp_path) == 1
    assert translations.compile_stale(tmp_path) == 0
    compiled = read_mo(io.BytesIO((folder / "django.mo").read_bytes()))
    assert compiled.get("Reporter").string == "反映人"
