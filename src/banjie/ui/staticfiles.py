"""Static files for production: hashed for ever-lasting caches, and one stylesheet instead of thirty.

Setting: STORAGES["staticfiles"]["BACKEND"] = "banjie.ui.staticfiles.BundledStaticFiles".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("ui/css/app.css", "ui/css/map.css")
_IMPORT = re.compile(r'^@import url\("(?P<url>[^"]+)"\) layer\((?P<layer>[a-z-]+)\);$', re.MULTILINE)


class BundledStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, plus: each layered @import of a bundle is replaced by the file's content in
    its layer, and module imports between scripts are rewritten to the hashed names."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    self._bundle(name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name: str) -> None:
        bundled = bundle(self._text(name), lambda url: self._text(str(_sibling(name, url))))
        self.delete(name)
        self._save(name, ContentFile(bundled.encode()))

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode("utf-8"))


def bundle(sheet: str, read: Any) -> str:
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
