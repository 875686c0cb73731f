"""The set as one file for a court: the papers in their order, a list of them with digests, nothing else. Pure.

The same papers make the same bytes, so that what was handed over can be shown again.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

FORMAT: Final = "banjie-confirmation-1"
_UNSAFE: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
# Archives cannot hold an earlier moment; a real one would make every package another one.
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper with its content. `party` is the place of a party in the dispute ("A1"), empty for papers of all."""

    kind: str
    party: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Package:
    content: bytes
    manifest: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def pack(sheets: Iterable[Sheet], *, about: Mapping[str, Any]) -> Package:
    """A zip with `manifest.json` first. `about` says what is asked: numbers, court, days; JSON values."""
    named = list(_named(sheets))
    manifest = {
        "format": FORMAT,
        **about,
        "papers": [
            {
                "file": name,
                "kind": sheet.kind,
                "party": sheet.party,
                "bytes": len(sheet.content),
                "sha256": hashlib.sha256(sheet.content).hexdigest(),
            }
            for name, sheet in named
        ],
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        _write(archive, "manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
        for name, sheet in named:
            _write(archive, name, sheet.content)
    return Package(kept.getvalue(), manifest)


def faults(content: bytes) -> Sequence[str]:
    """What of a package is not as its manifest says: names of files; "manifest.json" where that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = orjson.loads(archive.read("manifest.json"))
            held = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
            listed = {each["file"]: each["sha256"] for each in manifest["papers"]}
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        return ["manifest.json"]
    wrong = [name for name, digest in listed.items() if name not in held or _sha(held[name]) != digest]
    return sorted({*wrong, *(held.keys() - listed.keys())})


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _named(sheets: Iterable[Sheet]) -> Sequence[tuple[str, Sheet]]:
    """Numbered, so that they come in their order on any machine and no two share a name."""
    return [
        (f"{number:02d}_{sheet.kind}{f'_{sheet.party}' if sheet.party else ''}_{_safe(sheet.name)}", sheet)
        for number, sheet in enumerate(sheets, 1)
    ]


def _safe(name: str) -> str:
    cleaned = _UNSAFE.sub("_", name).strip(" .") or "file"
    return cleaned[-80:]


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ALWAYS)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
