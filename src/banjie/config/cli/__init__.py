"""The `banjie` command. Each module adds the commands of one concern; Django starts only when one needs it."""

from banjie.config.cli.main import main

__all__ = ["main"]
