"""Sets documents with Typst, in this process: no program of the machine is called and nothing is fetched."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import orjson

from banjie.platform.documents.charset import drawable
from banjie.platform.documents.fonts import Chosen, chosen

if TYPE_CHECKING:
    import typst

# Templates name each other by paths from here, such as "/platform/documents/templates/office.typ".
ROOT: Final = Path(__file__).resolve().parents[2]
_PICTURE: Final = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
_DOTS_PER_INCH: Final = 192.0


class DocumentFault(Exception):
    """A template and its data do not go together; a fault of ours, never of what somebody wrote."""


def pdf(template: str, data: Mapping[str, Any], *, language: str, fonts: Chosen | None = None) -> bytes:
    """A PDF from a template of the package, such as "web/reports/report.typ".

    The same template, data and fonts give the same bytes. The template finds the data under `data`, by importing
    office.typ. Text is only ever set as text: nothing in it is taken for markup. Raises DocumentFault.
    """
    made = fonts or chosen()
    inputs = {
        "data": orjson.dumps(_drawable(data) if made.own_only else data).decode(),
        "fonts": orjson.dumps(dict(made.families)).decode(),
        "language": "zh" if language.startswith("zh") else "en",
    }
    try:
        content = _compiler(made).compile(input=str(ROOT / template), format="pdf", sys_inputs=inputs, timestamp=0)
    except RuntimeError as error:
        raise DocumentFault(str(error)) from error
    assert isinstance(content, bytes)  # pages go into one file
    return content


def pdf_with_files(
    template: str, data: Mapping[str, Any], files: Mapping[str, bytes], *, fonts: Chosen | None = None
) -> bytes:
    """A PDF from a template that imports no other and shows files by the names they have in `files`.

    The template finds the data as for `pdf`. Raises DocumentFault.
    """
    made = fonts or chosen()
    inputs = {
        "data": orjson.dumps(_drawable(data) if made.own_only else data).decode(),
        "fonts": orjson.dumps({**made.families, "latin": made.latin, "plain": made.own_only}).decode(),
    }
    with TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes((ROOT / template).read_bytes())
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        import typst

        compiler = typst.Compiler(root=folder, font_paths=made.book, ignore_system_fonts=True)
        try:
            made_of_it = compiler.compile(input=str(main), format="pdf", sys_inputs=inputs, timestamp=0)
        except RuntimeError as error:
            raise DocumentFault(str(error)) from error
    assert isinstance(made_of_it, bytes)  # pages go into one file
    return made_of_it


def picture(svg: str, *, fonts: Chosen | None = None) -> bytes:
    """An SVG of ours as PNG, for where only pictures go."""
    made = fonts or chosen()
    drawn = {"svg": drawable(svg) if made.own_only else svg}
    try:
        content = _compiler(made).compile(input=_PICTURE, format="png", sys_inputs=drawn, ppi=_DOTS_PER_INCH)
    except RuntimeError as error:
        raise DocumentFault(str(error)) from error
    assert isinstance(content, bytes)  # the page is as large as the picture
    return content


def _compiler(made: Chosen) -> "typst.Compiler":
    # Loaded by the first document: most processes never make one.
    import typst

    return typst.Compiler(root=str(ROOT), font_paths=made.book, ignore_system_fonts=True)


def _drawable(value: Any) -> Any:
    match value:
        case str():
            return drawable(value)
        case Mapping():
            return {key: _drawable(each) for key, each in value.items()}
        case list() | tuple():
            return [_drawable(each) for each in value]
        case _:
            return value
