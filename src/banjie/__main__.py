"""`python -m banjie` is the `banjie` command."""

from banjie.config.cli import main

main()
