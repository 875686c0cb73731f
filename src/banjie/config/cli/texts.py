"""`banjie text`: learns categories from the cases, tells how well it does, suggests, and lists hot topics."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, err, fail, out

if TYPE_CHECKING:
    from banjie.intelligence.classifying.measuring import Figures
    from banjie.intelligence.classifying.progress import Tell

app = typer.Typer(help="Suggestions from texts.", no_args_is_help=True)


class Of(StrEnum):
    """What is learned."""

    CATEGORY = "category"
    UNIT = "unit"
    KIND = "kind"
    LEVEL = "level"


_NOTHING: Final = {
    Of.CATEGORY: "There is nothing to learn from: no catalogue and no classified case.",
    Of.UNIT: "There is nothing to learn from: no unit has taken on a case yet.",
    Of.KIND: "There is nothing to learn from: nobody has changed a kind.",
    Of.LEVEL: "There is nothing to learn from: nobody has changed a level.",
}
_UNITS = Annotated[bool, typer.Option("--units", help="The same as --of unit.")]
_OF = Annotated[Of, typer.Option("--of", help="What is learned of a matter.")]


@app.command("train")
def train(of: _OF = Of.CATEGORY, units: _UNITS = False) -> None:
    """Learn from the catalogue and the cases; beside a model that learned much, the new one is measured first."""
    with database.ready():
        from banjie.cases import learning
        from banjie.platform import clock
        from banjie.platform.actors import SYSTEM

        with _bar() as tell:
            trained = learning.train(_purpose(of, units), by=SYSTEM, at=clock.now(), tell=tell)
    if trained is None:
        fail(_NOTHING[Of(_purpose(of, units))], Exit.FOUND_FAULTS)
    if trained.figures is not None:
        _print(trained.figures)
    kept = "in use" if trained.in_use else "answers in the shadow, and takes over when it was better there"
    done(f"Model {trained.number} of {trained.examples} cases ({trained.corrected} corrected): {kept}.")


@app.command("evaluate")
def evaluate(of: _OF = Of.CATEGORY, units: _UNITS = False) -> None:
    """How good the model in use is: on texts that were kept from it, and on all cases as they are now."""
    with database.ready():
        from banjie.cases import learning

        found = learning.evaluate(_purpose(of, units))
    if found is None:
        fail("There is no model yet, or no classified case: banjie text train.", Exit.FOUND_FAULTS)
    if found.set_aside is None:
        out.print(f"Model {found.number}: too few texts to keep some from it.", highlight=False)
    else:
        out.print(f"Model {found.number}, on texts that were kept from it when it learned:", highlight=False)
        _print(found.set_aside)
    out.print(
        "On all cases as they are now, most of which it learned from, so that it looks better:",
        highlight=False,
        soft_wrap=True,
    )
    _print(found.as_they_are)


@app.command("suggest")
def suggest(
    text: Annotated[str, typer.Argument(help="What somebody said.")],
    title: Annotated[str, typer.Option(help="Its title, if it has one.")] = "",
    area: Annotated[str, typer.Option(help="Code of the area that it is from, if that is known.")] = "",
) -> None:
    """The likeliest categories of a text with the words that spoke for the first; level, kind and places, too."""
    with database.ready():
        from banjie.config.cli import suggestions_of_texts

        lines = suggestions_of_texts.lines(title, text, area=area)
    if not lines:
        fail("Nothing to suggest.", Exit.FOUND_FAULTS)
    for line in lines:
        out.print(line, highlight=False, markup=False)


@app.command("topics")
def topics(
    file: Annotated[Path | None, typer.Argument(help="A table of messages; else the cases.")] = None,
    days: Annotated[int, typer.Option(min=1, max=3_660, help="How far back from now, or from the last message.")] = 30,
    most: Annotated[int, typer.Option(min=1, help="How many to print.")] = 10,
) -> None:
    """What many texts of a period are about, the hottest first; how heat is reckoned stands on the page of topics."""
    if file is not None and not file.is_file():
        fail(f"There is no file {file}.")
    with database.ready():
        from banjie.config.cli import topics_of_files

        found = topics_of_files.of_file(file, days=days) if file is not None else topics_of_files.of_cases(days=days)
    if not found:
        fail("No topic: nothing was raised by three different submissions.", Exit.FOUND_FAULTS)
    # What is only asked comes after what is to be settled.
    for number, each in enumerate(sorted(found, key=lambda each: each.asked)[:most], 1):
        heat = each.heat
        out.print(
            f"{number:>3}. {each.headline}\n     heat {heat.heat:.1f}; {heat.distinct} distinct of {heat.messages}; "
            f"{heat.first:%F} to {heat.last:%F}; {' · '.join(each.words)}{'; asked again and again' * each.asked}",
            highlight=False,
        )


def _purpose(of: Of, units: bool) -> str:
    return str(Of.UNIT if units else of)


@contextmanager
def _bar() -> Iterator["Tell"]:
    """What is being done and how much of it is done, where somebody looks on."""
    from banjie.intelligence.classifying.progress import Step

    words = {Step.READ: "reading", Step.LEARN: "learning", Step.CALIBRATE: "calibrating", Step.CHECK: "checking"}
    columns = (TextColumn("{task.description:<11}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(words[Step.READ], total=1.0)

        def tell(step: Step, share: float) -> None:
            progress.update(task, description=words[step], completed=share)

        yield tell


def _print(figures: "Figures") -> None:
    out.print(
        f"{figures.texts} texts: first right {figures.right:.1%}, among three {figures.in_first_three:.1%}, "
        f"macro-F1 {figures.macro_f1:.3f}, calibration error {figures.calibration_error:.3f}; "
        f"{figures.covered:.1%} told with {figures.asked:.0%} right",
        highlight=False,
        soft_wrap=True,
    )
    for truth, said, times in figures.confused:
        out.print(f"  {truth} taken for {said or 'nothing'}: {times}", highlight=False)
