"""The top of the `banjie` command: what there is, in the order in which a person needs it."""

import typer

from banjie.config.cli import (
    checking,
    demo,
    importing,
    mailing,
    mediating,
    processes,
    reporting,
    serving,
    texts,
    upkeep,
)

app = typer.Typer(
    name="banjie",
    help="办结 Banjie — a matter is raised once, reaches who can settle it, and is seen through to its end.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

RUN, DATA, CARE, BUILD = "Run", "Data", "Care", "Develop"

app.command("serve", rich_help_panel=RUN)(serving.serve)
app.command("worker", rich_help_panel=RUN)(serving.worker)
app.command("demo", rich_help_panel=RUN)(demo.demo)
app.command("import", rich_help_panel=DATA)(importing.import_command)
app.add_typer(mailing.app, name="mail", rich_help_panel=DATA)
app.add_typer(mediating.app, name="mediation", rich_help_panel=DATA)
app.command("areas", rich_help_panel=DATA)(upkeep.areas)
app.command("catalogue", rich_help_panel=DATA)(upkeep.catalogue)
app.command("calendar", rich_help_panel=DATA)(upkeep.calendar)
app.command("staff", rich_help_panel=DATA)(upkeep.staff)
app.add_typer(texts.app, name="text", rich_help_panel=DATA)
app.command("report", rich_help_panel=DATA)(reporting.report)
app.command("verify", rich_help_panel=CARE)(checking.verify)
app.command("doctor", rich_help_panel=CARE)(checking.doctor)
app.command("recompute", rich_help_panel=CARE)(upkeep.recompute)
app.command("keys", rich_help_panel=CARE)(upkeep.keys)
app.add_typer(processes.app, name="process", rich_help_panel=BUILD)
app.command("messages", rich_help_panel=BUILD)(checking.messages)


def main() -> None:
    app()
