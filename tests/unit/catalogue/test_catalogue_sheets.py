import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.catalogue.sample_catalogue import CATEGORIES, changed, content

from banjie.catalogue.content import CatalogueContent, read
from banjie.catalogue.sheets import BadSheets, read_workbook, write_workbook
from banjie.catalogue.sheets.columns import SHEETS, WORDS, read_word, write_word
from banjie.catalogue.sheets.reading import Sheet, read_sheets
from banjie.catalogue.sheets.workbook import as_sheets
from banjie.catalogue.vocabulary import Kind, Level, every_step
from banjie.platform.tables import TableRefused


def written(made: CatalogueContent, language: str = "zh-hans") -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, made, language=language)
    return stream.getvalue()


def altered(**sheets: dict[tuple[int, str], object]) -> list[Sheet]:
    """The sample's sheets (with keys as headers) with single cells changed: sheet={(row, column): value}.

    Row 1 is the header; a column that is not there is added.
    """
    made = []
    for sheet in as_sheets(content(), language="en"):
        keys = [column.key for column in SHEETS[sheet.name]]
        grid: dict[int, dict[str, object]] = {1: dict(zip(keys, keys, strict=True))}
        grid |= {number: dict(zip(keys, cells, strict=True)) for number, cells in sheet.rows}
        for (row, key), value in sheets.get(sheet.name, {}).items():
            grid[row][key] = value
        rows = [(number, list(cells.values())) for number, cells in grid.items()]
        made.append(Sheet(sheet.name, [str(name) for name in rows[0][1]], rows[1:]))  # type: ignore[arg-type]
    return made


def faults(source: bytes | list[Sheet]) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(BadSheets) as bad:
        read_workbook(source) if isinstance(source, bytes) else read_sheets(source)
    return [(p.code, p.sheet, p.row, p.column) for p in bad.value.problems]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_workbook_gives_back_the_catalogue_it_was_made_from(language: str) -> None:
    assert read_workbook(written(content(), language)) == content()


words = st.text("abcXYZ路灯盖=+-@'\"0 1（）|;,", max_size=8)
names = st.builds("名{}".format, st.text("abc路灯=+-@ 0", max_size=8))
flags = st.none() | st.booleans()


@st.composite
def contents(draw: st.DrawFn) -> CatalogueContent:
    categories: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        tops = [c["code"] for c in categories if not c["parent"]]
        categories.append(
            {
                "code": f"C{number}",
                "parent": draw(st.sampled_from(["", *tops])),
                "name": f"{draw(names)}{number}",
                "description": draw(words) + draw(st.sampled_from(["", "\n第二行", "\t"])) + "。",
                "keywords": draw(st.lists(st.sampled_from(["灯", "a b", "=1"]), unique=True)),
                "default_kind": draw(st.none() | st.sampled_from(Kind)),
                "default_level": draw(st.none() | st.sampled_from(Level)),
                "process": draw(st.sampled_from(["standard", "fast"])),
                **{flag: draw(flags) for flag in ("offered", "public", "sensitive", "place_required")},
                "active": number == 0 or draw(st.booleans()),
                "questions": [question(draw, f"q{number}{n}") for n in range(draw(st.integers(0, 2)))],
            }
        )
    codes = [""] + [c["code"] for c in categories]
    steps = [{"step": step, "target": "2wd"} for step in every_step()]
    places = st.tuples(st.sampled_from(codes[1:]), st.sampled_from([None, *Level]), st.sampled_from(every_step()))
    limits = [
        {"category": code, "level": level, "step": step, "target": draw(st.sampled_from(["4wh", "30m", "0d"]))}
        for code, level, step in sorted(draw(st.sets(places)), key=str)
    ]
    rules = [
        {
            "id": f"R{n}",
            "category": draw(st.sampled_from(codes)),
            "area": draw(st.sampled_from(["", "QH01"])),
            "kinds": draw(st.lists(st.sampled_from(Kind), unique=True)),
            "levels": draw(st.lists(st.sampled_from(Level), unique=True)),
            "unit_role": "dispatch_centre",
            "area_level": draw(st.sampled_from([None, "county", "township"])),
            "note": draw(words),
        }
        for n in range(draw(st.integers(0, 4)))
    ]
    return read({"categories": categories, "targets": steps + limits, "rules": rules})


def question(draw: st.DrawFn, key: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["text", "number", "choice", "date"]))
    made: dict[str, Any] = {"key": key, "label": f"问{draw(names)}", "type": kind, "required": draw(st.booleans())}
    if kind == "choice":
        made["options"] = [{"key": "a", "label": "=甲"}, {"key": "b", "label": "乙/B", "label_en": "-B"}]
    if kind == "number":
        made["minimum"] = draw(st.sampled_from([None, 0, 2.5]))
    if kind == "date":
        made["maximum"] = draw(st.sampled_from([None, "2026-12-31"]))
    return made


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), st.sampled_from(["zh-hans", "en"]))
def test_any_catalogue_is_the_same_after_its_sheets(made: CatalogueContent, language: str) -> None:
    assert read_sheets(as_sheets(made, language=language)) == made


