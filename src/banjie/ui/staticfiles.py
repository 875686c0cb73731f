"""Static files for production: hashed for ever-lasting caches, and one stylesheet instead of thirty.

Setting: STORAGES["staticfiles"]["BACKEND"] = "banjie.ui.staticfiles.BundledStaticFiles".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

BUNDLES = ("ui/css/app.css", "ui/css/map.css")
_IMPORT = re.compile(r'^@import url\("(?P<url>[^"]+)"\) layer\((?P<layer>[a-z-]+)\);$', re.MULTILINE)


class BundledStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage, plus: each layered @import of a bundle is replaced by the file's content in
    its layer, and module imports between scripts are rewritten to the hashed names."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one as long as nothing has been collected (development, tests)."""
        return str(super().stored_name(name)) if self.hashed_files else name

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        bundles = [] if dry_run else [name for name in BUNDLES if name in paths]
        for name in bundles:
            self._bundle(name)
        # The hashing reads each file from where it came from: for a bundle that is now here.
        paths = {**paths, **{name: (self, name) for name in bundles}}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name: str) -> None:
        bundled = bundle(self._text(name), lambda url: self._text(str(_sibling(name, url))))
        self.delete(name)
        self._save(name, ContentFile(bundled.encode()))

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode("utf-8"))


def bundle(sheet: str, read: Callable[[str], str]) -> str:
    """`sheet` with every `@import url("x") layer(y);` replaced by `@layer y { content of x }`."""
    return _IMPORT.sub(lambda found: f"@layer {found['layer']} {{\n{read(found['url'])}\n}}", sheet)


def _sibling(name: str, url: str) -> PurePosixPath:
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / url).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
