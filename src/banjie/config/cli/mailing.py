"""`banjie mail`: takes a letter from a mail server's pipe, and fetches mailboxes at once."""

import sys
from typing import Annotated, Final

import typer

from banjie.config.cli import database
from banjie.config.cli.console import Exit, done, fail

app = typer.Typer(help="Letters in.", no_args_is_help=True)
# sysexits.h: the mail server keeps the letter and tries again.
_TRY_AGAIN: Final = 75


@app.command("take")
def take(
    to: Annotated[str, typer.Option(help="The mailbox it was sent to; Postfix: ${original_recipient}.")],
) -> None:
    """Take one letter from the standard input, as Postfix or .forward pipe it.

    Leaves with 0 once it is kept, 65 for nothing, 67 for a mailbox that is not known here, and 75 where it could not be
    kept just now: then the mail server tries again.
    """
    raw = sys.stdin.buffer.read()
    try:
        with database.ready(migrate=False):
            from banjie.channels.mail_in import piping
            from banjie.platform import clock

            piped = piping.take_in(raw, address=to, at=clock.now())
    except (Exception, SystemExit) as error:
        # Whatever it is, the letter must not be lost for it.
        sys.stderr.write(f"{type(error).__name__}\n")
        raise typer.Exit(_TRY_AGAIN) from None
    raise typer.Exit(piped.code)


@app.command("fetch")
def fetch() -> None:
    """Fetch every mailbox now instead of at the next minute."""
    failed = 0
    with database.ready():
        from banjie.channels import endpoints, wording
        from banjie.channels.mail_in import fetching
        from banjie.platform import clock

        for box in (each for each in endpoints.in_use("mail") if each.settings.get("host")):
            try:
                done(f"{box.name}: {fetching.fetch(box, at=clock.now())}")
            except fetching.MailboxFault as fault:
                failed += 1
                sys.stderr.write(f"{box.name}: {wording.trouble(fault.code)}\n")
    if failed:
        fail(f"{failed} could not be fetched.", Exit.FOUND_FAULTS)
