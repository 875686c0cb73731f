"""Looking at the declared processes."""

from pathlib import Path
from typing import Annotated

import typer

from banjie.config.cli.console import Exit, done, fail, start_django

app = typer.Typer(help="The declared processes: list them, draw them, check one.", no_args_is_help=True)

DOCS = Path("docs/processes")


@app.command("draw")
def draw(
    folder: Annotated[Path, typer.Argument(help="Where to write.")] = DOCS,
    check: Annotated[bool, typer.Option(help="Write nothing; fail if a drawing is out of date.")] = False,
) -> None:
    """Write a page with the diagram and the table of every process."""
    start_django()
    from banjie.cases import drawing

    stale = []
    for name, text in drawing.pages().items():
        path = folder / f"{name}.md"
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(str(path))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            done(str(path))
    if stale:
        fail(f"Out of date: {', '.join(stale)}. Run: banjie process draw", Exit.FOUND_FAULTS)


@app.command("check")
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A process as TOML.")]) -> None:
    """Say whether a declared process holds together."""
    start_django()
    import tomllib

    from banjie.cases.wording import REFUSALS
    from banjie.core.workflow import BadProcess, load, shipped

    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
        process = load(declared, bases=shipped(), worded=REFUSALS)
    except BadProcess as error:
        fail("\n".join(error.problems), Exit.FOUND_FAULTS)
    except (tomllib.TOMLDecodeError, KeyError, ValueError, UnicodeDecodeError) as error:
        fail(f"{file} cannot be read as a process: {error}")
    done(f"{process.name}: {len(process.states)} states, {len(process.commands)} commands")
