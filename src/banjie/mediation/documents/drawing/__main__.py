"""Writes the templates that are shipped."""

from pathlib import Path
from typing import Final

from banjie.mediation.documents.drawing import DRAWN

FOLDER: Final = Path(__file__).resolve().parents[1] / "templates"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.docx"):
        old.unlink()
    for name, draw in DRAWN.items():
        (FOLDER / f"{name}.docx").write_bytes(draw())


if __name__ == "__main__":
    main()
