"""Several of our modules as one file, so that a first visit on a slow line asks once instead of a dozen times.

Our own, since a bundler would ask whoever installs Banjie for Node. Pure, and only for what our modules do: imports
of `{ names }` or for the effect, on one line, and `export` before a function, class or const. Whatever else a module
may hold is refused, never guessed at.

Each module becomes a function that runs once, in the order a browser would run them; it sees its imports and the
page's globals, nothing of its neighbours. The file exports what any of them exports: another module that imports one
of them is led to the file instead (ui/staticfiles.py), so that there is one instance of each, as without joining.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_IMPORT = re.compile(r'^import (?:\{ (?P<names>\w+(?:, \w+)*) \} from )?"\./(?P<module>\w+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<kept>(?:async function|function|class|const) (?P<name>\w+))", re.MULTILINE)
# What would mean something else inside a function, or is written in a way the two above do not read.
_REFUSED = re.compile(
    r"^\s*(?:import|export)\b.*$|\bimport\s*[(.].*$|^(?:await\b|(?!.*\basync\b)\S.*\bawait\b).*$", re.MULTILINE
)
_COMMENT = re.compile(r"^[ \t]*(?:/\*[\s\S]*?\*/|//.*)[ \t]*\n", re.MULTILINE)


class NotJoinable(ValueError):
    """A module says what this linker does not read: the message names the module and the words."""


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    exports: tuple[str, ...]
    body: str


def joined(root: str, read: Callable[[str], str]) -> str:
    """The text of the module `root` with all that it imports; `read` gives the text of a file beside it by name."""
    modules: dict[str, _Module] = {}
    _gather(root, read, modules, ())
    homes: dict[str, str] = {}
    for module in modules.values():
        for name in module.exports:
            if name in homes:
                raise NotJoinable(f"{module.name} and {homes[name]} both export {name}")
            homes[name] = module.name
    parts = [_as_function(module, modules) for module in modules.values() if module.body]
    return "".join(parts) + _exports(homes)


def members(root: str, read: Callable[[str], str]) -> tuple[str, ...]:
    """The files that `joined` puts together, `root` last, in the order in which they run."""
    modules: dict[str, _Module] = {}
    _gather(root, read, modules, ())
    return tuple(modules)


def without_comments(text: str) -> str:
    """Leaves out the comments that have lines of their own: a third of what would go over the line."""
    kept = _COMMENT.sub("", text)
    if any(line.count("`") % 2 or line.endswith("\\") for line in kept.splitlines()):
        raise NotJoinable("a string runs over several lines: what looks like a comment may stand in it")
    return kept


def _gather(name: str, read: Callable[[str], str], done: dict[str, _Module], above: tuple[str, ...]) -> None:
    if name in above:
        raise NotJoinable(f"{name} imports itself by way of {' and '.join(above[above.index(name) + 1 :])}")
    if name in done:
        return
    module = _module(name, read(name))
    for imported, _ in module.imports:
        _gather(imported, read, done, (*above, name))
    done[name] = module


def _module(name: str, text: str) -> _Module:
    text = without_comments(text)
    imports = tuple(
        (found["module"], tuple(found["names"].split(", ")) if found["names"] else ())
        for found in _IMPORT.finditer(text)
    )
    exports = tuple(found["name"] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub(r"\g<kept>", _IMPORT.sub("", text)).strip()
    if found := _REFUSED.search(body):
        raise NotJoinable(f"{name}: {found[0].strip()}")
    return _Module(name=name, imports=imports, exports=exports, body=body)


def _as_function(module: _Module, modules: Mapping[str, _Module]) -> str:
    lines = []
    for imported, names in module.imports:
        if missing := set(names) - set(modules[imported].exports):
            raise NotJoinable(f"{module.name} imports {', '.join(sorted(missing))}, which {imported} does not export")
        if names:
            lines.append(f"const {{ {', '.join(names)} }} = {_variable(imported)};\n")
    given = f"\nreturn {{ {', '.join(module.exports)} }};" if module.exports else ""
    holder = f"const {_variable(module.name)} = " if module.exports else ""
    return f"{holder}(() => {{\n{''.join(lines)}{module.body}{given}\n}})();\n"


def _exports(homes: Mapping[str, str]) -> str:
    """Under names of their own first: a module-wide `open` would hide the page's from every function above."""
    made = [f"const $${name} = {_variable(home)}.{name};\n" for name, home in homes.items()]
    return "".join(made) + f"export {{ {', '.join(f'$${name} as {name}' for name in homes)} }};\n"


def _variable(name: str) -> str:
    return f"${PurePosixPath(name).stem}"
