"""Static files for production: hashed for ever-lasting caches, one stylesheet instead of thirty, and the scripts
of every page in one file instead of a dozen.

Setting: STORAGES["staticfiles"]["BACKEND"] = "banjie.ui.staticfiles.BundledStaticFiles".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

from . import joined_scripts

BUNDLES = ("ui/css/app.css", "ui/css/map.css", "ui/css/map_library.css")
SCRIPTS = "ui/js/every_page.js"
# Those that have lines of their own; `/*!` begins a licence.
_COMMENT = re.compile(r"^[ \t]*/\*(?!!)[\s\S]*?\*/[ \t]*\n", re.MULTILINE)
_IMPORT = re.compile(r'^@import url\("(?P<url>[^"]+)"\) layer\((?P<layer>[a-z-]+)\);$', re.MULTILINE)


class BundledStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage, plus: each layered @import of a bundle is replaced by the file's content in its layer;
    the modules that SCRIPTS imports go into that one file, and whatever names one of them is led there; and module
    imports between scripts are rewritten to the hashed names."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now_in: dict[str, str] = {}

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one as long as nothing has been collected (development, tests)."""
        return str(super().stored_name(name)) if self.hashed_files else name

    def _stored_name(self, name: str, hashed_files: dict[str, str]) -> str:
        """Django asks this for the address that an import is rewritten to; two addresses would be two instances."""
        name = str(_normal(PurePosixPath(name)))
        return str(super()._stored_name(self._now_in.get(name, name), hashed_files))

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if dry_run:
            return
        made = [name for name in BUNDLES if name in paths]
        for name in made:
            self._write(name, bundle(_text(paths, name), _beside(name, paths)))
        if SCRIPTS in paths:
            self._join(paths)
            made.append(SCRIPTS)
        # The hashing reads each file from where it came from: for what was made that is now here.
        paths = {name: (self, name) if name in made else found for name, found in paths.items()}
        yield from super().post_process({name: paths[name] for name in paths if name not in self._now_in}, **options)

    def save_manifest(self) -> None:
        """A template that names a module by its own address is led to the file that holds it, too."""
        self.hashed_files |= {name: self.hashed_files[file] for name, file in self._now_in.items()}
        super().save_manifest()

    def _join(self, paths: dict[str, Any]) -> None:
        read = _beside(SCRIPTS, paths)
        root = PurePosixPath(SCRIPTS)
        self._write(SCRIPTS, joined_scripts.joined(root.name, read))
        inside = (str(root.with_name(name)) for name in joined_scripts.members(root.name, read))
        self._now_in = {name: SCRIPTS for name in inside if name != SCRIPTS}

    def _write(self, name: str, text: str) -> None:
        """In place of what lies here, which may be an older bundle, newer than a source that was not copied again."""
        self.delete(name)
        self._save(name, ContentFile(text.encode()))


def _beside(name: str, paths: dict[str, Any]) -> Callable[[str], str]:
    """Reads, from the sources, the files that `name` names relative to itself."""
    return lambda url: _text(paths, str(_normal(PurePosixPath(name).parent / url)))


def _text(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode("utf-8"))


def bundle(sheet: str, read: Callable[[str], str]) -> str:
    """`sheet` with every `@import url("x") layer(y);` replaced by `@layer y { content of x }`,
    without comments: a quarter of what would go over the line."""
    whole = _IMPORT.sub(lambda found: f"@layer {found['layer']} {{\n{read(found['url'])}\n}}", sheet)
    return _COMMENT.sub("", whole)


def _normal(path: PurePosixPath) -> PurePosixPath:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
