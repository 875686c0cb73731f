"""Third-party files are what they were when they were fetched, and every icon that is named is there."""

import re
from pathlib import Path

import pytest

from banjie.ui.vendoring import MANIFEST, changed_files, draw_sprite, read_manifest

SOURCES = Path("src/banjie")
BROWSER_MANIFEST = Path("tests/browser/vendor/vendor.toml")


@pytest.mark.parametrize("manifest", [MANIFEST, BROWSER_MANIFEST], ids=["shipped", "tests only"])
def test_vendored_files_are_unchanged(manifest: Path) -> None:
    assert changed_files(manifest) == []


@pytest.mark.parametrize("manifest", [MANIFEST, BROWSER_MANIFEST], ids=["shipped", "tests only"])
def test_every_package_brings_its_licence(manifest: Path) -> None:
    entries = read_manifest(manifest)
    assert all(entry.licence for entry in entries)
    licensed = {entry.package for entry in entries if entry.target.endswith("LICENSE")}
    assert licensed == {entry.package for entry in entries}


def test_nothing_lies_among_the_vendored_files_unlisted() -> None:
    listed = {entry.target for entry in read_manifest()}
    lying = {str(p.relative_to(MANIFEST.parent)) for p in (MANIFEST.parent / "static/ui/vendor").iterdir()}
    assert lying <= listed


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    manifest = tmp_path / "vendor.toml"
    manifest.write_text(
        '[[file]]\nname = "x"\nversion = "1"\nlicence = "MIT"\npackage = "x"\nfile = "x.js"\n'
        'target = "x.js"\nsha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"\n'
    )
    (tmp_path / "x.js").write_bytes(b"x")
    assert changed_files(manifest) == []
    (tmp_path / "x.js").write_bytes(b"y")
    assert changed_files(manifest) == ["x.js"]


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (MANIFEST.parent / "static/ui/icons.svg").read_text()))
    named: set[str] = set()
    for template in SOURCES.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "([a-z0-9-]+)"', text))
        named |= set(re.findall(r'{%[^%]*\bicon="([a-z0-9-]+)"', text))
    for module in SOURCES.rglob("*.js"):
        if "vendor" not in module.parts:
            named |= set(re.findall(r'icon\("([a-z0-9-]+)"\)', module.read_text(encoding="utf-8")))
    assert named - drawn == set()


def test_a_sprite_keeps_shapes_and_leaves_stroke_to_the_page() -> None:
    svg = '<svg\n  stroke="red"\n  stroke-width="2"\n>\n<path d="M1 1" />\n<circle cx="1" cy="1"\n r="2" />\n</svg>'
    sprite = draw_sprite([("dot", svg)]).decode()
    assert '<symbol id="dot" viewBox="0 0 24 24"><path d="M1 1" /><circle cx="1" cy="1" r="2" /></symbol>' in sprite
    assert "stroke" not in sprite
