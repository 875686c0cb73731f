"""What is preloaded is what app.js imports, no more and no less."""

import re
from pathlib import Path

import banjie.ui
from banjie.ui.templatetags.ui import APP_IMPORTS

SCRIPTS = Path(banjie.ui.__file__).parent / "static" / "ui" / "js"
_STATIC = re.compile(r"^import (?:[^\"]* from )?\"\./(\w+)\.js\";$", re.MULTILINE)


def imported(name: str) -> set[str]:
    found = set(_STATIC.findall((SCRIPTS / f"{name}.js").read_text(encoding="utf-8")))
    return found.union(*(imported(each) for each in found))


def test_every_module_of_the_first_round_is_named_in_the_head() -> None:
    assert set(APP_IMPORTS) == imported("app")
    assert list(APP_IMPORTS) == sorted(APP_IMPORTS)