def test_text_that_looks_like_a_formula_or_a_number_stays_text() -> None:
    odd = changed(CATEGORIES, "UM05", name="=1+1", name_en="-5", description="'+1\n第二行\t。", keywords=["007", "1e3"])
    assert read_workbook(written(content(categories=odd))) == content(categories=odd)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"categories": {(3, "parent"): "XX"}}, ("unknown_parent", "categories", 3, "parent")),
        ({"categories": {(3, "code"): "UM"}}, ("duplicate_code", "categories", 3, "code")),
        ({"categories": {(4, "name"): None}}, ("required", "categories", 4, "name")),
        ({"categories": {(4, "default_kind"): "愿望"}}, ("unknown_value", "categories", 4, "default_kind")),
        ({"categories": {(4, "public"): "maybe"}}, ("unknown_value", "categories", 4, "public")),
        ({"categories": {(1, "colour"): "颜色"}}, ("unknown_column", "categories", None, "颜色")),
        ({"categories": {(1, "name"): "nam"}}, ("unknown_column", "categories", None, "nam")),
        ({"questions": {(2, "category"): "XX"}}, ("unknown_category", "questions", 2, "category")),
        ({"questions": {(2, "minimum"): "few"}}, ("bad_value", "questions", 2, "minimum")),
        ({"questions": {(3, "shown_if"): "lamps ~ 3"}}, ("bad_condition", "questions", 3, "shown_if")),
        ({"questions": {(3, "shown_if"): "lamp <= 3"}}, ("condition_unknown_question", "questions", 3, "")),
        ({"questions": {(4, "options"): "power"}}, ("bad_option", "questions", 4, "options")),
        ({"questions": {(4, "type"): "essay"}}, ("unknown_value", "questions", 4, "type")),
        ({"questions": {(4, "key"): "Owner"}}, ("bad_characters", "questions", 4, "")),
        ({"targets": {(2, "handle"): "soon"}}, ("bad_target", "targets", 2, "handle")),
        ({"targets": {(2, "review"): None}}, ("target_missing", "targets", None, "")),
        ({"targets": {(4, "category"): "XX"}}, ("unknown_category", "targets", 4, "category")),
        ({"rules": {(2, "levels"): "general|soon"}}, ("unknown_value", "rules", 2, "levels")),
        ({"rules": {(3, "id"): "cover_power"}}, ("duplicate_rule", "rules", 3, "id")),
        ({"rules": {(2, "answers"): "owner = gas"}}, ("condition_value_unknown", "rules", 2, "answers")),
        ({"rules": {(4, "unit_role"): "Urban Management"}}, ("bad_characters", "rules", 4, "unit_role")),
    ],
)
def test_a_fault_is_named_by_sheet_row_and_column(
    cells: dict[str, dict[tuple[int, str], object]], expected: tuple[str, str, int | None, str]
) -> None:
    assert expected in faults(altered(**cells))


def test_every_faulty_row_is_named_at_once_in_the_order_of_the_file() -> None:
    found = faults(altered(rules={(2, "levels"): "soon"}, categories={(5, "public"): "x", (3, "public"): "x"}))
    assert [(sheet, row) for _, sheet, row, _ in found] == [("categories", 3), ("categories", 5), ("rules", 2)]


def test_a_workbook_without_categories_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "colour"])  # type: ignore[union-attr]
    book.active.append(["x", "y"])  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    assert faults(stream.getvalue()) == [("missing_sheet", "categories", None, "")]


def test_a_file_that_is_no_workbook_is_refused_as_a_table() -> None:
    with pytest.raises(TableRefused):
        read_workbook(b"%PDF-1.7 nothing here")


def test_sheets_of_one_meaning_are_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(content())))
    copy = book.copy_worksheet(book["分类"])
    copy.title = "categories"
    stream = io.BytesIO()
    book.save(stream)
    assert faults(stream.getvalue()) == [("duplicate_sheet", "categories", None, "")]


def test_other_sheets_and_blank_rows_are_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(content())))
    book.create_sheet("说明").append(["随便写写"])
    book["派单规则"].insert_rows(3)
    stream = io.BytesIO()
    book.save(stream)
    assert read_workbook(stream.getvalue()) == content()


def test_a_catalogue_without_rules_or_questions_comes_back_without() -> None:
    bare = content(categories=changed([c | {"questions": []} for c in CATEGORIES], "UM"), rules=[])
    assert read_workbook(written(bare)) == bare


def test_every_word_is_read_back_in_both_languages() -> None:
    for kind, table in WORDS.items():
        for value in table:
            assert {read_word(kind, write_word(kind, value, language)) for language in ("zh-hans", "en")} == {value}


def test_every_kind_and_level_and_step_has_its_words() -> None:
    assert set(WORDS["kind"]) == set(Kind)
    assert set(WORDS["level"]) == set(Level)
    columns = {column.key: column for column in SHEETS["targets"]}
    assert all(columns[step].zh != step for step in every_step())


def test_no_two_columns_of_a_sheet_share_a_name() -> None:
    for columns in SHEETS.values():
        every = [name for column in columns for name in column.names]
        assert len(every) == len(set(every))
