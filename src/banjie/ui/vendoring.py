"""Fetch the third-party front-end files named in vendor.toml, and prove that they are what was fetched.

Files are committed, so that nobody needs Node to run or test Banjie. This module is for the rare day on
which a version is raised: edit `version` (or the list of icons) in vendor.toml, then run
`python -m banjie.ui.vendoring`. It asks `npm pack` for each package, copies the files, draws the icon
sprite, and writes the new checksums back.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parent / "vendor.toml"
HEADER = """\
# Third-party front-end files, committed. Checked by tests/unit/ui/test_vendored_files.py;
# raised with `python -m banjie.ui.vendoring` (see vendoring.py). Paths are relative to this file.
"""


@dataclass(frozen=True, slots=True)
class VendoredFile:
    """One committed file: where it came from, where it lies, and what it must hash to.

    `file` is the path inside the npm package, or the folder of single icons when `icons` is not empty;
    then `target` is a sprite drawn from them.
    """

    name: str
    version: str
    licence: str
    package: str
    file: str
    target: str
    sha256: str
    icons: tuple[str, ...] = field(default=())


def read_manifest(manifest: Path = MANIFEST) -> tuple[VendoredFile, ...]:
    """The entries of a vendor.toml, in file order. Raises TypeError for a missing or unknown key."""
    document: dict[str, Any] = tomllib.loads(manifest.read_text(encoding="utf-8"))
    return tuple(VendoredFile(**{**entry, "icons": tuple(entry.get("icons", ()))}) for entry in document["file"])


def changed_files(manifest: Path = MANIFEST) -> list[str]:
    """Targets that are missing or no longer hash to what the manifest says; empty when all is well."""
    return [
        entry.target
        for entry in read_manifest(manifest)
        if not (manifest.parent / entry.target).is_file()
        or sha256_of((manifest.parent / entry.target).read_bytes()) != entry.sha256
    ]


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refresh(manifest: Path = MANIFEST) -> tuple[VendoredFile, ...]:
    """Fetch every package, write every target, and record the new checksums.

    Raises subprocess.CalledProcessError when npm cannot give a package, KeyError when a file is not in it.
    """
    entries = read_manifest(manifest)
    packages: dict[tuple[str, str], dict[str, bytes]] = {(e.package, e.version): {} for e in entries}
    with tempfile.TemporaryDirectory() as folder:
        for package, version in packages:
            packages[package, version] = _fetch(package, version, Path(folder))
    refreshed = []
    for entry in entries:
        content = _content(entry, packages[entry.package, entry.version])
        target = manifest.parent / entry.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        refreshed.append(replace(entry, sha256=sha256_of(content)))
    manifest.write_text(_toml(refreshed), encoding="utf-8")
    return tuple(refreshed)


def draw_sprite(icons: Sequence[tuple[str, str]]) -> bytes:
    """One SVG with a <symbol> per (name, svg text). Stroke and size are left to CSS: they inherit."""
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(_shapes(svg))}</symbol>\n' for name, svg in icons
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'.encode()


def _shapes(svg: str) -> Iterator[str]:
    for shape in re.findall(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", svg):
        yield re.sub(r"\s+", " ", shape)


def _content(entry: VendoredFile, package: dict[str, bytes]) -> bytes:
    if not entry.icons:
        return package[entry.file]
    return draw_sprite([(name, package[f"{entry.file}/{name}.svg"].decode()) for name in sorted(entry.icons)])


def _fetch(package: str, version: str, folder: Path) -> dict[str, bytes]:
    """The files of one npm package by their path in it."""
    command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", str(folder)]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    archive = folder / packed.stdout.strip().splitlines()[-1]
    files: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            handle = tar.extractfile(member) if member.isfile() else None
            if handle is not None:
                files[member.name.split("/", 1)[1]] = handle.read()
    return files


def _toml(entries: Sequence[VendoredFile]) -> str:
    blocks = [HEADER]
    for entry in entries:
        lines = ["[[file]]"]
        for key in ("name", "version", "licence", "package", "file", "target", "sha256"):
            lines.append(f'{key} = "{getattr(entry, key)}"')
        if entry.icons:
            names = ", ".join(f'"{name}"' for name in sorted(set(entry.icons)))
            lines.append("icons = [\n" + _wrapped(names) + ",\n]")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _wrapped(names: str, width: int = 100) -> str:
    lines = [""]
    for word in names.split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += ("    " if not lines[-1] else " ") + word
    return "\n".join(lines)


if __name__ == "__main__":
    for refreshed_entry in refresh(Path(sys.argv[1]) if len(sys.argv) > 1 else MANIFEST):
        sys.stdout.write(f"{refreshed_entry.target} {refreshed_entry.version}\n")
