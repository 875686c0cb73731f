"""Draws a process as a page of Markdown: the diagram, who holds each state, and every command."""

from collections import defaultdict

from django.utils.translation import override

from banjie.cases import wording
from banjie.core.workflow import Process, shipped
from banjie.core.workflow.model import BACK, STAY

_HEAD = "<!-- Written by `banjie process draw`; a test keeps it true. Do not edit. -->\n"


def pages() -> dict[str, str]:
    """The page of every shipped process by name."""
    return {name: page(process) for name, process in shipped().items()}


def page(process: Process) -> str:
    """One process in English with the Chinese words beside."""
    parts = [_HEAD, f"# Process {process.name}\n", _diagram(process), _states(process), _commands(process)]
    return "\n".join(parts)


def _diagram(process: Process) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {process.start}"]
    lines += [f'    state "{_both(wording.STATES, key)}" as {key}' for key in process.states]
    for (source, target), commands in _arrows(process).items():
        lines.append(f"    {source} --> {target}: {', '.join(commands)}")
    lines += [f"    {state.key} --> [*]" for state in process.states.values() if state.final]
    return "\n".join([*lines, "```\n"])


def _arrows(process: Process) -> dict[tuple[str, str], list[str]]:
    """State pairs with the commands between them; what leaves every open state is told in the table only."""
    everywhere = len([state for state in process.states.values() if state.open])
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for command in process.commands.values():
        if len(command.sources) >= everywhere - 1:
            continue
        for target in dict.fromkeys(command.outcomes.values() if command.outcomes else [command.to]):
            for source in (state for state in process.states if state in command.sources):
                if target == BACK:
                    arrows[source, "handling"].append(command.key)
                elif target != STAY:
                    arrows[source, target].append(command.key)
    return arrows


def _states(process: Process) -> str:
    rows = ["## States\n", "| state | in words | in whose hands | clock | worklist |", "|---|---|---|---|---|"]
    for state in process.states.values():
        hands = _both(wording.CAPACITIES, state.responsible) if state.responsible else "–"
        clock = (state.step or "–") + (" (all clocks pause)" if state.pauses else "")
        rows.append(
            f"| `{state.key}` | {_both(wording.STATES, state.key)} | {hands} | {clock} | {state.queue or '–'} |"
        )
    return "\n".join([*rows, ""])


def _commands(process: Process) -> str:
    rows = [
        "## Commands\n",
        "| command | in words | from | to | by | conditions | resident sees |",
        "|---|---|---|---|---|---|---|",
    ]
    opened = {state.key for state in process.states.values() if state.open}
    for command in process.commands.values():
        sources = "every open state" if command.sources == opened else ", ".join(sorted(command.sources))
        outcomes = "; ".join(f"{outcome}: {_target(to)}" for outcome, to in command.outcomes.items())
        by = ", ".join(sorted(command.by))
        rows.append(
            f"| `{command.key}` | {_both(wording.COMMANDS, command.key)} | {sources} | "
            f"{outcomes or _target(command.to)} | {by} | {', '.join(command.guards) or '–'} | "
            f"{'yes' if command.resident_sees else '–'} |"
        )
    return "\n".join([*rows, ""])


def _target(to: str) -> str:
    return {STAY: "(stays)", BACK: "(back)"}.get(to, to)


def _both(words: wording.Words, key: str) -> str:
    with override("zh-hans"):
        chinese = str(wording.word(words, key))
    with override("en"):
        english = str(wording.word(words, key))
    return english if chinese == english else f"{chinese} {english}"
