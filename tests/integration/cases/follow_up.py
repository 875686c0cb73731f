"""A rule of follow-up to try things with: everybody is called."""

from pathlib import Path

_RULE = """
ask_days = 7
attempts = 3
again_after_hours = 4
dissatisfied_up_to = 2
share = {share}
"""


def everybody_called(folder: Path, share: float = 1.0) -> str:
    """The path of a rule by which a share of those who gave no verdict is called."""
    path = folder / f"rule-{share}.toml"
    path.write_text(_RULE.format(share=share), encoding="utf-8")
    return str(path)
